import { expect, test } from 'vitest'
import type { MainApp } from '../../support/main-app.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { uuidOf } from '../../support/cim-reports.ts'
import { largeUsersReport } from '../../support/cim-reports.ts'

const start = setUpAppsForEach()

async function importUsers(main: MainApp, file: Uint8Array | string) {
  await main.must('cim.importReport', {
    base64: Buffer.from(file).toString('base64'),
    fileName: 'users.csv',
    kind: 'users',
    reportedOn: '2026-11-28',
    coverage: 'whole',
  })
  await main.must('cim.compare', {})
}
const differences = async (main: MainApp) =>
  (await main.must('cim.differences', { state: 'open', from: 0 })).differences.map(({ kind, uuid }) => `${kind} ${uuid}`)

test('people of a report: those not known here are listed, added in one act, and no longer a difference', async () => {
  const main = await start()
  await main.must('person.add', { entry: { name: { given: 'Bo', family: 'Sample1' }, uuid: uuidOf(1) }, asked: false })
  await importUsers(main, largeUsersReport(4))
  expect(await differences(main)).not.toContain(`person-missing-here ${uuidOf(1)}`)
  const { people, total } = await main.must('cim.notKnown', {})
  expect([total, people.map(({ uuid }) => uuid)]).toEqual([3, [uuidOf(0), uuidOf(2), uuidOf(3)]])
  expect(people[0]!.name).toEqual({ given: 'Angharad', family: 'Sample0' })
  const uuids = [uuidOf(0), uuidOf(2), uuidOf(1), uuidOf(9), uuidOf(0)]
  expect(await main.must('cim.addPeople', { uuids })).toEqual({ added: 2, leftOut: 2 })
  expect(await main.must('cim.addPeople', { uuids }), 'a second click adds no one twice').toEqual({ added: 0, leftOut: 4 })
  expect((await main.must('cim.notKnown', {})).people.map(({ uuid }) => uuid)).toEqual([uuidOf(3)])
  await main.must('cim.compare', {})
  expect(await differences(main)).toEqual([`person-missing-here ${uuidOf(3)}`])
  await main.app.lock('asked')
  await main.unlock()
  const entered = (await main.must('person.list', { from: 0 })).people.map(({ entry }) => entry.uuid)
  expect(new Set(entered)).toEqual(new Set([uuidOf(0), uuidOf(1), uuidOf(2)]))
})

test('people of a report: a person without a name of two parts is listed and cannot be added at once', async () => {
  const main = await start()
  await importUsers(main, `UUID,Name,Status\n${uuidOf(1)},Sample,Active\n`)
  expect((await main.must('cim.notKnown', {})).people).toEqual([expect.objectContaining({ nameThere: 'Sample' })])
  expect(await main.must('cim.addPeople', { uuids: [uuidOf(1)] })).toEqual({ added: 0, leftOut: 1 })
})

test('people of a report: the list is looked at only with a note in the record', async () => {
  const main = await start()
  await importUsers(main, largeUsersReport(1))
  await main.must('cim.notKnown', {})
  await main.must('cim.addPeople', { uuids: [uuidOf(0)] })
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 500 })
  const actions = entries.map(({ action }) => action)
  expect(actions).toContain('cim-people-viewed')
  expect(actions.filter((action) => action === 'people-added')).toHaveLength(1)
})
