import { expect, test } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { entry, monthLater } from '../../support/people-bench.ts'
import { underPolicies } from '../../support/retention-bench.ts'
import { largeUsersReport, uuidOf } from '../../support/cim-reports.ts'

const start = underPolicies()

const importUsers = (main: MainApp) =>
  main.must('cim.importReport', {
    base64: Buffer.from(largeUsersReport(2)).toString('base64'),
    fileName: 'users.csv',
    kind: 'users',
    reportedOn: '2026-11-20',
    coverage: 'whole',
  })
const other = async (main: MainApp) => (await main.must('retention.list', {})).other
const actions = async (main: MainApp) => (await main.must('record.entries', { fromSeq: 0, limit: 500 })).entries.map(({ action }) => action)

test('rows of a CIM report: listed with their day, deleted on it, recorded after; who imported it stays', async () => {
  const main = await start({ cimReportDays: 30 })
  await importUsers(main)
  expect(await other(main)).toEqual([expect.objectContaining({ kind: 'cim-report', count: 1, on: '2026-12-20', days: 30, isDue: false })])
  await main.must('retention.eraseDue', {})
  expect((await main.must('cim.read', {})).reports[0]!.removed).toBeUndefined()
  // The limit counts from the first sign-in with rows.
  await main.app.lock('asked')
  await main.unlock()
  await monthLater(main)
  expect(await other(main)).toEqual([])
  expect((await main.must('cim.read', {})).reports).toEqual([expect.objectContaining({ rows: 2, removed: expect.anything() as unknown })])
  expect((await main.must('cim.notKnown', {})).total).toBe(0)
  expect(await actions(main)).toContain('cim-rows-removed')
})

test('short entries: deleted on their day, unless their access is open in the log; the log keeps its entry', async () => {
  const main = await start({ entryDays: 30 })
  const { personId: goes } = await main.must('person.add', { entry, asked: false })
  const { personId: stays } = await main.must('person.add', { entry: { ...entry, uuid: uuidOf(7) }, asked: true })
  const row = {
    name: 'Sam Sample',
    uuid: uuidOf(7),
    registerNumber: '2000001',
    reason: 'Covers a pharmacy',
    sponsor: 'Sample Sponsor',
    organisations: 'FZZ01',
    grantedOn: '2026-11-20',
    reviewBy: '2027-03-01',
    endsOn: '2027-10-31',
  }
  expect((await main.must('locum.add', { kind: 'grant', rows: [row] })).added).toHaveLength(1)
  expect(await other(main)).toEqual([expect.objectContaining({ kind: 'short-entry', count: 1, isDue: false })])
  await monthLater(main)
  expect((await main.must('person.list', { from: 0 })).people.map(({ personId }) => personId)).toEqual([stays])
  expect(await main.call('person.open', { personId: goes })).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
  expect((await main.must('find.anything', { text: entry.uuid })).found).toEqual([])
  expect((await main.must('locum.list', {})).entries).toHaveLength(1)
  expect(await actions(main)).toContain('short-entries-erased')
})

test('short entries: without a limit nothing has a day', async () => {
  const main = await start({})
  await main.must('person.add', { entry, asked: false })
  expect(await other(main)).toEqual([])
  await monthLater(main).catch(() => undefined)
  expect((await main.must('person.list', { from: 0 })).people).toHaveLength(1)
})
