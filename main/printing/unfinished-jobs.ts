/**
 * The printer jobs of which something is still to be written down, in memory from opening the cases until lock: few, however many cards
 * were printed. Feeding a card, handing cases over and a sign-in ask these, and neither read the other jobs nor open a case.
 */
import { isUnfinished, printerJob, type PrinterJob } from '../../domain/printing/printer-job.ts'
import type { RecordStore } from '../record/store.ts'

/** Table of the record. */
export const PRINTER_JOBS = 'printer-jobs'

export interface UnfinishedJobs {
  /** The one that started last first. */
  list(): readonly PrinterJob[]
  /** Call it with each version of a job, once that is durable. */
  observe(job: PrinterJob): void
}

/** Port of use-cases that write printer jobs, or ask which cards may be in a printer. */
export interface PrinterJobs {
  readonly unfinishedJobs: UnfinishedJobs
}

/** Reads every job once. Throws when one does not read: its card may be inside a printer. */
export async function openUnfinishedJobs(store: Pick<RecordStore, 'ids' | 'read' | 'readAll'>): Promise<UnfinishedJobs> {
  const jobs = new Map<string, PrinterJob>()
  const observe = (job: PrinterJob): void => {
    if (isUnfinished(job)) jobs.set(job.jobId, job)
    else jobs.delete(job.jobId)
  }
  const left = new Set(store.ids(PRINTER_JOBS))
  for await (const { id, value } of store.readAll(PRINTER_JOBS)) {
    left.delete(id)
    observe(printerJob.parse(value))
  }
  // What is damaged in the first copy is read from the second.
  for (const id of left) {
    const stored = await store.read(PRINTER_JOBS, id, 'records')
    if (stored !== undefined) observe(printerJob.parse(stored))
  }
  return { list: () => [...jobs.values()].toSorted(byNewestStart), observe }
}

export const byNewestStart = (one: PrinterJob, other: PrinterJob): number => other.startedAt.localeCompare(one.startedAt)
