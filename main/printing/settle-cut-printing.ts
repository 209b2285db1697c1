/** What was being printed when RA Desk ended: described as it was left, once at each sign-in. */
import { changeItem, pauseBatch } from '../../domain/printing/batch.ts'
import type { Store } from '../ports.ts'
import type { Cases } from '../registration/case-store.ts'
import { findBatch, writeBatch } from './batch-list.ts'
import { bindCutJobs, findJobSince } from './printer-jobs.ts'
import type { PrinterJobs } from './unfinished-jobs.ts'

/** Once at each sign-in, before anything else can happen to a case. */
export async function settleCutPrinting(desk: Cases & PrinterJobs & Store): Promise<void> {
  await bindCutJobs(desk)
  await settleCutBatch(desk)
}

/** Reports the card that was in progress when RA Desk ended. Nothing continues automatically. */
async function settleCutBatch(desk: Cases & Store): Promise<void> {
  const list = await findBatch(desk)
  if (!list || list.state === 'finished') return
  let settled = list
  for (const item of list.items.filter(({ state }) => state === 'working')) {
    const cards = (await desk.cases.get(item.caseId))?.view.facts.cards ?? []
    const job = await findJobSince(desk, item.caseId, item.at ?? '')
    const begun = cards.at(-1)
    const touched = begun && begun.startedAt >= (item.at ?? '') ? begun : undefined
    if (job) {
      const { done, where, message, next, serial } = job.outcome
      const { jobId } = job.job
      settled = changeItem(
        settled,
        item.caseId,
        where === 'no-card'
          ? { state: 'waiting' }
          : { state: done ? 'done' : 'failed', message, next, jobId, ...(serial === undefined ? {} : { serial }) },
      )
    } else if (list.mode === 'by-hand' && item.serial !== undefined) {
      settled = changeItem(settled, item.caseId, {
        state: 'failed',
        message: 'Written and read back. RA Desk was ended while its face was printed: it may or may not have printed.',
        next: 'Look at the card, and say in its case whether the face is right.',
      })
    } else if (touched) {
      settled = changeItem(settled, item.caseId, {
        state: 'failed',
        ...(touched.serial === undefined ? {} : { serial: touched.serial }),
        message: 'RA Desk was ended while this card was written.',
        next: 'Open its case: it says what to do with this card.',
      })
    } else settled = changeItem(settled, item.caseId, { state: 'waiting' })
  }
  if (settled.state === 'running')
    settled = pauseBatch(settled, 'RA Desk was ended or locked while the batch ran. Look at the printer and at the list before you go on.')
  if (settled !== list) await writeBatch(desk, { ...settled, rev: list.rev + 1 })
}
