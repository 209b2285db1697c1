/** A report of CIM, from the bytes of its file to rows in pieces. Called in a worker (`report-reader.ts`), because a file from outside is read there. */
import { createHash } from 'node:crypto'
import { readReport, type DateReading, type ReportProblem } from '../../domain/cim/read-report.ts'
import { recogniseColumns, type ChosenColumns, type KeptMappings, type ReportColumn } from '../../domain/cim/recognise-columns.ts'
import type { ReportKind } from '../../domain/cim/report-kinds.ts'
import { readUuidCell, type DateOrder } from '../../domain/cim/report-values.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { shortLine } from '../../domain/text-from-outside.ts'
import { readCsvRows, type CsvLimits } from '../files/csv.ts'
import { MOST_REPORT_BYTES, reportTooLarge } from './largest-report.ts'

export type ReportFileFailureCode = 'report-empty' | 'report-not-text' | 'report-broken' | 'report-too-large'

/** 50,000 rows and what stands above and below them. Cell: organisations and positions of one person. */
const limits: CsvLimits = { rows: 50_100, columns: 100, cells: 2_500_000, cell: 4_000 }
const ROWS_IN_PIECE = 500
const SHOWN_PROBLEMS = 200
const EXAMPLES = 3
const LONGEST_EXAMPLE = 60

export interface ReportFileJob {
  readonly file: Uint8Array
  readonly kept: KeptMappings
  readonly chosen: ChosenColumns
  readonly order?: DateOrder | undefined
}

export interface ReportFile {
  readonly kind: ReportKind
  readonly isCertain: boolean
  /** With the first values of each. */
  readonly columns: readonly (ReportColumn & { readonly examples: readonly string[] })[]
  readonly rows: number
  readonly persons: number
  /** The first of them; `leftOut` and `incomplete` count all. */
  readonly problems: readonly ReportProblem[]
  readonly leftOut: number
  readonly incomplete: number
  readonly repeated: number
  readonly dates: DateReading
  readonly sha256: string
  /** The rows as JSON, some hundred in each: bytes go between threads without being read. */
  readonly pieces: readonly Uint8Array[]
}

export function readReportFile({ file, kept, chosen, order }: ReportFileJob): Result<ReportFile, ReportFileFailureCode> {
  if (file.length > MOST_REPORT_BYTES) return reportTooLarge
  const read = readCsvRows(file, limits, (cell) => readUuidCell(cell).ok)
  if ('fault' in read) return refuse(read)
  const recognised = recogniseColumns(read.rows, kept, chosen)
  const reading = readReport(read.rows, recognised, order)
  const below = read.rows.slice(recognised.firstRow, recognised.firstRow + 50)
  return ok({
    kind: recognised.kind,
    isCertain: recognised.isCertain,
    columns: recognised.columns.map((column, place) => ({ ...column, examples: examplesOf(below.map(({ cells }) => cells[place] ?? '')) })),
    rows: reading.rows.length,
    persons: new Set(reading.rows.flatMap(({ uuid }) => uuid ?? [])).size,
    problems: reading.problems.slice(0, SHOWN_PROBLEMS),
    leftOut: reading.problems.filter(({ isUsed }) => !isUsed).length,
    incomplete: new Set(reading.problems.flatMap(({ line, isUsed }) => (isUsed ? line : []))).size,
    repeated: reading.repeated,
    dates: reading.dates,
    sha256: createHash('sha256').update(file).digest('hex'),
    pieces: inPieces(reading.rows),
  })
}

function examplesOf(cells: readonly string[]): readonly string[] {
  const filled = cells.map((cell) => shortLine(cell, LONGEST_EXAMPLE)).filter((cell) => cell !== '')
  return [...new Set(filled)].slice(0, EXAMPLES)
}

function inPieces(rows: readonly unknown[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < rows.length; at += ROWS_IN_PIECE)
    pieces.push(new TextEncoder().encode(JSON.stringify(rows.slice(at, at + ROWS_IN_PIECE))))
  return pieces
}

function refuse(read: Extract<ReturnType<typeof readCsvRows>, { fault: string }>): Result<never, ReportFileFailureCode> {
  switch (read.fault) {
    case 'not-text':
      return err(
        'report-not-text',
        'This file is not a report in text form. Nothing was imported.',
        'Export the report from CIM as CSV and choose that file. An Excel workbook cannot be read: save it as CSV first.',
      )
    case 'empty':
      return err('report-empty', 'This file is empty. Nothing was imported.', 'Export the report from CIM again and choose that file.')
    case 'too-large':
      return err(
        'report-too-large',
        `This report has ${read.limit}, which is the limit. Nothing was imported.`,
        'Export it from CIM in parts, for example by organisation, and import each as a report that lists only some people.',
      )
    case 'broken':
      return err(
        'report-broken',
        `A quotation mark on line ${read.line} is not closed, so the lines after it cannot be told apart. Nothing was imported.`,
        'Export the report from CIM again. If it has the same fault, put the quotation mark right in the file.',
      )
  }
}
