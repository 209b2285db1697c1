/** Persons after the data has moved: restored from a backup, under another vault key, and at another workstation. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { backupStation, newMachine, restore } from '../../support/backup-station.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { caseOf, duplicatesOf, endCase, entry, link, monthLater } from '../../support/people-bench.ts'
import { bryn } from '../../support/two-agents.ts'
import { openTwoStations, send, takeOver, type TwoStations } from '../../support/two-stations.ts'

const opened = closeAppsAfterEach()
let stations: TwoStations
openTwoStations((both) => {
  stations = both
})

test('persons after a restore and another vault key: a deleted case, a short entry and a link are as they were', async () => {
  const station = await backupStation({ caseDays: 30 })
  opened.push(station.main)
  const { main } = station
  const deleted = await caseOf(main, { number: 1 })
  await endCase(main, deleted)
  // Marks that were made before the vault key changed, and after.
  await main.must('agents.add', bryn)
  await monthLater(main)
  const [one, two] = [await caseOf(main, { number: 2 }), await caseOf(main, { number: 3 })]
  expect((await link(main, one, two)).ok).toBe(true)
  const { personId } = await main.must('person.add', { entry, asked: false })
  await main.must('backup.make', {})
  const there = await newMachine(station.files().at(-1)!, { policy: { caseDays: 30 } })
  opened.push(there)
  there.clock.forward(31 * 86_400_000)
  expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
  rmSync(station.target, { recursive: true, force: true })

  const again = await caseOf(there, { number: 4, mobile: '+447700900511' })
  expect(await duplicatesOf(there, again)).toMatchObject([{ personId: deleted, because: ['mobile'], cases: [] }])
  expect((await there.must('person.open', { personId: two })).cases.map(({ caseId }) => caseId).toSorted()).toEqual([one, two].toSorted())
  expect((await there.must('person.open', { personId })).entry).toEqual(entry)
})

test('persons after a handover: a case that was taken over is compared with the persons of this workstation', async () => {
  const { north, south } = stations
  const known = await caseOf(south, { number: 1 })
  const moved = await caseOf(north, { number: 2, mobile: '+447700900511' })
  const taken = await takeOver(south, (await send(north, south, [moved])).file)
  expect(taken.ok).toBe(true)
  expect(await duplicatesOf(south, moved)).toMatchObject([{ personId: known, because: ['mobile'] }])
  // The copy that stays behind still says who the person is.
  expect((await north.must('person.open', { personId: moved })).cases).toMatchObject([{ caseId: moved, status: 'handed-over' }])
  const later = await caseOf(north, { number: 3, mobile: '+447700900511' })
  expect(await duplicatesOf(north, later)).toMatchObject([{ personId: moved }])
})
