/** What is written down of each card on its way through the printer: durable before a card moves and after, so that a cut at any point ends in a true statement. */
import {
  describePrinterJob,
  findJobCard,
  printerJob,
  type PrinterEntry,
  type PrinterJob,
  type PrinterJobOutcome,
} from '../../domain/printing/printer-job.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Ids, Store } from '../ports.ts'
import { RecordError } from '../record/record-error.ts'

/** What the use-cases of this file need. */
export type PrinterJobsPorts = Cases & Clock & Ids & Store

const TABLE = 'printer-jobs'

export interface DescribedJob {
  readonly job: PrinterJob
  readonly outcome: PrinterJobOutcome
}

async function readJob(desk: PrinterJobsPorts, jobId: string): Promise<PrinterJob | undefined> {
  const stored = await desk.store.read(TABLE, jobId, 'records')
  return stored === undefined ? undefined : printerJob.parse(stored)
}

/** Throws `RecordError` when it cannot be made durable: then no card may move. */
async function write(desk: PrinterJobsPorts, job: PrinterJob): Promise<void> {
  const committed = await desk.store.commit([{ table: TABLE, id: job.jobId, rev: job.rev, keyId: 'records', value: job }], {
    action: 'printer-job',
    caseId: job.caseId,
  })
  if (!committed.ok) throw new RecordError(committed.error)
}

const cardsOf = async (desk: PrinterJobsPorts, caseId: string) => (await desk.cases.get(caseId))?.view.facts.cards ?? []

async function describeJob(desk: PrinterJobsPorts, job: PrinterJob): Promise<DescribedJob> {
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

/** Newest first. */
export async function listJobs(desk: PrinterJobsPorts): Promise<readonly DescribedJob[]> {
  const jobs: DescribedJob[] = []
  for (const jobId of desk.store.ids(TABLE)) {
    const job = await readJob(desk, jobId)
    if (job) jobs.push(await describeJob(desk, job))
  }
  return jobs.toSorted((a, b) => b.job.startedAt.localeCompare(a.job.startedAt))
}

/** Cases of which a card may be inside a printer, or is on its way through it. */
export async function listCasesInPrinter(desk: PrinterJobsPorts): Promise<ReadonlySet<string>> {
  return new Set((await listJobs(desk)).filter(({ job, outcome }) => outcome.blocks || isUnderWay(job)).map(({ job }) => job.caseId))
}

/** What was cut was bound to its card at the sign-in after; what is neither ended nor bound goes on now. */
const isUnderWay = ({ ended, attempt }: PrinterJob): boolean => !ended && attempt === undefined

/** Once at each sign-in, before anything else can happen to a case: what was cut is tied to the card that the case had then, and to no later one. */
export async function bindCutJobs(desk: PrinterJobsPorts): Promise<void> {
  for (const { job } of await listJobs(desk)) {
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
