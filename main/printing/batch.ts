/** A batch of cards: one case after the other is carried out, and what happened to each is in the list and in its case. */
import {
  changeItem,
  findBatchRefusal,
  nextItem,
  pauseBatch,
  pauseIfNeeded,
  resumeBatch,
  stopBatch,
  type Batch,
} from '../../domain/printing/batch.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input } from '../../preload/contract.ts'
import type { Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import { lookAtPrinter, type PrintingPorts } from './issue-in-printer.ts'
import { findJob } from './printer-jobs.ts'
import type { GuardCode } from '../../domain/case/guard.ts'
import { printByHand, throughPrinter, writeByHand, type Acted } from './batch-item.ts'
import { changeBatch, findBatch, noSuchBatch, readBatch, writeBatch } from './batch-list.ts'
import { settleCutPrinting } from './settle-cut-printing.ts'

export async function startBatch(
  desk: PrintingPorts,
  { caseIds, mode, printer }: Input<'batch.start'>,
): Promise<Result<Batch, GuardCode | RecordFailureCode | 'batch-open' | 'no-card-path' | 'no-such-case'>> {
  const before = await findBatch(desk)
  if (before && before.state !== 'finished') return err('batch-open', 'A batch is open already.', 'Finish it, or stop it first.')
  if (mode === 'printer') {
    const state = printer === undefined ? undefined : await lookAtPrinter(desk, printer)
    if (!state?.path)
      return err(
        'no-card-path',
        'This printer does not move cards to a reader by itself.',
        'Choose “by hand”, or another printer in the settings.',
      )
  }
  const items: Batch['items'] = []
  for (const caseId of new Set(caseIds)) {
    const open = await desk.cases.get(caseId)
    if (!open) return err('no-such-case', 'One of these cases is not on this workstation.', 'Go back to the list and choose again.')
    const refusal = findBatchRefusal(open.view)
    if (refusal) return err(refusal.code, `Case ${open.record.caseReference} cannot be in a batch: ${refusal.message}`, refusal.next)
    items.push({ caseId, caseReference: open.record.caseReference, state: 'waiting' })
  }
  return writeBatch(desk, {
    rev: 1,
    batchId: desk.newId(),
    startedAt: desk.now().toISOString(),
    mode,
    ...(printer === undefined ? {} : { printer }),
    state: 'running',
    items,
  })
}

export async function setBatch(
  desk: PrintingPorts,
  { batchId, to }: Input<'batch.set'>,
): Promise<Result<Batch, RecordFailureCode | 'no-such-batch'>> {
  return changeBatch(desk, batchId, (list) => (to === 'paused' ? pauseBatch(list) : to === 'running' ? resumeBatch(list) : stopBatch(list)))
}

/** Carries out the next case of a batch. It must be the one that the screen means, so that a screen that is behind does nothing. */
export async function carryOutNext(
  desk: PrintingPorts,
  { batchId, caseId, expectedSeq, reader }: Input<'batch.next'>,
): Promise<Result<Acted & { readonly batch: Batch }, RecordFailureCode | 'batch-paused' | 'no-such-batch'>> {
  const list = await readBatch(desk, batchId)
  if (!list) return noSuchBatch
  if (list.state !== 'running') return err('batch-paused', 'The batch is paused.', 'Press “Go on” first.')
  const next = nextItem(list)
  const open = await desk.cases.get(caseId)
  if (next?.caseId !== caseId || open?.record.events.length !== expectedSeq)
    return err('stale', 'The batch is further than this screen shows.', 'Look at it again.')
  const at = desk.now().toISOString()
  const printsNow = next.state === 'to-print'
  const working = await changeBatch(desk, batchId, (now) => changeItem(now, caseId, { state: 'working', at }))
  if (!working.ok) return working
  const work = () =>
    list.mode === 'printer'
      ? throughPrinter(desk, list, caseId, expectedSeq)
      : printsNow
        ? printByHand(desk, list, caseId, expectedSeq)
        : writeByHand(desk, list, caseId, expectedSeq, reader)
  const done = await work().catch(async (reason: unknown) => {
    // A bug, or a journal that takes no more: the list says what is known as it does after a kill, if it still can.
    await settleCutPrinting(desk).catch(() => undefined)
    throw reason
  })
  // It may have been paused or stopped meanwhile: then what is left to do of this case is left out too.
  const saved = await changeBatch(desk, batchId, (now) => {
    const changed = changeItem(now, caseId, { ...done.item, at: desk.now().toISOString() })
    if (now.state === 'finished') return stopBatch(changed)
    return done.trouble ? pauseIfNeeded(changed, done.trouble) : changed
  })
  return saved.ok ? ok({ ...done.acted, batch: saved.value }) : saved
}

/** As it is now: a card that was inside the printer may have been taken out since it was written down. */
export async function viewBatch(desk: Cases & Store, list: Batch): Promise<Batch> {
  const items: Batch['items'] = []
  for (const item of list.items) {
    const known = item.jobId === undefined || item.state === 'waiting' ? undefined : await findJob(desk, item.jobId)
    items.push(known ? { ...item, message: known.outcome.message, next: known.outcome.next } : item)
  }
  return { ...list, items }
}
