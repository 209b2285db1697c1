import { beforeAll, expect, test } from 'vitest'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

let main: MainApp
let caseId: string
beforeAll(async () => {
  main = await openMainApp()
  await main.setUp()
  const list = (...serials: string[]) => Buffer.from(['Serial', ...serials].join('\n')).toString('base64')
  await main.must('cards.importBox', { box: 'Box 1', base64: list('3001', '3002') })
  caseId = await newCase(main)
  await walkUntil(main, caseId, 'posted')
})

const found = async (text: string) => (await main.must('find.anything', { text })).found

test('stock that runs low: on Today, with its page', async () => {
  expect((await main.must('work.items', {})).items).toContainEqual(
    expect.objectContaining({ id: 'stock-low', title: 'Order blank cards', place: '/cards/stock' }),
  )
})

test('card: found by a part of its serial number, with and without spaces, and its page is named', async () => {
  for (const text of ['3002', '30 02', '002'])
    expect(await found(text)).toContainEqual({ kind: 'card', title: 'Card 3002', detail: 'Blank', place: '/cards/card/3002' })
  expect(await found('9999')).toEqual([])
})

test('posting list: found by a part of its reference', async () => {
  const { manifests } = await main.must('manifest.list', {})
  const { dispatchReference } = manifests[0]!
  for (const text of [dispatchReference, dispatchReference.slice(-4), dispatchReference.replaceAll('-', ' ').toLowerCase()])
    expect(await found(text)).toContainEqual({ kind: 'dispatch', title: `Posting list ${dispatchReference}`, place: '/dispatch' })
})

test('what is found holds no name', async () => {
  expect(JSON.stringify([await found('300'), await found('RD-')])).not.toMatch(/Sample/i)
})
