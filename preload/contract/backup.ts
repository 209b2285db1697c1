/** Backups, the restore drill, and a restore on a machine on which nothing is set up yet. Paths are chosen in `main`; the page names none. */
import { z } from 'zod'
import { instant, randomId, visibleText } from '../../domain/values.ts'
import { roles } from '../../domain/station/roles.ts'
import { channel, nothing, passphrase, unlocked, workerPublicKey } from './parts.ts'
import { backupFileCodes, deviceSecretCodes, openRecordCodes, recordCodes, unlockCodes, wrapCodes } from './codes.ts'
import { cardIssuers, everyone, everyoneSees } from './who.ts'

const count = z.number().int().nonnegative()
const trouble = z.strictObject({ at: instant, message: z.string(), next: z.string() })
/** Of a backup of changes: when the whole backup was made that it continues. */
const since = instant.exactOptional()
const made = z.strictObject({ file: z.string(), madeAt: instant, bytes: count, cases: count, code: z.string(), since })

/** What the status bar says. */
export const backupView = z.strictObject({
  /** How far the list of destroyed keys goes, in bytes, that the last backup was made after, and that older backups were cleared of. */
  erased: z
    .strictObject({
      coveredTo: count,
      clearedTo: count,
      /** Since then older backups hold something that was erased. */
      since: instant.optional(),
      /** Older backups that could not be deleted at the last try. */
      left: count.optional(),
    })
    .optional(),
  /** Absent: none is chosen, and no backup is made. */
  folder: z.string().optional(),
  busy: z.enum(['no', 'backup', 'drill']),
  /** Parts of the whole, 0 to 1, while a backup is written. */
  progress: z.number().optional(),
  last: made.optional(),
  /** The last try to make one, when it failed. */
  failure: trouble.optional(),
  /** The last try to restore the newest one. */
  drill: z
    .discriminatedUnion('result', [
      z.strictObject({
        result: z.literal('proven'),
        at: instant,
        file: z.string(),
        madeAt: instant,
        cases: count,
        scans: count,
        entries: count,
      }),
      z.strictObject({ result: z.literal('not-proven'), at: instant, message: z.string(), next: z.string() }),
    ])
    .optional(),
})
export type BackupView = z.infer<typeof backupView>

const recoveryKey = z.string().max(100)

export const backupChannels = {
  'backup.state': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      view: backupView,
      chosenBy: z.enum(['policy', 'agent', 'none']),
      everyHours: z.number(),
      kept: count,
      backups: z.array(z.strictObject({ file: z.string(), madeAt: instant, bytes: count, since })),
      /** Whether the folder can be reached now. */
      reachable: z.boolean(),
      /** Why the folder at this path is not used now. */
      trouble: z.strictObject({ message: z.string(), next: z.string() }).optional(),
      /** Cases whose card waits for a passcode that no longer exists: the card must be replaced. */
      cardsToReplace: z.array(z.strictObject({ caseId: randomId, caseReference: z.string() })),
    }),
    codes: ['locked'],
  }),
  /** Asks the agent where to; an empty name if they cancel. Where the policy names the folder, only that one can be chosen again. */
  'backup.chooseFolder': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: nothing,
    output: z.strictObject({ folder: z.string() }),
    codes: [...recordCodes, 'backup-folder', 'backup-full', 'by-policy', 'locked'],
  }),
  'backup.make': channel({
    when: 'unlocked',
    roles: everyone,
    input: nothing,
    output: made,
    codes: [
      'recovery-not-confirmed',
      ...recordCodes,
      'backup-failed',
      'backup-folder',
      'backup-full',
      'journal-damaged',
      'locked',
      'no-recovery-recipient',
      'row-conflict',
      'too-large',
      'unknown-key',
    ],
  }),
  'backup.drill': channel({
    when: 'unlocked',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ file: z.string(), madeAt: instant, cases: count, scans: count, entries: count }),
    codes: [
      ...backupFileCodes,
      ...recordCodes,
      'backup-folder',
      'drill-failed',
      'drill-no-room',
      'locked',
      'no-backup',
      'proof-failed',
      'restore-failed',
      'stopped',
    ],
  }),
  /** These answer on the first screen only, where nothing has been set up. An empty name when no file was chosen. */
  'restore.choose': channel({
    when: 'always',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ fileName: z.string() }),
    codes: ['vault-exists'],
  }),
  'restore.preview': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ recoveryKey }),
    output: z.strictObject({
      stationName: z.string(),
      practice: z.boolean(),
      madeAt: instant,
      newestChange: z.string(),
      appVersion: z.string(),
      cases: count,
      entries: count,
      code: z.string(),
      bytes: count,
      managers: z.array(z.strictObject({ agentId: randomId, name: z.string(), role: z.enum(roles) })),
      otherAgents: count,
      /** What does not come back. */
      leftInCustody: count,
      expired: count,
      destroyed: count,
    }),
    codes: [...backupFileCodes, 'not-chosen', 'practice-differs', 'recovery-key-mistyped', 'vault-exists'],
  }),
  /** The answer is that of an unlock. The recovery key that was typed opens nothing here any more: a new one is printed next. */
  'restore.perform': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ recoveryKey, agentId: randomId, signInName: visibleText().min(1).max(30), passphrase, workerPublicKey }),
    output: unlocked,
    codes: [
      ...unlockCodes,
      ...openRecordCodes,
      ...backupFileCodes,
      ...wrapCodes,
      ...deviceSecretCodes,
      'not-chosen',
      'not-manager',
      'practice-differs',
      'proof-failed',
      'recovery-key-mistyped',
      'restore-failed',
      'stopped',
      'vault-exists',
      'weak-passphrase',
      'write-failed',
    ],
  }),
} as const
