/** Channels of the card printer: which one this station has, one card through it, and a batch of them. */
import { z } from 'zod'
import { batch } from '../../domain/card/batch.ts'
import { printerChoice } from '../../domain/card/printer-choice.ts'
import { instant, randomId, shortText } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq, nothing } from './parts.ts'

const printerView = z.strictObject({
  name: z.string(),
  state: z.enum(['ready', 'printing', 'problem', 'offline']),
  problem: z.string().optional(),
  path: z.strictObject({ reader: z.string() }).optional(),
})

/** What became of one card that went through the printer. */
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
  'printer.settings': channel(
    'unlocked',
    nothing,
    z.strictObject({ choice: printerChoice, found: z.array(printerView), practice: z.boolean() }),
  ),
  /** Devices start anew with it. */
  'printer.use': channel('unlocked', z.strictObject({ choice: printerChoice }), nothing),
  /** Feeds a blank card, writes it, prints it and puts it out; whatever goes wrong, the card goes into the reject tray. */
  'printer.issue': channel(
    'unlocked',
    z.strictObject({ caseId, expectedSeq, printer: shortText }),
    z.strictObject({ ...acted, job: printerJobView }),
  ),
  /** The newest first. */
  'printer.jobs': channel('unlocked', nothing, z.strictObject({ jobs: z.array(printerJobView) })),
  /** What became of a card that may be inside the printer: the agent took it out, or the printer is asked to put it into the reject tray. */
  'printer.settle': channel(
    'unlocked',
    z.strictObject({ jobId: randomId, how: z.enum(['taken-out', 'reject']) }),
    z.strictObject({ job: printerJobView }),
  ),

  /** Ten blank cards into the feeder of the practice printer. */
  'practice.loadFeeder': channel('practice', nothing, nothing),

  'batch.read': channel('unlocked', nothing, z.strictObject({ batch: batch.optional() })),
  'batch.start': channel(
    'unlocked',
    z.strictObject({ caseIds: z.array(caseId).min(1).max(200), mode: z.enum(['printer', 'by-hand']), printer: shortText.optional() }),
    z.strictObject({ batch }),
  ),
  /** The case that the screen means is the next of the batch; `reader` by hand. */
  'batch.next': channel(
    'unlocked',
    z.strictObject({ batchId: randomId, caseId, expectedSeq, reader: shortText.optional() }),
    z.strictObject({ ...acted, batch }),
  ),
  'batch.set': channel(
    'unlocked',
    z.strictObject({ batchId: randomId, to: z.enum(['paused', 'running', 'stopped']) }),
    z.strictObject({ batch }),
  ),
} as const

export const printerProgress = z.strictObject({
  jobId: randomId,
  caseId,
  step: z.enum(['feed', 'toContacts', 'encode', 'print', 'eject', 'reject']),
  title: z.string(),
  state: z.enum(['begun', 'done', 'failed', 'unknown', 'stuck']),
  index: z.number().int(),
})
