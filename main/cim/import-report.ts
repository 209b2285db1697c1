/** A report of CIM: first what importing it would do, then the import, from the file read again. */
import { foldHeading, type ReportField } from '../../domain/cim/report-kinds.ts'
import { findReportDay } from '../../domain/cim/report-day.ts'
import type { ChosenColumns, KeptMapping } from '../../domain/cim/recognise-columns.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { formatPlainDate } from '../../domain/registrant/plain-date.ts'
import { err, ok, type Failure } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Clock, Ids, SignedInAgent } from '../ports.ts'
import type { Cim, CimReports } from './open-cim.ts'
import type { ReportFile } from './read-report-file.ts'
import type { ReportReading } from './report-reader.ts'

export type ImportReportPorts = CimReports & Clock & Ids & ReportReading & SignedInAgent

interface Chosen {
  readonly base64: string
  readonly kind?: ChosenColumns['kind']
  readonly fields?: Readonly<Record<string, ReportField | null>> | undefined
  readonly dateOrder?: 'day-first' | 'month-first' | undefined
}

const readFile = ({ reportReader }: ReportReading, cim: Cim, { base64, kind, fields, dateOrder }: Chosen) =>
  reportReader.read({ file: Buffer.from(base64, 'base64'), kept: cim.reports.mappings(), chosen: { kind, fields }, order: dateOrder })

/** Without a UUID nothing can be compared. */
const missingFields = ({ columns }: ReportFile): ReportField[] => (columns.some(({ field }) => field === 'uuid') ? [] : ['uuid'])

export async function readReport(ports: ImportReportPorts, input: Input<'cim.readReport'>): Promise<Reply<'cim.readReport'>> {
  const cim = await ports.cim.open()
  const read = await readFile(ports, cim, input)
  if (!read.ok) return read
  const known = findKnown(cim, read.value.sha256)
  if (known) return { ok: false, error: known }
  const { pieces: _, sha256: __, rows, ...shown } = read.value
  const reportedOn = findReportDay(input.fileName, plainDateOf(ports.now()))
  return ok({
    ...shown,
    rowCount: rows,
    columns: shown.columns.map((column) => ({ ...column, examples: [...column.examples] })),
    problems: [...shown.problems],
    missing: missingFields(read.value),
    ...(reportedOn === undefined ? {} : { reportedOn }),
  })
}

export async function importReport(ports: ImportReportPorts, input: Input<'cim.importReport'>): Promise<Reply<'cim.importReport'>> {
  const cim = await ports.cim.open()
  const today = plainDateOf(ports.now())
  if (input.reportedOn > today) return dayAhead
  const read = await readFile(ports, cim, input)
  if (!read.ok) return read
  const { kind, rows, persons, leftOut, sha256, columns, pieces } = read.value
  if (missingFields(read.value).length > 0) return notMapped
  if (rows === 0) return withoutRows
  return cim.inSequence(async () => {
    const known = findKnown(cim, sha256)
    if (known) return { ok: false, error: known }
    const { fileName, reportedOn, coverage } = input
    const added = await cim.reports.add({
      reportId: ports.newId(),
      kind,
      fileName,
      reportedOn,
      coverage,
      importedAt: ports.now().toISOString(),
      by: ports.agent.agentName,
      rows,
      persons,
      leftOut,
      sha256,
      rowsInPieces: pieces,
      mapping: mappingOf(columns, input.fields ?? {}),
    })
    if (!added.ok) return added
    const { reportId } = added.value
    return ok({ reportId, rowCount: rows, leftOut, isCompared: cim.reports.newest(kind)?.reportId === reportId })
  })
}

/** What the agent said of a column, by its heading: the next report with this heading is read the same way. */
function mappingOf(columns: ReportFile['columns'], fields: Readonly<Record<string, ReportField | null>>): KeptMapping {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([place, field]) => {
      const heading = foldHeading(columns[Number(place)]?.heading ?? '')
      return heading === '' ? [] : [[heading, field]]
    }),
  )
}

function findKnown(cim: Cim, sha256: string): Failure<'report-known'> | undefined {
  const known = cim.reports.heads().find((head) => head.sha256 === sha256 && !head.removed)
  return (
    known && {
      code: 'report-known',
      message: `${known.by} imported this file already, as the report of ${formatPlainDate(known.reportedOn)}. Nothing was imported.`,
      next: 'Export a newer report from CIM. To read this file again in another way, first remove the rows of that report.',
    }
  )
}

const dayAhead = err('report-day-ahead', 'This day has not come yet. Nothing was imported.', 'Enter the day on which CIM made the report.')
const notMapped = err(
  'report-not-mapped',
  'RA Desk does not know which column has the UUIDs. Nothing was imported.',
  'Choose “UUID” for that column.',
)
const withoutRows = err(
  'report-without-rows',
  'No line of this report could be read. Nothing was imported.',
  'Look at the reasons below, and check what each column holds.',
)
