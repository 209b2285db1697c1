/** Channels of the card printer: which one this station has, one card through it, and a batch of them. */
import { z } from 'zod'
import { batch } from '../../domain/printing/batch.ts'
import { cardSides, printedAgain } from '../../domain/card/face-prints.ts'
import { printerChoice } from '../../domain/card/printer-choice.ts'
import { instant, randomId, shortText } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq, nothing } from './parts.ts'
import { caseCodes, documentCodes, evidenceCodes, guardCodes, recordCodes, printerCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee, managers } from './who.ts'

export const printerView = z.strictObject({
  name: z.string(),
  state: z.enum(['ready', 'printing', 'problem', 'offline']),
  problem: z.string().optional(),
  path: z.strictObject({ reader: z.string() }).optional(),
  address: z.string().optional(),
})

/** What happened to one card that went through the printer. */
export const printerJobView = z.strictObject({
  jobId: randomId,
  caseId,
  caseReference: shortText,
  printer: shortText,
  startedAt: instant,
  done: z.boolean(),
  usable: z.boolean(),
  blocks: z.boolean(),
  serial: shortText.optional(),
  where: z.enum([
    'no-card',
    'feeder-or-inside',
    'inside',
    'hopper',
    'hopper-or-inside',
    'reject-tray',
    'reject-tray-or-inside',
    'taken-out',
  ]),
  chip: z.enum(['blank', 'refused', 'half-written', 'finished', 'spoiled', 'unknown']),
  face: z.enum(['not-printed', 'perhaps', 'printed']),
  message: z.string(),
  next: z.string(),
})
export type PrinterJobView = z.infer<typeof printerJobView>

export const printingChannels = {
  /** `found`: every printer that is there, whichever is chosen. */
  'printer.settings': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ choice: printerChoice, found: z.array(printerView), practice: z.boolean() }),
    codes: [],
  }),
  /** Pictures of cards go there. Changing it restarts the devices. */
  'printer.use': channel({
    when: 'unlocked',
    roles: managers,
    lasting: true,
    input: z.strictObject({ choice: printerChoice }),
    output: nothing,
    codes: [...recordCodes, 'host-not-allowed', 'not-an-address', 'practice-only'],
  }),
  /** Feeds a blank card, writes it, prints it and puts it out; whatever goes wrong, the card goes into the reject tray. */
  'printer.issue': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, printer: shortText }),
    output: z.strictObject({ ...acted, job: printerJobView }),
    codes: [
      ...recordCodes,
      ...documentCodes,
      ...guardCodes,
      ...evidenceCodes,
      'card-inside',
      'no-card-path',
      'no-such-case',
      'printer-in-use',
    ],
  }),
  /** The newest first. */
  'printer.jobs': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ jobs: z.array(printerJobView) }),
    codes: [],
  }),
  /** What happened to a card that may be inside the printer: the agent took it out, or the printer is asked to put it into the reject tray. */
  'printer.settle': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ jobId: randomId, how: z.enum(['taken-out', 'reject']) }),
    output: z.strictObject({ job: printerJobView }),
    codes: [
      ...recordCodes,
      'card-stuck',
      'move-unknown',
      'no-card-path',
      'no-such-job',
      'printer-in-use',
      'printer-not-found',
      'printer-problem',
    ],
  }),
  'batch.read': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ batch: batch.optional() }),
    codes: [],
  }),
  'batch.start': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      caseIds: z.array(caseId).min(1).max(200),
      mode: z.enum(['printer', 'by-hand']),
      printer: shortText.optional(),
    }),
    output: z.strictObject({ batch }),
    codes: [...guardCodes, ...recordCodes, 'batch-open', 'no-card-path', 'no-such-case'],
  }),
  /** The case that the screen means is the next of the batch; `reader` by hand. */
  'batch.next': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ batchId: randomId, caseId, expectedSeq, reader: shortText.optional() }),
    output: z.strictObject({ ...acted, batch }),
    codes: [...recordCodes, 'batch-paused', 'no-such-batch', 'printer-in-use'],
  }),
  'batch.set': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ batchId: randomId, to: z.enum(['paused', 'running', 'stopped']) }),
    output: z.strictObject({ batch }),
    codes: [...recordCodes, 'no-such-batch'],
  }),
  /** Absent: the front alone. `again`: why these sides are printed once more. */
  'card.printFace': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, printer: z.string(), sides: cardSides.optional(), again: printedAgain.optional() }),
    output: z.strictObject({
      ...acted,
      /** Why it was not printed, or why it may or may not be printed, with what was recorded of it. */
      failure: z.strictObject({ code: z.enum(printerCodes), message: z.string(), next: z.string() }).optional(),
    }),
    codes: [...caseCodes, ...documentCodes, ...evidenceCodes],
  }),
} as const

export const printerProgress = z.strictObject({
  jobId: randomId,
  caseId,
  step: z.enum(['feed', 'toContacts', 'encode', 'print', 'eject', 'reject']),
  title: z.string(),
  state: z.enum(['begun', 'done', 'failed', 'unknown', 'stuck']),
  index: z.number().int(),
})
