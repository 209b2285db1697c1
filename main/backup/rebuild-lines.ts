/**
 * Takes the lines of a backup one after another, writes what may come back, and checks that nothing is missing or altered. Keys whose day
 * has passed, and keys that were destroyed, are left out, and so is what they sealed. Of a whole backup under changes, the rows that the
 * changes replace are left out too; the lines of the changes are taken after it.
 */
import { sha256 } from '../files/sha256.ts'
import { keyPurposes, type KeyringKey, type Station } from '../vault/keyring-content.ts'
import { backupSignedBytes, type BackupEnd, type BackupHead, type BackupKey, type BackupLine } from '../../domain/backup/lines.ts'
import { isOver } from '../../domain/backup/schedule.ts'
import { findBase64, fromHex, sameBytes } from '../../domain/bytes.ts'
import { readCheckpoint } from '../../domain/record/checkpoint.ts'
import { isCodeOf } from '../../domain/record/paper-code.ts'
import type { RecordBuilder } from '../record/database/build-record.ts'
import { auditTrail } from '../record/audit.ts'
import type { AuditState } from '../record/audit-state.ts'
import { KEY_LENGTH, publicKeyOf, verifySignature } from '../vault/keys.ts'
import { isLeftOut, keyIdOf, ownKeyIds } from './backup-keys.ts'
import type { Overlay } from './overlay.ts'

export interface LineRules {
  readonly head: BackupHead
  /** Plain date. */
  readonly today: string
  /** Ids of destroyed keys, lower-case hexadecimal. */
  readonly destroyed: ReadonlySet<string>
  readonly stationOf: (line: Extract<BackupLine, { station: unknown }>['station']) => Promise<Station>
  /** Of a whole backup: the changes that come after it. */
  readonly under?: Overlay
  /** Of changes: what was taken from the whole backup, or is known to be in it. */
  readonly after?: TakenBefore
}

export type TakenBefore = Pick<Taken, 'keys' | 'known' | 'left' | 'trail'>

export interface Taken {
  station: Station | undefined
  /** Root of the record in the head's signed note. */
  root: Uint8Array | undefined
  end: BackupEnd | undefined
  /** Keys that come back. Overwritten by the caller. */
  readonly keys: KeyringKey[]
  /** How many keys are left out, by reason. */
  readonly left: { expired: number; destroyed: number }
  readonly trail: ReturnType<typeof auditTrail>
  /** Ids of the keys that open what comes back. */
  readonly known: Pick<Set<string>, 'has'> & { add(keyId: string): unknown }
}

export const nothingTaken = (record?: AuditState): TakenBefore => ({
  keys: [],
  left: { expired: 0, destroyed: 0 },
  known: new Set(),
  trail: auditTrail({ now: () => new Date(0), monotonic: () => 0 }, record),
})

export function createLineTaker(rules: LineRules, target: Pick<RecordBuilder, 'addRow' | 'addEntries'>) {
  const { head, today, destroyed, under } = rules
  const taken: Taken = { ...(rules.after ?? nothingTaken()), station: undefined, root: undefined, end: undefined }
  const counts = { keys: 0, rows: 0, entries: 0 }
  const { known } = taken

  async function takeStation(line: Parameters<LineRules['stationOf']>[0]): Promise<boolean> {
    if (taken.station !== undefined) return false
    const station = await rules.stationOf(line)
    taken.station = station
    taken.root = rootOf(head, station)
    if (taken.root === undefined) return false
    for (const { vaultKey, keyVersion } of station.former)
      for (const keyId of ownKeyIds(vaultKey, fromHex(head.vaultId), keyVersion)) known.add(keyId)
    return true
  }

  function takeKey(each: BackupKey): boolean {
    counts.keys += 1
    if (destroyed.has(each.keyId)) taken.left.destroyed += 1
    else if (isOver(untilOf(each, under), today)) taken.left.expired += 1
    else {
      const key = keyOf(each)
      if (key === undefined) return false
      taken.keys.push(key)
      known.add(each.keyId)
    }
    return true
  }

  function takeRow({ row, at }: Extract<BackupLine, { row: unknown }>): void {
    counts.rows += 1
    if (row.env === null || under?.replaces(row) === true) return
    const env = Buffer.from(row.env, 'base64')
    if (known.has(keyIdOf(env))) target.addRow({ ...row, env }, at)
  }

  /** False if the backup is damaged. */
  async function take(line: Exclude<BackupLine, { head: unknown }>): Promise<boolean> {
    if ('station' in line) return takeStation(line.station)
    if ('keys' in line) return line.keys.every(takeKey)
    if ('days' in line) return head.base !== undefined
    if ('row' in line) takeRow(line)
    else if ('entries' in line) {
      counts.entries += line.entries.length
      if (!line.entries.every((entry) => taken.trail.take(entry))) return false
      target.addEntries(line.entries)
    } else taken.end = line.end
    return true
  }

  return { taken, take, isWhole: () => isWhole(head, taken, counts) }
}

/** What backups of changes say of the keys in the whole backup. */
export interface LaterDays {
  /** Those that have another day now, by id. */
  readonly days: ReadonlyMap<string, string | undefined>
  /** How many days before the changes the whole backup was made. */
  readonly daysAgo: number
}

/** Day of a key. `later`: of a whole backup under changes. */
export function untilOf({ keyId, until, untilLater }: BackupKey, later?: LaterDays): string | undefined {
  if (later === undefined) return until
  return later.days.has(keyId) ? later.days.get(keyId) : (untilLater?.[later.daysAgo - 1] ?? until)
}

/** After the last line: every line came, the station signed the end, and the record is the one of the checkpoint. */
function isWhole(head: BackupHead, { station, root, end, trail }: Taken, counts: Pick<BackupEnd, 'keys' | 'rows' | 'entries'>): boolean {
  if (station === undefined || root === undefined || end === undefined) return false
  const { size, code } = trail.code()
  return (
    counts.keys === end.keys &&
    counts.rows === end.rows &&
    counts.entries === end.entries &&
    isSignedBy(station, head, end) &&
    size === head.checkpoint.size &&
    isCodeOf(head.checkpoint.code, code) &&
    sameBytes(trail.root(), root)
  )
}

/** The reader has compared the digest with the lines; the signature shows whose lines they are. */
const isSignedBy = (station: Station, head: BackupHead, end: BackupEnd): boolean =>
  verifySignature(backupSignedBytes(head.vaultId, end), findBase64(end.signature) ?? new Uint8Array(), publicKeyOf(station.deviceSeed))

/** `undefined` if the note is not signed by the key in the station line, or does not agree with the head. */
function rootOf(head: BackupHead, station: Station): Uint8Array | undefined {
  if (station.former.at(-1)?.keyVersion !== head.keyVersion) return undefined
  const note = readCheckpoint(head.checkpoint.note, `ra-desk/${head.vaultId}`, publicKeyOf(station.deviceSeed), sha256, verifySignature)
  return note.ok && note.value.size === head.checkpoint.size ? note.value.root : undefined
}

function keyOf({ keyId, purpose, key, ownerId }: BackupKey): KeyringKey | undefined {
  const bytes = findBase64(key)
  const known = keyPurposes.find((one) => one === purpose)
  return bytes?.length === KEY_LENGTH && known !== undefined && !isLeftOut(known)
    ? { keyId: fromHex(keyId), purpose: known, key: bytes, ownerId }
    : undefined
}
