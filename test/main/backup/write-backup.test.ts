import { formatPaperCode } from '../../../domain/record/paper-code.ts'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { BackupLine } from '../../../domain/backup/lines.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { createStationBackupKey, stationBackupIdentity } from '../../../main/backup/identities.ts'
import { openBackup } from '../../../main/backup/read-backup.ts'
import { writeBackup } from '../../../main/backup/write-backup.ts'
import { rowOf } from '../../../main/record/record.ts'
import type { RecordView } from '../../../main/record/database/view.ts'
import { code, freshFolder, randomBytes, value } from '../vault/support.ts'
import { stationToBackUp, withRows, type StationToBackUp } from './backup-support.ts'

const opened: StationToBackUp[] = []
afterEach(async () => {
  for (const { here } of opened.splice(0)) await here.close()
})

async function made(change: Partial<BackupDeps> = {}) {
  const station = await stationToBackUp()
  opened.push(station)
  const target = await freshFolder()
  return { ...station, target, deps: { ...station.deps, target, ...change } }
}

/** Without the mark of the folder. */
const filesIn = (target: string) => readdirSync(target).filter((name) => !name.endsWith('-folder.txt'))

/** A record whose view is as `change` makes it, and whether each view was closed. */
function viewed(deps: BackupDeps, change: (view: RecordView) => RecordView) {
  const open = new Set<RecordView>()
  const view = async () => {
    const found = change(await deps.record.view())
    const watched = { ...found, close: () => void (open.delete(watched), found.close()) }
    open.add(watched)
    return watched
  }
  return { open, deps: { ...deps, record: { ...deps.record, view } } }
}

async function linesOf({ here }: StationToBackUp, path: string): Promise<BackupLine[]> {
  const { vault } = here
  const { identity } = (await stationBackupIdentity(vault))!
  const backup = value(await openBackup(path, identity))
  const lines: BackupLine[] = [{ head: backup.head }]
  for await (const line of backup.lines()) lines.push(value(line))
  return lines
}

test('writing a backup: one file beside the mark of the folder, which the station reads back, and it says what is in it', async () => {
  const { target, deps, ...station } = await made()
  const { journal } = station.here.record
  const written = value(await writeBackup(deps))
  expect(filesIn(target)).toEqual([written.file])
  expect(written).toMatchObject({ bytes: readFileSync(join(target, written.file)).length, seq: journal.lastSeq, cases: 1 })
  const { size, code: printed } = station.here.record.checkpoint()
  expect([written.madeAt, written.code]).toEqual(['2026-11-23T09:30:00.000Z', formatPaperCode({ size, code: printed })])
  const lines = await linesOf({ ...station, deps }, join(target, written.file))
  expect(lines.flatMap((line) => ('row' in line ? [line.row.id] : []))).toEqual(['case-1', 'scan-1:0', 'station'])
})

test('writing a backup: acts go on meanwhile, and none of them is in it', async () => {
  const { target, deps, ...station } = await made()
  const { vault, record } = station.here
  const change = async (rev: number) => {
    const env = value(vault.seal({ table: 'station', recordId: 'station', rev, schema: 1 }, randomBytes(40), vault.recordsKeyId))
    value(await record.append([rowOf('station', 'station', rev, env)], { action: 'saved' }))
  }
  value(await createStationBackupKey(vault))
  const { seq } = (await record.view()).head
  const [written] = await Promise.all([writeBackup(deps).then(value), change(2), change(3), change(4)])
  expect(written.seq).toBe(seq)
  const lines = await linesOf({ ...station, deps }, join(target, written.file))
  expect(lines.flatMap((line) => ('row' in line && line.row.id === 'station' ? [line.row.rev] : []))).toEqual([1])
})

test('writing a backup: bytes that are larger than a piece come back as they were', async () => {
  const { target, deps, ...station } = await made()
  const { vault, record } = station.here
  for (let number = 0; number < 12; number += 1) {
    const id = `large-${number}`
    const env = value(vault.seal({ table: 'station', recordId: id, rev: 1, schema: 1 }, randomBytes(100_000), vault.recordsKeyId))
    value(await record.append([rowOf('station', id, 1, env)], { action: 'saved' }))
  }
  const written = value(await writeBackup(deps))
  const lines = await linesOf({ ...station, deps }, join(target, written.file))
  const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []))
  expect(rows).toHaveLength(15)
  for (const row of rows) expect(row).toEqual(value(await record.journal.findRow(row.table, row.id)))
})

test.each([
  {
    what: 'a row that does not read',
    view: (view: RecordView): RecordView => withRows({ view } as never, (row) => ({ ...row, env: undefined })).view,
    wanted: 'journal-damaged',
  },
  {
    what: 'a disk that fails',
    view: (view: RecordView): RecordView => ({
      ...view,
      rows: () => {
        throw Object.assign(new Error('EIO'), { code: 'EIO' })
      },
    }),
    wanted: 'backup-failed',
  },
])('writing a backup: $what leaves no file, keeps older ones, and lets go of the record', async ({ view, wanted }) => {
  const station = await made()
  const older = value(await writeBackup(station.deps)).file
  const { deps, open } = viewed({ ...station.deps, now: () => new Date('2026-11-23T10:30:00.000Z') }, view)
  expect(code(await writeBackup(deps))).toBe(wanted)
  expect(filesIn(station.target)).toEqual([older])
  expect(open.size).toBe(0)
})

test('writing a backup: once it is not wanted it stops and leaves no file', async () => {
  let asked = 0
  const { target, deps } = await made({ isWanted: () => (asked += 1) < 3 })
  expect(code(await writeBackup(deps))).toBe('backup-failed')
  expect(filesIn(target)).toEqual([])
})

test.each([
  { what: 'a record that cannot be counted', isLocked: false, wanted: 'journal-damaged' },
  { what: 'RA Desk locked before it begins', isLocked: true, wanted: 'backup-failed' },
])('writing a backup: $what leaves nothing', async ({ isLocked, wanted }) => {
  const { here, target, deps } = await made()
  if (isLocked) here.vault.lock()
  const record = { ...deps.record, view: () => Promise.reject(new Error('database is not open')) }
  const vault = {
    ...deps.vault,
    isOpen: () => !isLocked,
    keyring: { list: () => [{}], station: { recovery: { backupRecipient: 'age1' } } },
  }
  expect(code(await writeBackup({ ...deps, record, vault: vault as unknown as BackupDeps['vault'] }))).toBe(wanted)
  expect(readdirSync(target)).toEqual([])
})

test('writing a backup: RA Desk is locked meanwhile: it stops and leaves no file', async () => {
  const { here, target, deps } = await made({})
  const locking = { ...deps, onProgress: () => undefined, isWanted: () => (here.vault.lock(), true) }
  const answer = await writeBackup(locking)
  expect([code(answer), answer.ok ? '' : answer.error.message]).toEqual(['backup-failed', expect.stringContaining('RA Desk was locked')])
  expect(filesIn(target)).toEqual([])
})

test('writing a backup: an unfinished file of an earlier one goes, and files that are no backup stay', async () => {
  const { target, deps } = await made()
  const first = value(await writeBackup(deps)).file
  writeFileSync(join(target, `${first}.part`), 'half')
  writeFileSync(join(target, 'letter.part'), 'of somebody else')
  const second = value(await writeBackup({ ...deps, now: () => new Date('2026-11-23T10:30:00.000Z') })).file
  expect(filesIn(target).sort()).toEqual(['letter.part', first, second].sort())
})

test('writing a backup: without room for all of it nothing is written', async () => {
  const { target, deps } = await made()
  const { deps: huge, open } = viewed(deps, (view) => ({ ...view, sizes: new Map([['chunks', { rows: 1, bytes: 2 ** 60 }]]) }))
  expect(code(await writeBackup(huge))).toBe('backup-full')
  expect([filesIn(target), open.size]).toEqual([[], 0])
})

test('writing a backup: a station whose recovery key is too old to open one is told so', async () => {
  const { here, deps } = await made()
  const { station } = here.vault.keyring
  const { backupRecipient: _, ...recovery } = station.recovery
  const vault = { ...here.vault, isOpen: here.vault.isOpen, keyring: { ...here.vault.keyring, station: { ...station, recovery } } }
  expect(code(await writeBackup({ ...deps, vault }))).toBe('no-recovery-recipient')
})
