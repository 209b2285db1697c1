/** The workstation itself: first run, unlocking and locking, its settings, the policy, and the check of the workstation. */
import { z } from 'zod'
import { instant, phoneNumber, randomId, shortText, visibleText } from '../../domain/values.ts'
import { stationSettings } from '../../domain/station.ts'
import { policyNames } from '../../domain/station/policy.ts'
import { databaseAside } from './database.ts'
import { channel, lockReason, nothing, passphrase, sealedRow, session, unlocked, workerPublicKey } from './parts.ts'
import {
  deviceSecretCodes,
  documentCodes,
  keyringCodes,
  openRecordCodes,
  recordCodes,
  rotationCodes,
  unlockCodes,
  wrapCodes,
} from './codes.ts'
import { cardIssuers, everyone, everyoneSees, managers } from './who.ts'

export const doctorCheck = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  message: z.string(),
  fix: z.string().optional(),
})
export type DoctorCheck = z.infer<typeof doctorCheck>
const policyValue = z.union([z.boolean(), z.number(), z.string().max(1_000), z.null()])

export const stationChannels = {
  'station.state': channel({
    when: 'always',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      /** `trace`: part of a vault is here and part is missing. Nothing new is made over it. */
      phase: z.enum(['first-run', 'newer', 'trace', 'locked', 'unlocked']),
      message: z.string(),
      shell: z.enum(['electron', 'chromium-stand-in']),
      practice: z.boolean(),
      keyStore: z.strictObject({ kind: z.string(), protects: z.boolean(), message: z.string() }),
      agents: z.array(z.strictObject({ agentId: randomId, signInName: z.string() })),
      session: session.optional(),
      recoveryKeyConfirmed: z.boolean(),
      /** Why it is locked, when this start of the app locked it. */
      locked: z.strictObject({ why: lockReason, at: instant }).optional(),
      /** Only after a start that was to set the database aside. */
      databaseAside: databaseAside.optional(),
      twoAgentRelease: z.boolean(),
      /** How often the passcode of one card may be texted or shown in all. */
      passcodeReleases: z.number().int(),
      /** Drama numbers and virtual devices are allowed: practice, or started for a demonstration. */
      virtualDevices: z.boolean(),
      idleMinutes: z.number(),
      /** While a video call is on. */
      callIdleMinutes: z.number(),
      version: z.string(),
      today: z.iso.date(),
    }),
    codes: [],
  }),
  'station.setUp': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({
      signInName: visibleText().min(1).max(30),
      agent: z.strictObject({ name: shortText, mobile: phoneNumber }),
      serviceProvider: z.strictObject({ name: shortText, odsCode: visibleText().max(10).optional() }),
      passphrase,
      workerPublicKey,
    }),
    output: unlocked,
    codes: [
      ...openRecordCodes,
      ...wrapCodes,
      ...keyringCodes,
      ...deviceSecretCodes,
      'kdf-failed',
      'kdf-refused',
      'key-slots-damaged',
      'vault-exists',
      'weak-passphrase',
      'write-failed',
    ],
  }),
  /** Saves the recovery sheet (PDF) where the agent says; the key itself never crosses the IPC contract. Changes nothing yet. */
  'station.saveRecoverySheet': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: nothing,
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...documentCodes, ...recordCodes, 'not-saved', 'not-trusted', 'row-conflict', 'too-large', 'unknown-key'],
  }),
  /** Opens the system's print dialog with the sheet; nothing of it is written to the disk by RA Desk. Changes nothing yet. */
  'station.printRecoverySheet': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: nothing,
    output: z.strictObject({ printed: z.boolean() }),
    codes: [...recordCodes, 'not-printed', 'not-trusted', 'row-conflict', 'too-large', 'unknown-key'],
  }),
  /** Deletes the files into which the sheet was saved since sign-in. */
  'station.deleteRecoverySheet': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: nothing,
    output: nothing,
    codes: [...recordCodes, 'not-deleted', 'row-conflict', 'too-large', 'unknown-key'],
  }),
  /** The group that `station.confirmRecoveryKey` answers: the same one until then. */
  'station.askRecoveryGroup': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: nothing,
    output: z.strictObject({ group: z.number().int() }),
    codes: ['no-recovery-key'],
  }),
  /** Puts a new recovery key in force. The third wrong group ends it (`attemptsLeft` 0): the key is forgotten, and a sheet is saved again. */
  'station.confirmRecoveryKey': channel({
    when: 'unlocked',
    roles: cardIssuers,
    lasting: true,
    input: z.strictObject({ typed: z.string().max(20) }),
    output: z.strictObject({ confirmed: z.boolean(), attemptsLeft: z.number().int().nonnegative() }),
    codes: [...rotationCodes, 'no-recovery-key', 'not-noted'],
  }),
  'station.read': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ settings: stationSettings, rev: z.number().int() }),
    codes: [],
  }),
  'station.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ settings: stationSettings, expectedRev: z.number().int() }),
    output: z.strictObject({ rev: z.number().int(), rows: z.array(sealedRow), lastSeq: z.number().int() }),
    codes: [...recordCodes],
  }),

  'vault.unlock': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ agentId: randomId, passphrase, workerPublicKey }),
    output: unlocked,
    codes: [...unlockCodes, ...openRecordCodes, ...wrapCodes, ...deviceSecretCodes],
  }),
  'vault.recover': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ agentId: randomId, recoveryKey: z.string().max(100), newPassphrase: passphrase, workerPublicKey }),
    output: unlocked,
    codes: [
      ...unlockCodes,
      ...openRecordCodes,
      ...wrapCodes,
      ...rotationCodes,
      ...deviceSecretCodes,
      'recovery-key-mistyped',
      'recovery-key-wrong',
      'weak-passphrase',
    ],
  }),
  /** A passphrase of five random words to choose from. It is not kept: it counts once it is typed and sent with one of the channels that take one. */
  'vault.suggestPassphrase': channel({
    when: 'always',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ passphrase }),
    codes: [],
  }),
  /** Before a lasting act: the agent's own passphrase again, good for five minutes. Wrong ones count as at sign-in. */
  'vault.confirmPassphrase': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyone,
    input: z.strictObject({ passphrase }),
    output: nothing,
    codes: [...unlockCodes, ...deviceSecretCodes, 'locked'],
  }),
  'vault.lock': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ why: z.enum(['asked', 'idle', 'switch', 'database']).optional() }),
    output: nothing,
    codes: [],
  }),
  /** The window was used. The idle lock counts from here where the system cannot tell when the computer was last used. */
  'vault.touched': channel({ when: 'unlocked', whileOpening: true, roles: everyone, input: nothing, output: nothing, codes: [] }),
  /** The page has sealed what was on the screen: locking may go on. */
  'vault.draftsSealed': channel({ when: 'unlocked', whileOpening: true, roles: everyone, input: nothing, output: nothing, codes: [] }),

  'policy.read': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      values: z.array(
        z.strictObject({
          name: z.enum(policyNames),
          title: z.string(),
          /** In force now. */
          value: policyValue,
          /** Of what the files ask for. */
          source: z.enum(['default', 'user', 'machine']),
          /** Why the value in force is not the one that the files ask for; `asked` is absent when that is not known. */
          held: z.strictObject({ why: z.enum(['weaker', 'unclear']), asked: policyValue.optional() }).optional(),
          allowed: z.string(),
          because: z.string(),
        }),
      ),
      problems: z.array(z.strictObject({ source: z.enum(['user', 'machine']), message: z.string() })),
      places: z.strictObject({ machine: z.string(), user: z.string() }),
    }),
    codes: [],
  }),
  /** An RA manager agrees that a control is weaker from now on. `asked`: the value that the page showed. */
  'policy.agree': channel({
    when: 'unlocked',
    whileOpening: true,
    roles: managers,
    lasting: true,
    input: z.strictObject({ name: z.enum(policyNames), asked: policyValue }),
    output: nothing,
    codes: [...recordCodes, 'policy-differs'],
  }),
  'doctor.report': channel({
    when: 'always',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ checks: z.array(doctorCheck), report: z.string() }),
    codes: [],
  }),
  /** The support report of now, to be read before it is saved. `main` keeps it until it is saved or another is made. */
  'support.report': channel({
    when: 'always',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ text: z.string() }),
    codes: [],
  }),
  /** Saves the report that was read, as it was read. `savedAs` is empty if the agent cancels. */
  'support.save': channel({
    when: 'always',
    roles: everyone,
    input: nothing,
    output: z.strictObject({ savedAs: z.string() }),
    codes: ['not-read', 'not-saved'],
  }),
  /** The page has put the photograph on the clipboard itself, after `photograph.copy`: it is taken off again at lock, when it is still there. */
  'clipboard.pictureCopied': channel({ when: 'unlocked', roles: cardIssuers, input: nothing, output: nothing, codes: [] }),
  /** Puts a value on the system's clipboard; it is taken off again at lock, when it is still there. */
  'clipboard.copy': channel({
    when: 'always',
    roles: everyone,
    input: z.strictObject({ text: z.string().max(20_000) }),
    output: nothing,
    codes: [],
  }),
} as const
