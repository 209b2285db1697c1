/** Handlers of the card printer: which one this station has, one card through it, and a batch of them. */
import type { PrinterChoice } from '../../domain/card/printer-choice.ts'
import { err, ok, type Err, type Result } from '../../domain/result.ts'
import { RecordError } from '../record/record-error.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { PrinterState } from '../../native/ports.ts'
import type { printingChannels, PrinterJobView } from '../../preload/contract/printing.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { CardPrinterChoice, PrinterRefusalCode } from './card-printer.ts'
import { findBatch } from './batch-list.ts'
import type { PrintingPorts } from './issue-in-printer.ts'
import { listNewestJobs, readJob, settleJob, type DescribedJob } from './printer-jobs.ts'

export interface PrintingHandlerDeps {
  readonly desk: () => PrintingPorts
  readonly cardPrinter: CardPrinterChoice
  readonly practice: boolean
}

const JOBS_SHOWN = 50

export function printingHandlers({ desk, cardPrinter, practice }: PrintingHandlerDeps): Pick<Handlers, keyof typeof printingChannels> {
  /** One card at a time: the printer has one contact station. */
  let busy = false
  async function alone<Value>(work: () => Promise<Value>): Promise<Value | typeof inUse | Err<RecordFailureCode>> {
    if (busy) return inUse
    busy = true
    try {
      return await work()
    } catch (error) {
      if (error instanceof RecordError) return { ok: false, error: error.failure }
      throw error
    } finally {
      busy = false
    }
  }

  return {
    'printer.settings': async () =>
      ok({
        choice: cardPrinter.read(),
        found: (await cardPrinter.found()).filter(({ isService }) => !isService).map(viewOfPrinter),
        practice,
      }),
    'printer.use': async ({ choice }) => {
      if (choice.kind === 'virtual' && !practice)
        return err('practice-only', 'The practice printer is for practice only.', 'Choose another.')
      return chooseCardPrinter(desk(), cardPrinter, choice)
    },
    'printer.issue': (input) =>
      alone(async () => {
        const issued = await (await import('./issue-in-printer.ts')).issueInPrinter(desk(), input)
        if (!issued.ok) return issued
        const { described, ...acted } = issued.value
        return ok({ ...acted, job: viewOfJob(described) })
      }),
    'printer.jobs': async () => ok({ jobs: (await listNewestJobs(desk(), JOBS_SHOWN)).map(viewOfJob) }),
    'printer.settle': ({ jobId, how }) =>
      alone(async () => {
        const known = await readJob(desk(), jobId)
        if (!known) return err('no-such-job', 'Nothing is known of this card.', 'Look at the list again.')
        if (how === 'reject') {
          const moved = await desk().devices.printer.path?.reject(known.printer)
          if (!moved) return err('no-card-path', 'This printer does not move cards by itself.', 'Open the printer and take the card out.')
          if (!moved.ok) return moved
        }
        const settled = await settleJob(desk(), jobId, how === 'reject' ? 'rejected' : 'taken-out')
        return ok({ job: viewOfJob(settled!) })
      }),
    'card.printFace': async (input) => (await import('./print-card-face.ts')).printCardFace(desk(), input),
    'batch.read': async () => {
      const list = await findBatch(desk())
      if (!list) return ok({})
      const { viewBatch } = await import('./batch.ts')
      return ok({ batch: await viewBatch(desk(), list) })
    },
    'batch.start': async (input) => {
      const started = await (await import('./batch.ts')).startBatch(desk(), input)
      return started.ok ? ok({ batch: started.value }) : started
    },
    'batch.next': (input) =>
      alone(async () => {
        const { carryOutNext, viewBatch } = await import('./batch.ts')
        const carried = await carryOutNext(desk(), input)
        return carried.ok ? ok({ ...carried.value, batch: await viewBatch(desk(), carried.value.batch) }) : carried
      }),
    'batch.set': async (input) => {
      const { setBatch, viewBatch } = await import('./batch.ts')
      const set = await setBatch(desk(), input)
      return set.ok ? ok({ batch: await viewBatch(desk(), set.value) }) : set
    },
  }
}

/** The choice is kept outside the vault, so the record says who made it, before it counts. */
async function chooseCardPrinter(
  { store }: PrintingPorts,
  cardPrinter: CardPrinterChoice,
  choice: PrinterChoice,
): Promise<Result<Record<string, never>, RecordFailureCode | PrinterRefusalCode>> {
  const refusal = cardPrinter.findRefusal(choice)
  if (refusal) return refusal
  const noted = await store.commit([], { action: 'card-printer-chosen', detail: { from: cardPrinter.read(), to: choice } })
  if (!noted.ok) return noted
  cardPrinter.write(choice)
  return ok({})
}

const inUse = err('printer-in-use', 'A card is on its way already.', 'Wait until it is done.')

const viewOfPrinter = ({ name, state, problem, path, address }: PrinterState) => ({
  name,
  state,
  ...(problem === undefined ? {} : { problem }),
  ...(path ? { path: { reader: path.reader } } : {}),
  ...(address === undefined ? {} : { address }),
})

function viewOfJob({ job, outcome }: DescribedJob): PrinterJobView {
  const { jobId, caseId, caseReference, printer, startedAt } = job
  return { jobId, caseId, caseReference, printer, startedAt, ...outcome }
}
