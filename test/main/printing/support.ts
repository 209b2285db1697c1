/** Printer jobs for tests, each of a case of its own: the number says which, and when it started. */
import type { PrinterJob } from '../../../domain/printing/printer-job.ts'
import type { MemoryStore } from '../../support/memory-store.ts'
import { value } from '../vault/support.ts'

const idOf = (kind: string, number: number) => `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
export const caseIdOf = (number: number): string => idOf('c', number)
export const jobIdOf = (number: number): string => idOf('a', number)
export const startOf = (number: number): string => new Date(Date.UTC(2026, 10, 23, 9) + number * 60_000).toISOString()

type Change = { readonly [Key in keyof PrinterJob]?: PrinterJob[Key] | undefined }

/** Its card is in the hopper, and bound to its case. */
export function finishedJob(number: number, change: Change = {}): PrinterJob {
  const at = startOf(number)
  const done = (['feed', 'toContacts', 'encode', 'print', 'eject'] as const).map((step) => ({ step, state: 'done' as const, at }))
  const job = {
    rev: 1,
    jobId: jobIdOf(number),
    caseId: caseIdOf(number),
    caseReference: `RA-${String(number)}`,
    printer: 'P',
    cardsBefore: 0,
    attempt: 1,
    startedAt: at,
    entries: done,
    ended: true,
    ...change,
  }
  return Object.fromEntries(Object.entries(job).filter(([, each]) => each !== undefined)) as unknown as PrinterJob
}

/** Its card is bound to its case, and stuck in the printer. */
export const insideJob = (number: number, change: Change = {}): PrinterJob =>
  finishedJob(number, { entries: [{ step: 'feed', state: 'stuck', at: startOf(number) }], attempt: 'none', ...change })

export async function saveJobs(store: MemoryStore, jobs: readonly PrinterJob[]): Promise<void> {
  for (const job of jobs)
    value(
      await store.commit([{ table: 'printer-jobs', id: job.jobId, rev: job.rev, keyId: 'records', value: job }], { action: 'printer-job' }),
    )
}
