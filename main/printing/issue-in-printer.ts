/**
 * One card through a printer with a contact station: feed, write and read back at the contact station, print, put out. Whatever goes wrong after the feed,
 * the card goes into the reject tray, and RA Desk says what is in there. Each movement is recorded before it starts and after it ends.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import { findBatchRefusal } from '../../domain/printing/batch.ts'
import { printerStepWords, printerSteps, type PrinterEntry, type PrinterStep } from '../../domain/printing/printer-job.ts'
import type { CardMove, CardMoveFailureCode, CardPath, PrinterState } from '../../native/ports.ts'
import type { Input, Output } from '../../preload/contract.ts'
import { drawCardFace } from '../card-face/draw-card-face.ts'
import type { IssueCardPorts } from '../cards/issue-card.ts'
import { printCardFace } from './print-card-face.ts'
import { findJobInside, openJob, type DescribedJob, type OpenJob } from './printer-jobs.ts'
import type { PrinterJobs } from './unfinished-jobs.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { GuardCode } from '../../domain/case/guard.ts'
import type { DevicePorts } from '../ports.ts'
import type { EvidenceFailureCode } from '../evidence/evidence.ts'

/** What printing cards needs, one or a batch of them. */
export type PrintingPorts = IssueCardPorts & PrinterJobs

/** Milliseconds that a card at the contact station may take until its reader sees it. */
const READER_PATIENCE = 15_000

type Acted = Pick<Output<'printer.issue'>, 'rows' | 'recorded' | 'lastSeq'>
type Issued = Acted & { readonly described: DescribedJob }

export async function issueInPrinter(
  desk: PrintingPorts,
  { caseId, expectedSeq, printer }: Input<'printer.issue'>,
  given: { readonly readerPatience?: number } = {},
): Promise<
  Result<Issued, DocumentFailureCode | GuardCode | EvidenceFailureCode | 'card-inside' | 'no-card-path' | 'no-such-case' | 'stale'>
> {
  const open = await desk.cases.get(caseId)
  if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  if (open.record.events.length !== expectedSeq)
    return err(
      'stale',
      'This case was changed elsewhere since it was opened.',
      'Look at the case again, then repeat what you wanted to do.',
    )
  const refusal = findBatchRefusal(open.view)
  if (refusal) return { ok: false, error: refusal }
  const { path } = desk.devices.printer
  const state = await lookAtPrinter(desk, printer)
  if (!path || !state?.path)
    return err(
      'no-card-path',
      'This printer does not move cards to a reader by itself. No card moved.',
      'Write the card in a reader and print it after, or choose another printer in the settings.',
    )
  const before = findJobInside(desk, printer)
  if (before)
    return err(
      'card-inside',
      `A card of case ${before.caseReference} may still be inside the printer. No card moved.`,
      'Look into the printer, then say what happened to that card.',
    )
  // A card whose face cannot be printed would be wasted: that is found out before one is fed.
  const face = await drawCardFace(desk, { caseId: open.record.caseId, facts: open.view.facts })
  if (!face.ok) return face

  const job = await openJob(desk, { caseId, caseReference: open.record.caseReference, printer, cardsBefore: open.view.facts.cards.length })
  const run: Run = {
    desk,
    job,
    path,
    printer,
    reader: state.path.reader,
    caseId,
    expectedSeq,
    patience: given.readerPatience ?? READER_PATIENCE,
    acted: { rows: [], recorded: [], lastSeq: desk.store.lastSeq() },
  }
  // Throws if it cannot be recorded, and the card stays where it is: no movement goes unrecorded.
  if (!(await carryThrough(run))) await reject(run)
  return ok({ ...run.acted, lastSeq: desk.store.lastSeq(), described: await job.end() })
}

interface Run {
  readonly desk: PrintingPorts
  readonly job: OpenJob
  readonly path: CardPath
  readonly printer: string
  readonly reader: string
  readonly caseId: string
  readonly expectedSeq: number
  readonly patience: number
  acted: Acted
}

/** True when the card is in the hopper, finished. */
async function carryThrough(run: Run): Promise<boolean> {
  return (
    (await move(run, 'feed')) && (await move(run, 'toContacts')) && (await encode(run)) && (await print(run)) && (await move(run, 'eject'))
  )
}

/** What never left the feeder needs no tray; what may have left it is asked to go there. */
async function reject(run: Run): Promise<void> {
  const fed = run.job.job().entries.findLast(({ step }) => step === 'feed')
  if (fed?.state !== 'failed') await move(run, 'reject')
}

function tell({ desk, job, caseId }: Run, step: PrinterStep, state: PrinterEntry['state']): void {
  desk.push('printer.progress', {
    jobId: job.job().jobId,
    caseId,
    step,
    title: printerStepWords[step],
    state,
    index: printerSteps.indexOf(step),
  })
}

async function note(run: Run, step: PrinterStep, state: PrinterEntry['state'], message?: string): Promise<void> {
  await run.job.append({ step, state, ...(message === undefined ? {} : { message: message.slice(0, 600) }) })
  tell(run, step, state)
}

const moveStates: Readonly<Record<CardMoveFailureCode, PrinterEntry['state']>> = {
  'printer-not-found': 'failed',
  'printer-problem': 'failed',
  'card-stuck': 'stuck',
  'move-unknown': 'unknown',
}

async function move(run: Run, which: CardMove): Promise<boolean> {
  await note(run, which, 'begun')
  const moved = await run.path[which](run.printer)
  await note(run, which, moved.ok ? 'done' : moveStates[moved.error.code], moved.ok ? undefined : moved.error.message)
  return moved.ok
}

async function encode(run: Run): Promise<boolean> {
  const { desk, caseId, expectedSeq, reader } = run
  await note(run, 'encode', 'begun')
  const seen = await waitForCard(run)
  if (!seen.ok) {
    await note(run, 'encode', 'failed', `${seen.error.message} ${seen.error.next}`)
    return false
  }
  // Done means written, read back and proved: it is the same writing as in any other reader.
  const { issueCard } = await import('../cards/issue-card.ts')
  const written = await issueCard(desk, { caseId, expectedSeq, reader })
  if (!written.ok) {
    await note(run, 'encode', 'failed', `${written.error.message} ${written.error.next}`)
    return false
  }
  const { rows, recorded, lastSeq, result } = written.value
  run.acted = { rows, recorded, lastSeq }
  await note(
    run,
    'encode',
    result.outcome === 'done' ? 'done' : 'failed',
    result.outcome === 'done' ? undefined : `${result.step}: ${result.reason}`,
  )
  return result.outcome === 'done'
}

async function print(run: Run): Promise<boolean> {
  const { desk, caseId, printer } = run
  await note(run, 'print', 'begun')
  const expectedSeq = (await desk.cases.get(caseId))!.record.events.length
  const printed = await printCardFace(desk, { caseId, expectedSeq, printer })
  if (printed.ok) {
    const { rows, recorded, lastSeq } = printed.value
    run.acted = { rows, recorded: [...run.acted.recorded, ...recorded], lastSeq }
  }
  const failure = printed.ok ? printed.value.failure : printed.error
  if (failure) {
    await note(run, 'print', failure.code === 'print-unknown' ? 'unknown' : 'failed', failure.message)
    return false
  }
  await note(run, 'print', 'done')
  return true
}

/** What is known of a printer now: a watcher is told at once. */
export function lookAtPrinter({ devices }: DevicePorts, name: string): Promise<PrinterState | undefined> {
  return new Promise((resolve) => {
    const stop = devices.printer.watch((printers) => resolve(printers.find((one) => one.name === name)))
    queueMicrotask(stop)
  })
}

function waitForCard({ desk, reader, patience }: Run): Promise<Result<void, 'no-card'>> {
  return new Promise((resolve) => {
    const finish = (result: Result<void, 'no-card'>): void => {
      clearTimeout(timer)
      resolve(result)
      queueMicrotask(() => stop())
    }
    const timer = setTimeout(
      () =>
        finish(
          err(
            'no-card',
            'The reader at the contact station did not see the card. Nothing was written.',
            'Look in the settings whether the right reader is named for this printer.',
          ),
        ),
      patience,
    )
    const stop = desk.devices.reader.watch((state) => {
      if (state.readers.some(({ name, card }) => name === reader && card !== 'empty')) finish(ok())
    })
  })
}
