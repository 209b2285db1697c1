/**
 * Builds the folder of a vault from a backup, in a place that counts for nothing until it is renamed: rows as a snapshot, scans beside it, the record of
 * who did what, and the keyring under a new vault key. Keys whose day has come, and keys that were destroyed, are left out.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { backupSignedBytes, type BackupEnd, type BackupHead, type BackupKey, type BackupStation } from '../../domain/backup/lines.ts'
import { isOver } from '../../domain/backup/schedule.ts'
import { findBase64, fromHex, sameBytes, toHex } from '../../domain/bytes.ts'
import { readCheckpoint } from '../../domain/record/checkpoint.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { openAuditLog } from '../record/audit-log.ts'
import { auditTrail } from '../record/audit.ts'
import { writeFrames } from '../files/frame-writer.ts'
import { openJournalFile } from '../files/random-access-file.ts'
import type { FrameSigner } from '../files/frame-format.ts'
import { SCANS_TABLE } from '../record/latest-rows.ts'
import { beginSegment } from '../record/segment.ts'
import { scansName, segmentName, snapshotName } from '../record/snapshot.ts'
import { errorCode, isDiskFull } from '../files/atomic-file.ts'
import { keyPurposes, type KeyPurpose, type KeyringKey, type KnownAgent, type RecoveryKeys, type Station } from '../vault/keyring-content.ts'
import { restoreKeyring } from '../vault/keyring-file.ts'
import { deriveVaultKeys, KEY_LENGTH, publicKeyOf, verifySignature, wipeVaultKeys } from '../vault/keys.ts'
import { sha256 } from '../files/sha256.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from '../vault/wipe.ts'
import { backupDamaged, type BackupReadFailureCode, type OpenBackup } from './read-backup.ts'
import { keyIdOf, ownKeyIds } from './write-backup.ts'

export type RebuildFailureCode = BackupReadFailureCode | 'disk-full' | 'restore-failed'

/** What the station line says, before anything is written. */
export interface RebuiltPeople {
  readonly agents: readonly KnownAgent[]
  readonly recovery: RecoveryKeys
}

export interface RebuildDeps {
  readonly backup: OpenBackup
  /** A folder of its own, empty; the vault comes to lie in it as in the app's data folder. */
  readonly base: string
  /** Plain date. */
  readonly today: string
  /** Ids of keys that were destroyed on this station after the backup was made, lower-case hexadecimal. */
  readonly destroyed: ReadonlySet<string>
  /** Overwritten by the caller. */
  readonly vaultKey: Uint8Array
  readonly people: (agents: readonly KnownAgent[]) => RebuiltPeople | Promise<RebuiltPeople>
  readonly randomBytes: RandomBytes
  readonly isWanted?: () => boolean
}

export interface Rebuilt {
  readonly head: BackupHead
  readonly keyVersion: number
  /** Keys of what was past its day. */
  readonly expired: number
  /** Keys that had been destroyed since. */
  readonly destroyed: number
  readonly rows: number
  /** Pieces of scans that were lost before the backup was made. */
  readonly lost: ReadonlySet<string>
  readonly people: RebuiltPeople
}

/** What stands for a frame that is not in the backup: the record goes on after it. */
const joint = (head: BackupHead) => sha256(Buffer.from(`ra/v1/restored/${head.vaultId}/${head.seq}/${head.checkpoint.code}`))

export async function rebuildVault(parts: RebuildDeps): Promise<Result<Rebuilt, RebuildFailureCode>> {
  const { head } = parts.backup
  const paths = vaultPaths(parts.base)
  const vaultId = fromHex(head.vaultId)
  const keyVersion = head.keyVersion + 1
  const keys = deriveVaultKeys(parts.vaultKey, vaultId, keyVersion)
  const signer: FrameSigner = { keyVersion, key: Uint8Array.from(keys.frames) }
  const kept: KeyringKey[] = []
  const open: { abandon(): Promise<void> }[] = []
  let station: Station | undefined
  try {
    await mkdir(paths.vault, { recursive: true, mode: 0o700 })
    const begins = { seq: head.seq, hash: joint(head) }
    const snapshot = await writeFrames(join(paths.vault, snapshotName(head.seq)), 'snapshot', vaultId, begins, signer)
    open.push(snapshot)
    const scans = await writeFrames(join(paths.vault, scansName(head.seq)), 'scans', vaultId, begins, signer)
    open.push(scans)
    const auditLog = await openAuditLog({
      folder: paths.vault,
      vaultId,
      keys: new Map([[keyVersion, signer.key]]),
      openFile: openJournalFile,
      expected: 0,
    })
    open.push({ abandon: () => auditLog.close() })
    const trail = auditTrail({ now: () => new Date(0), monotonic: () => 0 })
    const counts = { keys: 0, rows: 0, entries: 0 }
    const left = { expired: 0, destroyed: 0 }
    const known = new Set<string>()
    const pieces: [string, number, number, number, number][] = []
    let plainRows = 0
    let whole = false
    let lost: readonly string[] = []
    let noted: Uint8Array | undefined
    for await (const read of parts.backup.lines()) {
      if (parts.isWanted?.() === false) return failed('stopped')
      if (!read.ok) return read
      const line = read.value
      if ('station' in line) {
        if (station !== undefined) return backupDamaged
        station = await stationOf(line.station, parts.people)
        noted = station && noteOf(head, station)
        if (station === undefined || noted === undefined) return backupDamaged
        for (const former of station.former) for (const keyId of ownKeyIds(former.vaultKey, vaultId, former.keyVersion)) known.add(keyId)
      } else if ('keys' in line) {
        for (const each of line.keys) {
          counts.keys += 1
          if (parts.destroyed.has(each.keyId)) left.destroyed += 1
          else if (isOver(each.until, parts.today)) left.expired += 1
          else {
            const key = keyOf(each)
            if (key === undefined) return backupDamaged
            kept.push(key)
            known.add(each.keyId)
          }
        }
      } else if ('row' in line) {
        counts.rows += 1
        const { row, at } = line
        if (row.env === null || !known.has(keyIdOf(row.env))) continue
        if (row.table === SCANS_TABLE) {
          const place = await scans.add({ row, at })
          pieces.push([row.id, row.rev, at, place.offset, place.length])
        } else {
          await snapshot.add({ row, at })
          plainRows += 1
        }
      } else if ('entries' in line) {
        counts.entries += line.entries.length
        for (const entry of line.entries) if (!trail.take(entry)) return backupDamaged
        await auditLog.append(line.entries, signer)
      } else {
        lost = line.end.lost ?? []
        whole =
          counts.keys === line.end.keys &&
          counts.rows === line.end.rows &&
          counts.entries === line.end.entries &&
          station !== undefined &&
          isSignedBy(station, head, line.end)
      }
    }
    const { size, code } = trail.code()
    if (
      !whole ||
      station === undefined ||
      size !== head.checkpoint.size ||
      code !== head.checkpoint.code ||
      !sameBytes(trail.root(), noted!)
    )
      return backupDamaged
    for (let from = 0; from < pieces.length; from += 1_000)
      await snapshot.add({ scans: scansName(head.seq), rows: pieces.slice(from, from + 1_000) })
    const bytes = await scans.finish()
    await snapshot.add({
      closing: { rows: plainRows + pieces.length, audit: trail.state(), scans: [{ file: scansName(head.seq), bytes }] },
    })
    await snapshot.finish()
    await auditLog.close()
    open.length = 0
    const segment = await beginSegment({
      folder: paths.vault,
      name: segmentName(head.seq),
      vaultId,
      begins,
      signer,
      guarded: true,
      openFile: openJournalFile,
    })
    await segment.file.close()
    const written = await restoreKeyring(
      { path: paths.keyring, vaultId, sealing: keys.keyring, randomBytes: parts.randomBytes },
      station,
      kept,
    )
    if (!written.ok) return written.error.code === 'disk-full' ? diskFull : failed(written.error.code)
    const { agents, recovery } = station
    return ok({ head, keyVersion, ...left, rows: plainRows + pieces.length, lost: new Set(lost), people: { agents, recovery } })
  } catch (error) {
    return isDiskFull(error) ? diskFull : failed(errorCode(error))
  } finally {
    for (const each of open) await each.abandon().catch(() => undefined)
    await parts.backup.close()
    wipeVaultKeys(keys)
    wipe(signer.key, station?.deviceSeed, ...(station?.former.map(({ vaultKey }) => vaultKey) ?? []), ...kept.map(({ key }) => key))
  }
}

async function stationOf(line: BackupStation, people: RebuildDeps['people']): Promise<Station | undefined> {
  const agents = line.agents.map(({ leftAt, ...agent }): KnownAgent => ({ ...agent, ...(leftAt === undefined ? {} : { leftAt }) }))
  const former = line.generations.map(({ keyVersion, vaultKey }) => ({ keyVersion, vaultKey: findBase64(vaultKey)! }))
  return { deviceSeed: findBase64(line.deviceSeed)!, former, ...(await people(agents)) }
}

/** The reader has held the digest against the lines; this says whose lines they are. */
const isSignedBy = (station: Station, head: BackupHead, end: BackupEnd): boolean =>
  verifySignature(backupSignedBytes(head.vaultId, end), findBase64(end.signature) ?? new Uint8Array(), publicKeyOf(station.deviceSeed))

/** Root in the head's signed note; nothing when it is not by the key in the station line, or does not say what the head says. */
function noteOf(head: BackupHead, station: Station): Uint8Array | undefined {
  if (station.former.at(-1)?.keyVersion !== head.keyVersion) return undefined
  const note = readCheckpoint(head.checkpoint.note, `ra-desk/${head.vaultId}`, publicKeyOf(station.deviceSeed), sha256, verifySignature)
  return note.ok && note.value.size === head.checkpoint.size ? note.value.root : undefined
}

function keyOf({ keyId, purpose, key, ownerId }: BackupKey): KeyringKey | undefined {
  const bytes = findBase64(key)
  const isKnown = (keyPurposes as readonly string[]).includes(purpose) && purpose !== 'custody'
  return bytes?.length === KEY_LENGTH && isKnown
    ? { keyId: fromHex(keyId), purpose: purpose as KeyPurpose, key: bytes, ownerId }
    : undefined
}

/** For whoever opens what was rebuilt. */
export const rebuiltKeyringKeyId = (vaultKey: Uint8Array, vaultId: string, keyVersion: number): string => {
  const keys = deriveVaultKeys(vaultKey, fromHex(vaultId), keyVersion)
  const keyId = toHex(keys.keyring.keyId)
  wipeVaultKeys(keys)
  return keyId
}

const diskFull = err(
  'disk-full',
  'The disk of this computer is full. Nothing was restored, and nothing was changed.',
  'Free some space, then try again.',
)
const failed = (why: string) =>
  err(
    'restore-failed',
    `The backup could not be unpacked to its end (${why || 'unknown'}). Nothing was restored, and nothing was changed.`,
    'Check that the disk and the stick are there, then try again.',
  )
