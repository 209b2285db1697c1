/** Entry of a worker thread: reads one report of CIM and ends. Its memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads'
import { readReportFile, type ReportFileJob } from './read-report-file.ts'

const answer = readReportFile(workerData as ReportFileJob)
// The rows are handed over and not copied: `main` is not kept waiting by tens of thousands of them.
const moved = answer.ok ? answer.value.pieces.map((piece) => piece.buffer as ArrayBuffer) : []
parentPort?.postMessage(answer, moved)
