/**
 * The keyhole: every channel once, with what goes in and what comes out. From here come the handler type (a missing handler
 * does not compile), the client type, validation on both sides, and the preload's list of names (`names.ts`).
 * JSON-safe values only: bytes are base64. Every answer is `Answer`, because errors do not survive Electron's IPC (electron#24427).
 */
import { z } from 'zod'
import { cardSides, printedAgain } from '../domain/card/face-prints.ts'
import { agentEvent, textRoute } from '../domain/case/events.ts'
import { instant, phoneNumber, randomId, shortText, text } from '../domain/case/values.ts'
import { labelMedium, stationSettings } from '../domain/station.ts'
import type { Failure } from '../domain/result.ts'
import { agentsChannels } from './contract/agents.ts'
import { backupChannels, backupView } from './contract/backup.ts'
import { cardFaceChannels } from './contract/card-face.ts'
import { cardsChannels } from './contract/cards.ts'
import { databaseAside, databaseChannels } from './contract/database.ts'
import { handoverChannels } from './contract/handover.ts'
import { printerProgress, printingChannels } from './contract/printing.ts'
import { readerUse, readersChannels } from './contract/readers.ts'
import { recordChannels } from './contract/record.ts'
import { retentionChannels, retentionErased } from './contract/retention.ts'
import { scrubChannels } from './contract/scrub.ts'
import {
  acted,
  base64,
  caseId,
  channel,
  expectedSeq,
  lockReason,
  nothing,
  passphrase,
  sealedRow,
  session,
  unlocked,
  workerPublicKey,
  wrappedKeys,
} from './contract/parts.ts'

export type { SealedRow } from '../domain/record/sealed-row.ts'
export type { WrappedKeys } from './contract/parts.ts'

const readerView = z.strictObject({
  name: z.string(),
  card: z.enum(['empty', 'present', 'mute']),
  /** What the app makes of the card: only blank stock or this case's own card may be written. */
  message: z.string(),
  /** What to do about it, when something has to be done. */
  next: z.string().optional(),
  /** What the agent keeps this reader for; absent: nothing in particular. */
  use: readerUse.optional(),
  /** How many cards have been put in since the start: what was seen of one card is never taken for the next. */
  insertion: z.number().int().optional(),
  /** RA Desk does not connect to what is in it. */
  keepOff: z.boolean().optional(),
})
export const devicesView = z.strictObject({
  reader: z.strictObject({
    kind: z.enum(['pcsc', 'virtual']),
    service: z.enum(['running', 'stopped', 'restarting']),
    readers: z.array(readerView),
    /** The reader to offer first for a new card; absent when a person has to say. */
    suggested: z.string().optional(),
    /** Why there is no reader to work with, and what to do. */
    problem: z.strictObject({ message: z.string(), next: z.string() }).optional(),
  }),
  printers: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['ready', 'printing', 'problem', 'offline']),
      problem: z.string().optional(),
      path: z.strictObject({ reader: z.string() }).optional(),
    }),
  ),
  modem: z.strictObject({ name: z.string(), state: z.enum(['ready', 'no-signal', 'absent']) }),
})
export type DevicesView = z.infer<typeof devicesView>

export const documentRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), caseId }),
  z.strictObject({ kind: z.literal('card-face'), caseId }),
  z.strictObject({ kind: z.literal('manifest-pdf'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('manifest-csv'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('manifest-json'), dispatchReference: shortText }),
  z.strictObject({ kind: z.literal('release-sheet'), caseId }),
  z.strictObject({ kind: z.literal('calibration'), medium: labelMedium }),
])
export type DocumentRequest = z.infer<typeof documentRequest>

export const doctorCheck = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  message: z.string(),
  fix: z.string().optional(),
})
export type DoctorCheck = z.infer<typeof doctorCheck>

export const cardOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done'), serial: z.string(), retries: z.strictObject({ passcode: z.number(), puk: z.number() }) }),
  z.strictObject({ outcome: z.enum(['resumable', 'refused', 'spoiled', 'unknown']), step: z.string(), reason: z.string() }),
])
export type CardOutcome = z.infer<typeof cardOutcome>

export const channels = {
  ...agentsChannels,
  ...databaseChannels,
  ...scrubChannels,
  'station.state': channel(
    'always',
    nothing,
    z.strictObject({
      /** `trace`: part of a vault is here and part is missing. Nothing new is made over it. */
      phase: z.enum(['first-run', 'trace', 'locked', 'unlocked']),
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
      /** Drama numbers and virtual devices are allowed: practice, or started for a demonstration. */
      virtualDevices: z.boolean(),
      idleMinutes: z.number(),
      version: z.string(),
      edition: z.string(),
      today: z.iso.date(),
    }),
  ),
  'station.setUp': channel(
    'always',
    z.strictObject({
      signInName: z.string().min(1).max(30),
      agent: z.strictObject({ name: shortText, mobile: phoneNumber }),
      serviceProvider: z.strictObject({ name: shortText, odsCode: z.string().max(10).optional() }),
      passphrase,
      workerPublicKey,
    }),
    unlocked,
  ),
  /** Saves the recovery sheet (PDF) where the agent says; the key itself never passes the keyhole. */
  'station.saveRecoverySheet': channel('unlocked', nothing, z.strictObject({ savedAs: z.string() })),
  'station.confirmRecoveryKey': channel(
    'unlocked',
    z.strictObject({ group: z.number().int(), typed: z.string().max(20) }),
    z.strictObject({ confirmed: z.boolean() }),
  ),
  'station.askRecoveryGroup': channel('unlocked', nothing, z.strictObject({ group: z.number().int() })),
  'station.read': channel('unlocked', nothing, z.strictObject({ settings: stationSettings, rev: z.number().int() })),
  'station.save': channel(
    'unlocked',
    z.strictObject({ settings: stationSettings, expectedRev: z.number().int() }),
    z.strictObject({ rev: z.number().int(), rows: z.array(sealedRow), lastSeq: z.number().int() }),
  ),

  'vault.unlock': channel('always', z.strictObject({ agentId: randomId, passphrase, workerPublicKey }), unlocked),
  'vault.recover': channel(
    'always',
    z.strictObject({ agentId: randomId, recoveryKey: z.string().max(100), newPassphrase: passphrase, workerPublicKey }),
    unlocked,
  ),
  'vault.lock': channel('always', z.strictObject({ why: z.enum(['asked', 'idle', 'switch', 'database']).optional() }), nothing),

  'record.checkpoint': channel('unlocked', nothing, z.strictObject({ size: z.number().int(), code: z.string() })),

  ...recordChannels,
  ...retentionChannels,
  ...backupChannels,

  'case.prepare': channel('unlocked', nothing, z.strictObject({ caseId, keys: wrappedKeys })),
  'case.act': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, event: agentEvent, reason: text.optional() }),
    z.strictObject(acted),
  ),

  'evidence.newKey': channel('unlocked', z.strictObject({ caseId }), z.strictObject({ evidenceId: randomId, keys: wrappedKeys })),
  'evidence.store': channel(
    'unlocked',
    z.strictObject({ caseId, rows: z.array(sealedRow).min(1).max(60) }),
    z.strictObject({ lastSeq: z.number().int() }),
  ),

  'call.textPhoneCode': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, route: textRoute }),
    z.strictObject({ ...acted, outcome: z.enum(['sent', 'handed-to-agent', 'unknown']) }),
  ),
  'call.verifyPhoneCode': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, typed: z.string().max(40) }),
    z.strictObject({ ...acted, result: z.enum(['same', 'different', 'expired']), triesLeft: z.number().int() }),
  ),

  'devices.state': channel('always', nothing, devicesView),
  'devices.modemPort': channel('unlocked', nothing, z.strictObject({ port: z.string() })),
  /** The serial port of a GSM modem, `COM3` or `/dev/ttyUSB0`; empty for none. Devices start anew with it. */
  'devices.useModem': channel(
    'unlocked',
    z.strictObject({
      port: z
        .string()
        .max(200)
        .regex(/^(COM\d{1,3}|\/dev\/[\w./:-]+)?$/),
    }),
    nothing,
  ),
  'card.look': channel(
    'unlocked',
    z.strictObject({ reader: z.string() }),
    z.strictObject({
      atr: z.string(),
      serial: z.string().optional(),
      version: z.string().optional(),
      blank: z.boolean(),
      message: z.string(),
      retries: z.strictObject({ passcode: z.number().optional(), puk: z.number().optional() }),
      objects: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), message: z.string() })),
    }),
  ),
  'card.write': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, reader: z.string() }),
    z.strictObject({ ...acted, result: cardOutcome }),
  ),
  /** The front alone when nothing is said. `again`: why these sides are printed once more. */
  'card.printFace': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, printer: z.string(), sides: cardSides.optional(), again: printedAgain.optional() }),
    z.strictObject({
      ...acted,
      /** Why it was not printed, or why nobody can know whether it was. What was recorded of that comes with it. */
      failure: z.strictObject({ code: z.string(), message: z.string(), next: z.string() }).optional(),
    }),
  ),

  'label.make': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, medium: labelMedium, position: z.number().int().min(1).max(14), reason: text.optional() }),
    z.strictObject(acted),
  ),
  'manifest.close': channel(
    'unlocked',
    z.strictObject({ cases: z.array(z.strictObject({ caseId, expectedSeq })).min(1).max(500), service: shortText }),
    z.strictObject({ ...acted, dispatchReference: z.string(), checkpoint: z.string() }),
  ),
  'manifest.list': channel(
    'unlocked',
    nothing,
    z.strictObject({
      manifests: z.array(
        z.strictObject({ dispatchReference: z.string(), closedAt: instant, items: z.number().int(), checkpoint: z.string() }),
      ),
    }),
  ),
  'passcode.text': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, route: textRoute }),
    z.strictObject({ ...acted, outcome: z.enum(['sent', 'handed-to-agent', 'unknown', 'not-sent']) }),
  ),
  'passcode.settle': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, arrived: z.boolean(), note: text.optional() }),
    z.strictObject(acted),
  ),

  'document.preview': channel(
    'unlocked',
    z.strictObject({ document: documentRequest }),
    z.strictObject({ mime: z.string(), base64, fileName: z.string() }),
  ),
  'document.save': channel('unlocked', z.strictObject({ document: documentRequest }), z.strictObject({ savedAs: z.string() })),

  /** A file that the page made for the agent to keep (a draft of an email, an entry for the diary): main asks where to. */
  'file.save': channel(
    'unlocked',
    z.strictObject({
      fileName: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ,._-]{0,80}\.(eml|ics|jpg|png|pdf)$/u),
      base64: base64.max(6_000_000),
    }),
    z.strictObject({ savedAs: z.string() }),
  ),

  ...cardFaceChannels,
  ...cardsChannels,
  ...handoverChannels,

  'doctor.report': channel('always', nothing, z.strictObject({ checks: z.array(doctorCheck), report: z.string() })),

  ...readersChannels,
  ...printingChannels,

  'practice.insertCard': channel('practice', nothing, nothing),
  'practice.removeCard': channel('practice', nothing, nothing),
  'practice.phone': channel(
    'practice',
    nothing,
    z.strictObject({ messages: z.array(z.strictObject({ to: z.string(), body: z.string(), at: z.string() })) }),
  ),
  'practice.samples': channel(
    'practice',
    nothing,
    z.strictObject({
      samples: z.array(
        z.strictObject({ title: z.string(), files: z.array(z.strictObject({ name: z.string(), mime: z.string(), base64 })) }),
      ),
    }),
  ),
} as const

export const pushes = {
  'devices.changed': devicesView,
  'card.progress': z.strictObject({
    caseId,
    step: z.string(),
    title: z.string(),
    state: z.enum(['started', 'done']),
    index: z.number().int(),
    of: z.number().int(),
  }),
  'printer.progress': printerProgress,
  'backup.changed': backupView,
  'vault.locked': z.strictObject({ why: lockReason }),
  /** The vault goes on under another key: what the worker seals from now on is under this one. */
  'vault.generation': z.strictObject({ keys: wrappedKeys, recordsKeyId: z.string() }),
  'retention.erased': retentionErased,
  /** Main is about to lock: seal what is on the screen as drafts now. */
  'vault.locking': nothing,
} as const

export type ChannelName = keyof typeof channels
export type PushName = keyof typeof pushes
export type Input<Name extends ChannelName> = z.input<(typeof channels)[Name]['input']>
export type Output<Name extends ChannelName> = z.output<(typeof channels)[Name]['output']>
export type Push<Name extends PushName> = z.output<(typeof pushes)[Name]>

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure }
export type Handlers = {
  readonly [Name in ChannelName]: (input: z.output<(typeof channels)[Name]['input']>) => Promise<Answer<Output<Name>>>
}

/** What the page sees as `window.raDesk`. */
export interface Bridge {
  call(channel: ChannelName, input: unknown): Promise<Answer<unknown>>
  on(push: PushName, listener: (payload: unknown) => void): () => void
}
