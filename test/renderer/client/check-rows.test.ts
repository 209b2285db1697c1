import { expect, test } from 'vitest'
import { checkRows } from '../../../renderer/client/check-rows.ts'
import { done, fakeBridge, fakeStorage, noPause, refused, row } from './fakes.ts'

const slices = [
  { table: 'cases', rows: [{ id: 'a', rev: 1, sha256: '' }] },
  { table: 'station', rows: [{ id: 's', rev: 1, sha256: '00' }] },
]

function scene(answer: (table: string) => unknown) {
  const main = fakeBridge({ 'database.checkRows': ({ table }) => answer(table) })
  const storage = fakeStorage({ hashRows: (slice) => slices[slice] })
  const stored: unknown[] = []
  const rows = { store: (...given: unknown[]) => Promise.resolve(void stored.push(given)) }
  return { stored, main, check: () => checkRows({ call: main.call, storage, rows, pause: noPause }) }
}

test('checking all rows: each slice is compared; those that differ are stored again', async () => {
  const { check, stored, main } = scene((table) => done({ rows: table === 'cases' ? [row('a')] : [] }))
  expect(await check()).toBe(1)
  expect(main.inputsOf('database.checkRows')).toEqual(slices)
  expect(stored).toEqual([[[row('a')], 0]])
})

test('checking all rows: a refusal ends the check', async () => {
  await expect(scene(() => refused).check()).rejects.toThrow('Refused.')
})
