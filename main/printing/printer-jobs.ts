/** What is written down of each card on its way through the printer: durable before a card moves and after, so that a cut at any point ends in a true statement. */
import {
  describePrinterJob,
  findJobCard,
  mayBeInside,
  printerJob,
  type PrinterEntry,
  type PrinterJob,
  type PrinterJobOutcome,
} from '../../domain/printing/printer-job.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Ids, Store } from '../ports.ts'
import { RecordError } from '../record/record-error.ts'
import { byNewestStart, PRINTER_JOBS, type PrinterJobs } from './unfinished-jobs.ts'

/** What the use-cases of this file need. */
export type PrinterJobsPorts = Cases & Clock & Ids & PrinterJobs & Store

export interface DescribedJob {
  readonly job: PrinterJob
  readonly outcome: PrinterJobOutcome
}

/** Opens no case. */
export async function readJob({ store }: Store, jobId: string): Promise<PrinterJob | undefined> {
  const stored = await store.read(PRINTER_JOBS, jobId, 'records')
  return stored === undefined ? undefined : printerJob.parse(stored)
}

/** Throws `RecordError` when it cannot be made durable: then no card may move. */
async function write({ store, unfinishedJobs }: PrinterJobs & Store, job: PrinterJob): Promise<void> {
  const committed = await store.commit([{ table: PRINTER_JOBS, id: job.jobId, rev: job.rev, keyId: 'records', value: job }], {
    action: 'printer-job',
    caseId: job.caseId,
  })
  if (!committed.ok) throw new RecordError(committed.error)
  unfinishedJobs.observe(job)
}

const cardsOf = async (desk: Cases, caseId: string) => (await desk.cases.get(caseId))?.view.facts.cards ?? []

async function describeJob(desk: Cases, job: PrinterJob): Promise<DescribedJob> {
  return { job, outcome: describePrinterJob(job, await cardsOf(desk, job.caseId)) }
}

export interface OpenJob {
  readonly job: () => PrinterJob
  append(entry: Omit<PrinterEntry, 'at'>): Promise<void>
  end(): Promise<DescribedJob>
}

export async function openJob(
  desk: PrinterJobsPorts,
  given: Pick<PrinterJob, 'caseId' | 'caseReference' | 'printer' | 'cardsBefore'>,
): Promise<OpenJob> {
  const at = () => desk.now().toISOString()
  let job: PrinterJob = { rev: 1, jobId: desk.newId(), startedAt: at(), entries: [], ended: false, ...given }
  await write(desk, job)
  const change = async (next: Partial<PrinterJob>): Promise<void> => {
    const changed = { ...job, ...next, rev: job.rev + 1 }
    await write(desk, changed)
    job = changed
  }
  return {
    job: () => job,
    append: (entry) => change({ entries: [...job.entries, { ...entry, at: at() }] }),
    async end() {
      const attempt = findJobCard(job, await cardsOf(desk, job.caseId))?.attempt ?? 'none'
      await change({ ended: true, attempt })
      return describeJob(desk, job)
    },
  }
}

export async function findJob(desk: Cases & Store, jobId: string): Promise<DescribedJob | undefined> {
  const job = await readJob(desk, jobId)
  return job && describeJob(desk, job)
}

/**
 * The jobs that changed last, and every one whose card may be inside a printer, however old: the one that started last first. A job changes
 * while its card is on its way, once more at the next sign-in if it was cut, and when the agent says what happened to its card.
 */
export async function listNewestJobs(desk: Cases & PrinterJobs & Store, count: number): Promise<readonly DescribedJob[]> {
  const inside = desk.unfinishedJobs.list().filter(mayBeInside)
  const jobs = await readJobs(desk, new Set([...desk.store.ids(PRINTER_JOBS).slice(-count), ...inside.map(({ jobId }) => jobId)]))
  const described: DescribedJob[] = []
  for (const job of jobs.toSorted(byNewestStart)) described.push(await describeJob(desk, job))
  return described
}

async function readJobs(desk: Store, jobIds: Iterable<string>): Promise<PrinterJob[]> {
  const jobs: PrinterJob[] = []
  for (const jobId of jobIds) {
    const job = await readJob(desk, jobId)
    if (job) jobs.push(job)
  }
  return jobs
}

/** The newest job of a case that started at this time or later. Reads no further back than it must. */
export async function findJobSince(desk: Cases & Store, caseId: string, since: string): Promise<DescribedJob | undefined> {
  const found: PrinterJob[] = []
  for (const jobId of desk.store.ids(PRINTER_JOBS).toReversed()) {
    const job = await readJob(desk, jobId)
    if (!job) continue
    if (job.caseId === caseId && job.startedAt >= since) found.push(job)
    // Cards go through one after the other, so whatever changed before the end of this one started before it. One that was cut or settled
    // changed again later, so it does not show this.
    if (job.ended && !job.settled && job.startedAt < since) break
  }
  const [newest] = found.toSorted(byNewestStart)
  return newest && describeJob(desk, newest)
}

/** The newest job of this printer whose card may be inside it. Opens no case. */
export const findJobInside = ({ unfinishedJobs }: PrinterJobs, printer: string): PrinterJob | undefined =>
  unfinishedJobs.list().find((job) => job.printer === printer && mayBeInside(job))

/** Cases of which a card may be inside a printer, or is on its way through it. Opens none of them. */
export const listCasesInPrinter = ({ unfinishedJobs }: PrinterJobs): ReadonlySet<string> =>
  new Set(
    unfinishedJobs
      .list()
      .filter((job) => mayBeInside(job) || isUnderWay(job))
      .map(({ caseId }) => caseId),
  )

/** What was cut was bound to its card at the sign-in after; what is neither ended nor bound goes on now. */
const isUnderWay = ({ ended, attempt }: PrinterJob): boolean => !ended && attempt === undefined

/**
 * Once at each sign-in, before anything else can happen to a case: what was cut is tied to the card that the case had then, and to no later
 * one. Opens only the cases of jobs that were cut.
 */
export async function bindCutJobs(desk: Cases & PrinterJobs & Store): Promise<void> {
  for (const job of desk.unfinishedJobs.list()) {
    if (job.attempt !== undefined) continue
    const attempt = findJobCard(job, await cardsOf(desk, job.caseId))?.attempt ?? 'none'
    await write(desk, { ...job, rev: job.rev + 1, attempt })
  }
}

export async function settleJob(desk: PrinterJobsPorts, jobId: string, how: 'taken-out' | 'rejected'): Promise<DescribedJob | undefined> {
  const job = await readJob(desk, jobId)
  if (!job) return undefined
  const settled: PrinterJob = { ...job, rev: job.rev + 1, settled: { at: desk.now().toISOString(), how } }
  await write(desk, settled)
  return describeJob(desk, settled)
}
