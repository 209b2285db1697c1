/**
 * Writes a backup: a snapshot of the record, everything in it that may leave this station, encrypted to the recovery key and to the station itself,
 * beside its name, flushed, and renamed. A file under the name of a backup is whole. Memory does not grow with the number of scans.
 */
import { Encrypter } from 'age-encryption'
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import {
  backupSignedBytes,
  BACKUP_VERSION,
  type BackupHead,
  type BackupKey,
  type BackupLine,
  type BackupStation,
} from '../../domain/backup/lines.ts'
import { backupFileName, findBackupsToDrop } from '../../domain/backup/schedule.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { findBase64, fromHex, toBase64, toHex } from '../../domain/bytes.ts'
import { checkpointCode, signCheckpoint } from '../../domain/record/checkpoint.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import { journalRow } from '../../domain/record/frame.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import type { KeyEnds } from '../../domain/retention/due.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { openJournalFile } from '../files/random-access-file.ts'
import { SCANS_TABLE, type LatestRow } from '../record/latest-rows.ts'
import type { VaultRecord } from '../record/record.ts'
import { createOpenFileCache } from '../files/open-file-cache.ts'
import { readSnapshot, snapshotName, type Snapshot } from '../record/snapshot.ts'
import { errorCode, isDiskFull, renamePatiently, syncFolder } from '../files/atomic-file.ts'
import { CUSTODY_TABLE } from '../record/custody.ts'
import type { KeyPurpose } from '../vault/keyring-content.ts'
import { deriveVaultKeys, wipeVaultKeys } from '../vault/keys.ts'
import { sha256 } from '../files/sha256.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { piecesIn, streamOf } from './age-streams.ts'
import { stationBackupIdentity } from './identities.ts'

export type BackupFailureCode =
  | 'backup-folder'
  | 'backup-full'
  | 'backup-failed'
  | 'no-recovery-recipient'
  | 'journal-damaged'
  | 'little-room'

export interface BackupDeps {
  /** The app's data folder. */
  readonly folder: string
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  /** Where it goes. Made when it is not there, unless the drive itself is not. */
  readonly target: string
  readonly stationName: string
  readonly practice: boolean
  readonly appVersion: string
  /** From which day on the keys of a case must not come back. */
  readonly keyEnds: (caseId: string) => KeyEnds
  readonly now: () => Date
  /** Parts of the whole, 0 to 1. */
  readonly onProgress?: (done: number) => void
  /** Asked between pieces: a backup that is not wanted any more leaves nothing. */
  readonly isWanted?: () => boolean
}

export interface MadeBackup {
  readonly file: string
  readonly bytes: number
  readonly madeAt: string
  readonly seq: number
  readonly cases: number
  readonly code: string
}

/** What becomes of each kind of key in a backup. A new purpose does not compile before somebody has decided. */
const inBackup: Readonly<Record<KeyPurpose, 'kept' | 'until-its-day' | 'left-out'>> = {
  case: 'until-its-day',
  evidence: 'until-its-day',
  custody: 'left-out',
  'card-master': 'kept',
  'card-authority': 'kept',
  handover: 'kept',
}

const KEYS_A_LINE = 1_000
const ENTRIES_A_LINE = 200
const PIECE = 256 * 1024
/** What a line of the record and the age format add, generously. */
const OVERHEAD = 1.1
const ENTRY_BYTES = 700
const ALWAYS_BYTES = 4 * 1024 * 1024

export async function writeBackup(parts: BackupDeps): Promise<Result<MadeBackup, BackupFailureCode>> {
  const { vault, record, target } = parts
  const { backupRecipient } = vault.keyring.station.recovery
  if (backupRecipient === undefined) return noRecipient
  const taken = await takeSnapshot(parts)
  if (!taken.ok) return taken
  const { snapshot, head } = taken.value
  const rows = snapshot.rows.filter((row) => !row.erased && row.table !== CUSTODY_TABLE)
  const needed = Math.ceil(
    rows.reduce((sum, row) => sum + row.place.length, 0) * OVERHEAD + head.checkpoint.size * ENTRY_BYTES + ALWAYS_BYTES,
  )
  const room = await makeRoom(target, needed)
  if (!room.ok) return room
  const file = backupFileName(head.vaultId, head.madeAt, head.seq)
  const path = join(target, file)
  const aside = `${path}.part`
  const fileCache = createOpenFileCache(vaultPaths(parts.folder).vault, vault.frameKeys(), openJournalFile)
  try {
    const encrypter = new Encrypter()
    const station = await stationBackupIdentity(vault.keyring.station.deviceSeed, fromHex(vault.vaultId))
    for (const recipient of [station.recipient, backupRecipient]) encrypter.addRecipient(recipient)
    const lines = linesOf(parts, head, rows, fileCache, record)
    const encrypted = await encrypter.encrypt(streamOf(piecesOf(lines, parts)))
    const bytes = await writeThrough(aside, piecesIn(encrypted))
    await renamePatiently(aside, path)
    await syncFolder(target)
    await dropOlder(parts, head.vaultId, file)
    return ok({
      file,
      bytes,
      madeAt: head.madeAt,
      seq: head.seq,
      cases: head.cases,
      code: `${head.checkpoint.size}-${head.checkpoint.code}`,
    })
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined)
    if (error instanceof Unreadable && vault.isOpen()) return damaged
    if (error instanceof Unwanted || !vault.isOpen())
      return err(
        'backup-failed',
        'The backup was broken off because RA Desk was locked. Nothing half-written is left, and older backups are as they were.',
        'It is made again by itself after the next sign-in.',
      )
    return isDiskFull(error) ? full : failed(errorCode(error))
  } finally {
    await fileCache.close()
  }
}

class Unreadable extends Error {}
class Unwanted extends Error {}

/** The record as it is now, in a file of its own that stays while the backup is written. */
async function takeSnapshot(
  parts: BackupDeps,
): Promise<Result<{ readonly snapshot: Snapshot; readonly head: BackupHead }, BackupFailureCode>> {
  const { vault, record } = parts
  const made = await record.snapshot()
  if (!made.ok)
    return made.error.code === 'disk-full'
      ? full
      : made.error.code === 'little-room'
        ? littleRoom(made.error.message)
        : failed(made.error.code)
  const name = snapshotName(record.journal.snapshotSeq)
  const file = await openJournalFile(join(vaultPaths(parts.folder).vault, name)).catch(() => undefined)
  if (file === undefined) return failed('snapshot')
  const snapshot = await readSnapshot(file, name, fromHex(vault.vaultId), vault.frameKeys()).finally(() => file.close())
  if (snapshot === undefined) return damaged
  const madeAt = parts.now().toISOString()
  const tree = merkleTree(sha256, { size: snapshot.audit.size, complete: snapshot.audit.complete.map(fromHex) })
  const { size } = snapshot.audit
  const alive = (table: string) => snapshot.rows.filter((row) => row.table === table && !row.erased).length
  return ok({
    snapshot,
    head: {
      kind: 'ra-desk-backup',
      version: BACKUP_VERSION,
      appVersion: parts.appVersion,
      vaultId: vault.vaultId,
      keyVersion: vault.keyVersion,
      stationName: parts.stationName,
      practice: parts.practice,
      madeAt,
      seq: snapshot.begins.seq,
      newestChange: snapshot.audit.clock.last?.time ?? '',
      cases: alive('cases'),
      leftInCustody: alive(CUSTODY_TABLE),
      checkpoint: {
        size,
        code: checkpointCode(size, tree.root(), sha256),
        note: signCheckpoint({ origin: `ra-desk/${vault.vaultId}`, size, root: tree.root(), time: madeAt }, vault.deviceKey(), sha256),
      },
    },
  })
}

async function* linesOf(
  parts: BackupDeps,
  head: BackupHead,
  rows: readonly LatestRow[],
  fileCache: ReturnType<typeof createOpenFileCache>,
  record: VaultRecord,
): AsyncGenerator<Buffer> {
  const { vault } = parts
  const digest = createHash('sha256')
  const text = (line: BackupLine): Buffer => Buffer.from(`${JSON.stringify(line)}\n`)
  const line = (said: BackupLine): Buffer => {
    const bytes = text(said)
    digest.update(bytes)
    return bytes
  }
  yield line({ head })
  // Keys are overwritten at lock: what is put together after that would be zeros.
  const mustBeOpen = () => {
    if (!vault.isOpen()) throw new Unwanted()
  }
  mustBeOpen()
  yield line({ station: stationOf(vault) })
  const counts = { keys: 0, rows: 0, entries: 0 }
  const lost: string[] = []
  const known = new Set<string>()
  let keys: BackupKey[] = []
  const ends = new Map<string, KeyEnds>()
  for (const key of vault.keyring.list()) {
    const rule = inBackup[key.purpose]
    if (rule === 'left-out') continue
    const keyId = toHex(key.keyId)
    const ofCase = ends.get(key.ownerId) ?? parts.keyEnds(key.ownerId)
    ends.set(key.ownerId, ofCase)
    const until = rule === 'kept' ? undefined : key.purpose === 'case' ? ofCase.case : ofCase.evidence(keyId)
    mustBeOpen()
    known.add(keyId)
    keys.push({ keyId, purpose: key.purpose, key: toBase64(key.key), ownerId: key.ownerId, ...(until === undefined ? {} : { until }) })
    counts.keys += 1
    if (keys.length === KEYS_A_LINE) {
      yield line({ keys })
      keys = []
    }
  }
  if (keys.length > 0) yield line({ keys })
  for (const [index, row] of rows.entries()) {
    if (parts.isWanted?.() === false) throw new Unwanted()
    const read = journalRow.safeParse(((await fileCache.read(row.place))?.body as { row?: unknown } | undefined)?.row)
    // One lost scan must not keep everything else from being backed up.
    if (!read.success && row.table === SCANS_TABLE && record.journal.lostPieces.has(row.id)) {
      lost.push(row.id)
      continue
    }
    if (!read.success || read.data.env === null || read.data.table !== row.table || read.data.id !== row.id || read.data.rev !== row.rev)
      throw new Unreadable()
    // What is sealed with a key that was destroyed is noise, here and everywhere.
    const keyId = keyIdOf(read.data.env)
    if (row.table === SCANS_TABLE && !known.has(keyId)) continue
    yield line({ row: read.data, at: row.seq })
    counts.rows += 1
    if (index % 50 === 0) parts.onProgress?.(index / (rows.length + 1))
  }
  let entries: AuditEntry[] = []
  for await (const read of record.entries(0)) {
    if (!read.ok) throw new Unreadable()
    if (read.value.seq >= head.checkpoint.size) break
    entries.push(read.value)
    counts.entries += 1
    if (entries.length === ENTRIES_A_LINE) {
      yield line({ entries })
      entries = []
    }
  }
  if (entries.length > 0) yield line({ entries })
  if (counts.entries !== head.checkpoint.size) throw new Unreadable()
  mustBeOpen()
  const end = { ...counts, ...(lost.length === 0 ? {} : { lost }), digest: digest.digest('hex') }
  yield text({ end: { ...end, signature: toBase64(vault.deviceKey().sign(backupSignedBytes(head.vaultId, end))) } })
  parts.onProgress?.(1)
}

function stationOf(vault: UnlockedVault): BackupStation {
  const { deviceSeed, agents, former } = vault.keyring.station
  return {
    deviceSeed: toBase64(deviceSeed),
    agents: agents.map((agent) => ({ ...agent, publicKeys: [...agent.publicKeys] })),
    generations: [
      ...former.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: toBase64(vaultKey) })),
      { keyVersion: vault.keyVersion, vaultKey: toBase64(vault.vaultKey()) },
    ],
  }
}

/** Lower-case hexadecimal; empty for what is no envelope. */
export function keyIdOf(env: string): string {
  const bytes = findBase64(env)
  const header = bytes === undefined ? undefined : splitEnvelope(bytes)
  return header?.ok === true ? toHex(header.value.keyId) : ''
}

/** Key ids of a vault's own keys in one generation. */
export function ownKeyIds(vaultKey: Uint8Array, vaultId: Uint8Array, keyVersion: number): string[] {
  const keys = deriveVaultKeys(vaultKey, vaultId, keyVersion)
  const ids = [toHex(keys.records.keyId), toHex(keys.audit.keyId)]
  wipeVaultKeys(keys)
  return ids
}

async function* piecesOf(lines: AsyncGenerator<Buffer>, parts: Pick<BackupDeps, 'isWanted'>): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = []
  let length = 0
  for await (const bytes of lines) {
    held.push(bytes)
    length += bytes.length
    if (length < PIECE) continue
    if (parts.isWanted?.() === false) throw new Unwanted()
    yield new Uint8Array(Buffer.concat(held))
    held = []
    length = 0
  }
  if (length > 0) yield new Uint8Array(Buffer.concat(held))
}

async function writeThrough(path: string, encrypted: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w', 0o600)
  let end = 0
  try {
    for await (const piece of encrypted) {
      for (let written = 0; written < piece.length;) {
        const { bytesWritten } = await file.write(piece, written, piece.length - written, end)
        written += bytesWritten
        end += bytesWritten
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return end
}

/** A drive that is not there is not made up: only the last folder of the path may be new. */
async function makeRoom(target: string, needed: number): Promise<Result<void, BackupFailureCode>> {
  try {
    if (
      !(await stat(target).then(
        (found) => found.isDirectory(),
        () => false,
      ))
    )
      await mkdir(target)
    for (const name of await readdir(target))
      if (/^ra-desk-[0-9a-f]{8}-.*\.age\.part$/.test(name)) await rm(join(target, name), { force: true })
    const { bavail, bsize } = await statfs(target)
    return bavail * bsize < needed ? full : ok()
  } catch {
    return noFolder
  }
}

async function dropOlder({ target }: BackupDeps, vaultId: string, made: string): Promise<void> {
  const names = await readdir(target).catch(() => [])
  for (const file of findBackupsToDrop(vaultId, names, made)) await rm(join(target, file), { force: true }).catch(() => undefined)
}

const noFolder = err(
  'backup-folder',
  'The folder for backups is not there: a USB stick may be out, or a network drive away. Your cases are safe on this computer; no backup was made.',
  'Put the stick in or connect the drive, then choose “Back up now”. Or choose another folder.',
)
const full = err(
  'backup-full',
  'There is not enough room for a backup. Your cases are safe on this computer, and older backups are as they were.',
  'Free some space there, or choose another folder, then choose “Back up now”.',
)
const littleRoom = (message: string) =>
  err('little-room', `No backup was made. ${message}`, 'Free some space on the disk of this computer, then choose “Back up now”.')
const failed = (why: string) =>
  err(
    'backup-failed',
    `The backup could not be written to its end (${why || 'unknown'}); a stick may have been pulled out. Your cases are safe on this computer, and nothing half-written counts as a backup.`,
    'Put the stick in again, or choose another folder, then choose “Back up now”.',
  )
const damaged = err(
  'journal-damaged',
  'A part of the record could not be read, so no backup was made of it. Nothing was changed, and older backups are as they were.',
  'Keep the older backups. Lock RA Desk, sign in again, and look at the check on the Workstation page.',
)
const noRecipient = err(
  'no-recovery-recipient',
  'The recovery key of this station is from before there were backups, and a backup could not be opened with it. No backup was made.',
  'Print a new recovery key first.',
)
