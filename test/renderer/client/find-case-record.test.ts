import { expect, test } from 'vitest'
import { findCaseRecord } from '../../../renderer/client/find-case-record.ts'
import { done, everyKey, fakeBridge, fakeStorage, refused, row } from './fakes.ts'

const record = { caseId: 'a' }

function scene(first: () => unknown, fetched: unknown = done({ rows: [row('a')] })) {
  const main = fakeBridge({ 'database.cases': () => fetched, 'database.checkRows': () => fetched })
  let isStored = false
  const storage = fakeStorage({ findCase: () => (isStored ? record : first()) })
  const rows = { store: () => Promise.resolve(void (isStored = true)) }
  return {
    channels: () => main.asked.map(([channel]) => channel),
    find: () => findCaseRecord({ call: main.call, rows, caseKeys: everyKey }, storage, 'a'),
  }
}
const damaged = () => Promise.reject(new Error('does not open'))

test.each([
  ['in the database', () => record, done({ rows: [] }), record, []],
  ['not yet in a database that is being refilled', () => undefined, undefined, record, ['database.cases']],
  ['on no side', () => undefined, done({ rows: [] }), undefined, ['database.cases']],
  ['damaged: replaced, and main notes it', damaged, undefined, record, ['database.checkRows']],
])('reading a case that is %s', async (_, first, fetched, expected, asked) => {
  const { find, channels } = scene(first, fetched)
  expect(await find()).toEqual(expected)
  expect(channels()).toEqual(asked)
})

test('reading a case that main refuses: throws', async () => {
  await expect(scene(() => undefined, refused).find()).rejects.toThrow('Refused.')
})
