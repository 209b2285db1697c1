/** Reads reports of CIM in a worker thread (`report-worker.ts`), with limits of time and memory for what no limit of the file foresees. */
import { err, type Result } from '../../domain/result.ts'
import { runWorker, type WorkerLimits } from '../files/run-worker.ts'
import { MOST_REPORT_BYTES, reportTooLarge } from './largest-report.ts'
import type { ReportFile, ReportFileFailureCode, ReportFileJob } from './read-report-file.ts'

export type ReportReadFailureCode = ReportFileFailureCode | 'report-too-costly'

/** Port of use-cases that read reports from outside. */
export interface ReportReading {
  readonly reportReader: ReportReader
}

export interface ReportReader {
  read(job: ReportFileJob): Promise<Result<ReportFile, ReportReadFailureCode>>
}

/** Ten times what 50,000 rows took on a computer of 2020. */
export const reportLimits: WorkerLimits = { milliseconds: 60_000, megabytes: 512 }

/** `workerUrl`: where the bundler put `report-worker.ts`. */
export function createReportReader(workerUrl: URL, limits: WorkerLimits = reportLimits): ReportReader {
  return {
    async read(job) {
      if (job.file.length > MOST_REPORT_BYTES) return reportTooLarge
      const end = await runWorker<Result<ReportFile, ReportFileFailureCode>>(workerUrl, job, limits)
      return 'answer' in end ? end.answer : reportTooCostly
    },
  }
}

const reportTooCostly = err(
  'report-too-costly',
  'Reading this report took too long or needed too much memory, so RA Desk stopped it. Nothing was imported.',
  'Export it from CIM in parts, for example by organisation, and import each as a report that lists only some people.',
)
