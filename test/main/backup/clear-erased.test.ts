import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { recoveryBackupIdentity } from '../../../main/backup/identities.ts'
import { openBackup } from '../../../main/backup/read-backup.ts'
import { parseRecoveryKey } from '../../../main/vault/recovery-key.ts'
import { backupStation, newMachine, printRecoveryKey, restore, type BackupStation } from '../../support/backup-station.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'

const DAY = 86_400_000
const patience = { timeout: 60_000, interval: 40 }
const made: (() => void)[] = []
afterEach(() => {
  for (const remove of made.splice(0)) remove()
})

async function start(): Promise<BackupStation> {
  const station = await backupStation({ evidenceDays: 3 })
  made.push(() => {
    station.main.remove()
    rmSync(station.target, { recursive: true, force: true })
  })
  return station
}

async function backUp(station: BackupStation): Promise<string> {
  // Names are of seconds.
  station.main.clock.forward(2_000)
  return (await station.main.must('backup.make', {})).file
}

async function daysLater(main: MainApp, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await main.app.lock('asked')
    main.clock.forward(DAY)
    expect((await main.unlock()).ok).toBe(true)
  }
}

const namesIn = (station: BackupStation): string[] => station.files().map((path) => basename(path))
const until = (main: MainApp, look: () => void) =>
  vi.waitFor(() => {
    main.app.lockWhenDue()
    look()
  }, patience)
const actionsOf = async (main: MainApp): Promise<string[]> =>
  (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries
    .map(({ action }) => action)
    .filter((action) => action.startsWith('backups-'))
const isCleared = (station: BackupStation) => {
  expect(station.memory.now.erased).toMatchObject({ clearedTo: expect.toSatisfy((bytes: number) => bytes > 0) })
  expect(station.memory.now.erased!.since).toBeUndefined()
}

async function keysIn(station: BackupStation, path: string): Promise<Set<string>> {
  const key = parseRecoveryKey(station.recoveryKey)
  const opened = key.ok ? await openBackup(path, (await recoveryBackupIdentity(key.value)).identity) : key
  if (!opened.ok) throw new Error(opened.error.code)
  const keys = new Set<string>()
  for await (const line of opened.value.lines())
    if (line.ok && 'keys' in line.value) for (const { keyId } of line.value.keys) keys.add(keyId)
  return keys
}

async function scanKeys(main: MainApp, caseId: string): Promise<string[]> {
  const { facts } = (await readCase(main, caseId)).view
  return [
    facts.identityDocument!.evidence.keyId,
    facts.photograph!.evidence.keyId,
    facts.photograph!.print.keyId,
    facts.photograph!.chip.keyId,
  ]
}

describe('older backups after an erasure', () => {
  test('a new backup is made and tested, then older ones that hold the erased keys are deleted and recorded; one without them stays', async () => {
    const station = await start()
    const { main } = station
    const before = await backUp(station)
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'print-card')
    const holders = [await backUp(station), await backUp(station)]
    const keys = await scanKeys(main, caseId)
    expect([...(await keysIn(station, station.files()[1]!))]).toEqual(expect.arrayContaining(keys))
    await daysLater(main, 3)
    expect(namesIn(station)).toEqual([before, ...holders])
    await until(main, () => {
      isCleared(station)
    })
    const left = namesIn(station)
    expect(left).toContain(before)
    expect(left.filter((name) => holders.includes(name))).toEqual([])
    expect(left).toHaveLength(2)
    const now = await keysIn(station, station.files()[1]!)
    expect(keys.filter((keyId) => now.has(keyId))).toEqual([])
    expect(await actionsOf(main)).toEqual(['backups-erasure-begun', 'backups-erased'])
    // Nothing more is due by it.
    main.app.lockWhenDue()
    expect(await main.must('backup.drill', {})).toMatchObject({ file: left[1] })
    expect(namesIn(station)).toEqual(left)
  })

  test('a stick that is out keeps its backups, the check says so, and they are deleted when it is back', async () => {
    const station = await start()
    const { main } = station
    await walkUntil(main, await newCase(main), 'print-card')
    const holder = await backUp(station)
    renameSync(station.target, `${station.target}-out`)
    writeFileSync(station.target, 'nothing can be made in place of the stick')
    await daysLater(main, 3)
    await until(main, () => {
      expect(station.memory.now.failure).toBeDefined()
    })
    expect(station.memory.now.erased?.since).toBeDefined()
    const { checks } = await main.must('doctor.report', {})
    expect(checks.find(({ id }) => id === 'backup')).toMatchObject({
      state: 'problem',
      message: expect.stringContaining('deleted here') as string,
    })
    rmSync(station.target)
    renameSync(`${station.target}-out`, station.target)
    expect(namesIn(station)).toEqual([holder])
    main.clock.forward(20 * 60_000)
    await until(main, () => {
      isCleared(station)
    })
    expect(namesIn(station)).not.toContain(holder)
  })

  test('nothing is deleted until a newer backup passes its restore test', async () => {
    const station = await start()
    const { main } = station
    await walkUntil(main, await newCase(main), 'print-card')
    const holder = await backUp(station)
    await daysLater(main, 3)
    const newer = await backUp(station)
    const path = join(station.target, newer)
    const whole = readFileSync(path)
    const altered = Buffer.from(whole)
    altered[altered.length - 200]! ^= 1
    writeFileSync(path, altered)
    await until(main, () => {
      expect(station.memory.now.drill).toMatchObject({ result: 'not-proven' })
    })
    expect(namesIn(station)).toEqual([holder, newer])
    writeFileSync(path, whole)
    await main.must('backup.drill', {})
    expect(namesIn(station)).toEqual([newer])
  })

  test('another stick gets its own backup first, then its older backups are deleted too', async () => {
    const station = await start()
    const { main } = station
    await walkUntil(main, await newCase(main), 'print-card')
    const holder = await backUp(station)
    const other = mkdtempSync(join(tmpdir(), 'ra-desk-other-stick-'))
    made.push(() => {
      rmSync(other, { recursive: true, force: true })
    })
    copyFileSync(join(station.target, holder), join(other, holder))
    await daysLater(main, 3)
    await until(main, () => {
      isCleared(station)
    })
    station.memory.now = { ...station.memory.now, folder: other }
    await until(main, () => {
      expect(existsSync(join(other, holder))).toBe(false)
    })
    expect(station.memory.now.last!.file).toMatch(/\.age$/)
    expect(existsSync(join(other, station.memory.now.last!.file))).toBe(true)
  })

  test('a backup from which this record does not continue stays, because its cases may be nowhere else', async () => {
    const station = await start()
    const { main } = station
    await walkUntil(main, await newCase(main), 'print-card')
    const older = await backUp(station)
    const elsewhere = await newCase(main)
    const newer = await backUp(station)
    // The older of the two was restored by mistake, and work goes on from it, into the same folder.
    const folder = join(mkdtempSync(join(tmpdir(), 'ra-desk-older-')), 'data')
    made.push(() => {
      rmSync(folder, { recursive: true, force: true })
    })
    mkdirSync(folder)
    const there = await newMachine(join(station.target, older), { folder, policy: { evidenceDays: 3 }, memory: station.memory })
    expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
    await printRecoveryKey(there)
    expect(
      (await there.must('database.page', { afterSeq: 0, which: 'rows' })).rows.filter(
        ({ table, id }) => table === 'cases' && id === elsewhere,
      ),
    ).toEqual([])
    await daysLater(there, 3)
    await until(there, () => {
      isCleared(station)
    })
    expect(namesIn(station)).not.toContain(older)
    expect(namesIn(station)).toContain(newer)
    await there.app.lock('closed')
  })
})
