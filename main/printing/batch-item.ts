/** One card of a batch: through the printer, or written and printed by hand. */
import { findBatchRefusal, pauseIfNeeded, type Batch } from '../../domain/printing/batch.ts'
import type { Output } from '../../preload/contract.ts'
import { issueInPrinter, type PrintingPorts } from './issue-in-printer.ts'
import { printCardFace } from './print-card-face.ts'

export type Acted = Pick<Output<'batch.next'>, 'rows' | 'recorded' | 'lastSeq'>

export interface Carried {
  readonly acted: Acted
  readonly item: Partial<Batch['items'][number]>
  readonly trouble?: Parameters<typeof pauseIfNeeded>[1]
}

const nothingDone = (desk: PrintingPorts): Acted => ({ rows: [], recorded: [], lastSeq: desk.store.lastSeq() })

export async function throughPrinter(desk: PrintingPorts, list: Batch, caseId: string, expectedSeq: number): Promise<Carried> {
  const issued = await issueInPrinter(desk, { caseId, expectedSeq, printer: list.printer! })
  if (!issued.ok) return refused(desk, issued.error)
  const {
    described: {
      outcome,
      job: { jobId },
    },
    ...acted
  } = issued.value
  const { message, next, serial } = outcome
  const words = { message, next, jobId, ...(serial === undefined ? {} : { serial }) }
  if (outcome.done) return { acted, item: { state: 'done', ...words } }
  // Nothing was used up, so the case has its turn again once the printer is well.
  if (outcome.where === 'no-card') return { acted, item: { state: 'waiting' }, trouble: { kind: 'printer', message: `${message} ${next}` } }
  return {
    acted,
    item: { state: 'failed', ...words },
    trouble: outcome.blocks ? { kind: 'printer', message: `${message} ${next}` } : { kind: 'card' },
  }
}

/** The case itself does not fit any more, or the printer is not there. */
function refused(
  desk: PrintingPorts,
  { code, message, next }: { readonly code: string; readonly message: string; readonly next: string },
): Carried {
  const acted = nothingDone(desk)
  if (code === 'card-inside' || code === 'no-card-path')
    return { acted, item: { state: 'waiting' }, trouble: { kind: 'printer', message: `${message} ${next}` } }
  return { acted, item: { state: 'failed', message: message, next } }
}

export async function writeByHand(
  desk: PrintingPorts,
  list: Batch,
  caseId: string,
  expectedSeq: number,
  reader: string | undefined,
): Promise<Carried> {
  const refusal = await findRefusalNow(desk, caseId)
  if (refusal) return refused(desk, refusal)
  const { issueCard } = await import('../cards/issue-card.ts')
  const written = await issueCard(desk, { caseId, expectedSeq, reader: reader ?? '' })
  if (!written.ok)
    return {
      acted: nothingDone(desk),
      item: { state: 'waiting' },
      trouble: { kind: 'printer', message: `${written.error.message} ${written.error.next}` },
    }
  const { result, ...acted } = written.value
  if (result.outcome === 'done') {
    return {
      acted,
      item: {
        state: list.printer === undefined ? 'done' : 'to-print',
        serial: result.serial,
        message: 'Written and read back.',
        next: list.printer === undefined ? 'Print its face from its case.' : 'Put it into the printer.',
      },
    }
  }
  const serial = (await desk.cases.get(caseId))?.view.facts.cards.at(-1)?.serial
  return {
    acted,
    item: {
      state: 'failed',
      ...(serial === undefined ? {} : { serial }),
      message: `${result.step}: ${result.reason}`,
      next: 'Open its case: it says what to do with this card.',
    },
    trouble: { kind: 'card' },
  }
}

export async function printByHand(desk: PrintingPorts, list: Batch, caseId: string, expectedSeq: number): Promise<Carried> {
  const printed = await printCardFace(desk, { caseId, expectedSeq, printer: list.printer! })
  const { failure, ...acted } = printed.ok ? printed.value : { ...nothingDone(desk), failure: printed.error }
  if (!failure)
    return {
      acted,
      item: {
        state: 'done',
        message: 'Written, read back and printed.',
        next: 'Look at its face, and say in its case whether it printed well.',
      },
    }
  const message = `${failure.message} ${failure.next}`
  // What may have printed is for a person to look at; what was not printed is printed when the printer is well.
  if (failure.code === 'print-unknown' || failure.code === 'printed-before')
    return {
      acted,
      item: { state: 'failed', message: `Written and read back. ${message}`, next: 'Say in its case whether the face is right.' },
      trouble: { kind: 'card' },
    }
  return { acted, item: { state: 'to-print' }, trouble: { kind: 'printer', message } }
}

async function findRefusalNow(desk: PrintingPorts, caseId: string) {
  const open = await desk.cases.get(caseId)
  return open
    ? findBatchRefusal(open.view)
    : { code: 'no-such-case', message: 'This case is not on this workstation.', next: 'Look for it in the backup.' }
}
