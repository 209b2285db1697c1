/**
 * What a backup holds, line by line. The file is in the age format (age-encryption.org/v1); inside it are JSON lines, so that a person
 * who has the identity and the `age` tool can read it without RA Desk
 * (a backup of changes has no more than what is new or changed since the whole backup that its head names):
 *
 *     { head }        what it is: counts, checkpoint, time, versions
 *     { station }     the workstation's own key, the vault key of each key version, the agents
 *     { keys }        up to a thousand keys of cases and evidence, never one of a secret in custody
 *     { days }        only in a backup of changes: keys of the whole backup that now end on another day
 *     { row, at }     the newest version of a row, sealed as it is, and the number of the frame that wrote it; in a backup of changes
 *                     a row that was erased since has no envelope
 *     { entries }     audit entries, in order
 *     { end }         last: how many of each there must be, which pieces of scans the station had lost, and the workstation's signature over every line before it
 */
import { z } from 'zod'
import { visibleText } from '../values.ts'
import { auditEntry } from '../record/audit-entry.ts'
import { fromHex, lengthPrefixed, utf8, type Bytes } from '../bytes.ts'
import { journalRow } from '../record/frame.ts'
import { WHOLE_EVERY_DAYS } from './choose-kind.ts'

export const BACKUP_VERSION = 1

const whole = z.number().int().nonnegative()
const hex16 = z.string().regex(/^[0-9a-f]{32}$/)
const key32 = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

/** The whole backup that a backup of changes continues. Both are needed for a restore. */
export const baseOfBackup = z.strictObject({
  file: z.string().regex(/^ra-desk-[0-9a-zA-Z-]{1,80}\.age$/),
  madeAt: z.iso.datetime(),
  /** Number of the last change in it. */
  seq: whole,
  /** Entries of the record in it. */
  entries: whole,
  /** As its last line has it. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})

export const backupHead = z.strictObject({
  kind: z.literal('ra-desk-backup'),
  version: z.literal(BACKUP_VERSION),
  appVersion: visibleText().max(40),
  vaultId: hex16,
  /** Of the vault when it was made. */
  keyVersion: z.number().int().positive(),
  stationName: visibleText().max(200),
  practice: z.boolean(),
  madeAt: z.iso.datetime(),
  /** Number of the last change in it, and when that was. */
  seq: whole,
  newestChange: visibleText().max(40),
  /** The record of who did what as far as it is in here: entries, the sixteen characters that are printed, and the signed note. */
  checkpoint: z.strictObject({ size: whole, code: visibleText().max(20), note: visibleText().max(4_000) }),
  cases: whole,
  /** Secrets in custody when it was made. None of them is in here. */
  leftInCustody: whole,
  /** Absent in a whole backup. */
  base: baseOfBackup.extend({ daysAgo: z.number().int().min(0).max(WHOLE_EVERY_DAYS) }).exactOptional(),
})
export type BackupHead = z.infer<typeof backupHead>
/** Of a backup of changes. */
export type ChangesHead = BackupHead & Required<Pick<BackupHead, 'base'>>

export const backupStation = z.strictObject({
  deviceSeed: key32,
  generations: z.array(z.strictObject({ keyVersion: z.number().int().positive(), vaultKey: key32 })).min(1),
  agents: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
        name: visibleText().max(200),
        role: z.enum(['raManager', 'raAgent', 'idChecker']),
        sealingKey: key32,
        publicKeys: z.array(key32).min(1),
        leftAt: visibleText().optional(),
      }),
    )
    .min(1),
})
export type BackupStation = z.infer<typeof backupStation>

export const backupKey = z.strictObject({
  keyId: hex16,
  purpose: z.string().max(40),
  key: key32,
  ownerId: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  /** Day on which what it opens has to be gone (`findKeyEnds`): from then on a restore leaves the key out. */
  until: z.iso.date().optional(),
  /** That day for a backup of changes made one to seven days later. Only of what still waits: its day moves with the day of the backup. */
  untilLater: z.array(z.iso.date()).length(WHOLE_EVERY_DAYS).exactOptional(),
})
export type BackupKey = z.infer<typeof backupKey>

/** The new day of a key that is in the whole backup; no day: it comes back without a limit. */
export const backupKeyDay = backupKey.pick({ keyId: true, until: true })
export type BackupKeyDay = z.infer<typeof backupKeyDay>

export const backupEnd = z.strictObject({
  keys: whole,
  rows: whole,
  entries: whole,
  /** Pieces of scans that the station had lost for good when the backup was made; their scans open nowhere. */
  lost: z.array(z.string().max(80)).exactOptional(),
  /** SHA-256 of every line before this one, each with its line feed. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 of the workstation's own key over `backupSignedBytes`. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type BackupEnd = z.infer<typeof backupEnd>

/** Whose station it is stands in it as well: a signature of one vault says nothing of another. */
export const backupSignedBytes = (vaultId: string, { digest, lost = [] }: Pick<BackupEnd, 'digest' | 'lost'>): Bytes =>
  lengthPrefixed([utf8('ra/v1/backup/end'), fromHex(vaultId), fromHex(digest), ...lost.map(utf8)])

export const backupLine = z.union([
  z.strictObject({ row: journalRow, at: whole }),
  z.strictObject({ entries: z.array(auditEntry).max(1_000) }),
  z.strictObject({ keys: z.array(backupKey).max(1_000) }),
  z.strictObject({ days: z.array(backupKeyDay).max(1_000) }),
  z.strictObject({ head: backupHead }),
  z.strictObject({ station: backupStation }),
  z.strictObject({ end: backupEnd }),
])
export type BackupLine = z.infer<typeof backupLine>

/** A newer version's head is refused by its number, whatever else is in it. */
export function findNewerVersion(line: unknown): number | undefined {
  const parsed = z.object({ head: z.object({ kind: z.literal('ra-desk-backup'), version: z.number() }) }).safeParse(line)
  return parsed.success && parsed.data.head.version > BACKUP_VERSION ? parsed.data.head.version : undefined
}
