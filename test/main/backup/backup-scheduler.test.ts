import { readdirSync, rmSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { QUIET_SECONDS } from '../../../domain/backup/schedule.ts'
import { backupStation, type BackupStation } from '../../support/backup-station.ts'
import { newCase } from '../../support/main-journey.ts'

const MINUTE = 60_000
const stations: BackupStation[] = []
afterEach(async () => {
  for (const { main, target } of stations.splice(0)) {
    await main.app.lock('asked')
    main.remove()
    rmSync(target, { recursive: true, force: true })
  }
})
async function start(...given: Parameters<typeof backupStation>): Promise<BackupStation> {
  const station = await backupStation(...given)
  stations.push(station)
  return station
}

test('backup before an idle lock: made if anything changed, and the lock does not wait for it', async () => {
  let idle = 0
  const morning = new Date()
  morning.setHours(9, 0, 0, 0)
  const began = performance.now()
  let forward = 0
  const now = () => new Date(morning.getTime() + (performance.now() - began) + forward)
  const station = await start({}, { now, monotonic: () => performance.now() + forward, systemIdleSeconds: () => idle })
  const { main, memory } = station
  const proven = () =>
    vi.waitFor(
      () => {
        main.app.lockWhenDue()
        expect(memory.now.drill).toMatchObject({ result: 'proven', file: memory.now.last!.file })
      },
      { timeout: 60_000, interval: 30 },
    )
  await main.must('backup.make', {})
  await proven()
  const first = memory.now.last!.file
  forward = 40 * MINUTE
  const looksAround = async () => {
    for (let look = 0; look < 20; look += 1) {
      main.app.lockWhenDue()
      await new Promise((resolve) => {
        setTimeout(resolve, 10)
      })
    }
  }
  // Nothing was done: nothing is due, however quiet it is.
  idle = QUIET_SECONDS
  await looksAround()
  expect(memory.now.last!.file).toBe(first)
  await newCase(main)
  idle = QUIET_SECONDS - 1
  await looksAround()
  expect(memory.now.last!.file).toBe(first)
  idle = QUIET_SECONDS
  await vi.waitFor(
    () => {
      main.app.lockWhenDue()
      expect(memory.now.last!.file).not.toBe(first)
    },
    { timeout: 60_000, interval: 30 },
  )
  expect(main.app.isUnlocked()).toBe(true)
  expect(memory.now.last!.cases).toBe(1)
  // Locking breaks off what is under way, and leaves nothing half.
  await newCase(main)
  void main.call('backup.make', {})
  await main.app.lock('idle')
  expect(main.app.isUnlocked()).toBe(false)
  expect(readdirSync(station.target).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('backup with little free space on this computer: made all the same, because it writes nothing there', async () => {
  const { main, files } = await start({}, { freeSpace: () => Promise.resolve(1) })
  await newCase(main)
  expect(await main.must('backup.make', {})).toMatchObject({ cases: 1 })
  expect(files()).toHaveLength(1)
})

test('backup with the clock set back: the new backup stays, and is the one that is tested', async () => {
  let back = 0
  const station = await start({}, { now: () => new Date(Date.now() - back) })
  const { main, memory } = station
  for (let index = 0; index < 10; index += 1) {
    back -= 2_000
    await main.must('backup.make', {})
  }
  expect(station.files()).toHaveLength(10)
  back = 30 * 24 * 60 * MINUTE
  const { file } = await main.must('backup.make', {})
  expect([station.files().length, station.files().some((path) => path.endsWith(file))]).toEqual([10, true])
  expect(await main.must('backup.drill', {})).toMatchObject({ file })
  expect(memory.now.drill).toMatchObject({ result: 'proven', file })
})
