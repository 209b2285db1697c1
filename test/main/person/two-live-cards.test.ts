import { expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { link, monthLater } from '../../support/people-bench.ts'
import { beginReplacement, closedCase, toldOf } from '../../support/replacements.ts'
import { underPolicies } from '../../support/retention-bench.ts'

const start = underPolicies()
const twoCards = async (main: MainApp) => (await main.must('work.items', {})).items.filter(({ id }) => id.startsWith('two-live-cards'))
const withUuid = (uuid: string) => ({ cis: (main: MainApp, caseId: string) => main.act(caseId, { ...journey.cisIdentityCreated, uuid }) })

async function otherClosed(main: MainApp) {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'first-log-in', withUuid('555000111333'))
  return { caseId, serial: (await readCase(main, caseId)).view.facts.liveCard!.serial! }
}

test('two live cards: linking two persons who both have one gives a work item, until one is cancelled', async () => {
  const main = await start({})
  const [one, two] = [await closedCase(main), await otherClosed(main)]
  expect(await twoCards(main)).toEqual([])
  expect((await link(main, one.caseId, two.caseId)).ok).toBe(true)
  const [item, ...more] = await twoCards(main)
  expect(more).toEqual([])
  expect(item).toMatchObject({ kind: 'person', place: `/people/person/${two.caseId}` })
  for (const { serial } of [one, two]) expect(item!.detail).toContain(serial)
  await main.must('cards.act', { serial: one.serial, act: { act: 'cancel', note: 'INC-1' } })
  expect(await twoCards(main)).toEqual([])
})

test('two live cards: a replacement that has written its card is not listed, its case asks for the cancellation', async () => {
  const main = await start({})
  const old = await closedCase(main)
  await beginReplacement(main, toldOf(main, old))
  expect(await twoCards(main)).toEqual([])
})

test('one live card: the card of a deleted case still counts, and no second one is written for the same UUID', async () => {
  const main = await start({ caseDays: 30 })
  const { caseId } = await closedCase(main)
  await monthLater(main)
  expect((await main.must('person.open', { personId: caseId })).cases).toEqual([])
  const next = await newCase(main)
  await expect(walkUntil(main, next, 'write-card', withUuid(journey.cisIdentityCreated.uuid))).rejects.toThrow('card-may-be-live')
})
