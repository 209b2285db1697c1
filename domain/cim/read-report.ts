/** Reads the rows of a report by what its columns hold. What cannot be read is listed with its line and the reason; the rest is used. */
import { emailAddress } from '../values.ts'
import type { Result } from '../result.ts'
import { shortLine } from '../text-from-outside.ts'
import type { RecognisedReport, ReportLine } from './recognise-columns.ts'
import { foldHeading, type ReportField, type ReportKind } from './report-kinds.ts'
import type { ReportRow } from './report-row.ts'
import {
  orderOfDate,
  readCardTypeCell,
  readDateCell,
  readOdsCodesCell,
  readSerialCell,
  readStatusCell,
  readUuidCell,
  readYesNoCell,
  type DateOrder,
} from './report-values.ts'

/** `isUsed`: the row is used without this value. */
export interface ReportProblem {
  readonly line: number
  readonly message: string
  readonly isUsed: boolean
}

/** How dates of figures only were taken. `either`: no date of the report says which. `both`: some say the one, some the other. */
export interface DateReading {
  readonly order: DateOrder
  readonly because: 'dates' | 'either' | 'both' | 'chosen' | 'none'
}

export interface ReportReading {
  readonly rows: readonly ReportRow[]
  readonly problems: readonly ReportProblem[]
  readonly dates: DateReading
  /** Rows that were the same as one before, or the headings again on a next page. */
  readonly repeated: number
}

type Places = Readonly<Partial<Record<ReportField, number>>>

export function readReport(
  lines: readonly ReportLine[],
  { kind, columns, firstRow }: Pick<RecognisedReport, 'kind' | 'columns' | 'firstRow'>,
  chosenOrder?: DateOrder,
): ReportReading {
  const places: Places = Object.fromEntries(columns.flatMap(({ field }, place) => (field === undefined ? [] : [[field, place] as const])))
  const body = lines.slice(firstRow).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const headings = columns.map(({ heading }) => foldHeading(heading))
  const dates = chosenOrder === undefined ? findOrder(body, places) : { order: chosenOrder, because: 'chosen' as const }
  const rows: ReportRow[] = []
  const problems: ReportProblem[] = []
  const seen = new Set<string>()
  let repeated = 0
  for (const line of body) {
    if (line.cells.length > 1 && line.cells.every((cell, place) => foldHeading(cell) === (headings[place] ?? ''))) {
      repeated += 1
      continue
    }
    const read = readRow(line, { kind, places, order: dates.order })
    problems.push(...read.problems)
    if (read.row === undefined) continue
    const { line: _, ...said } = read.row
    const what = JSON.stringify(said)
    if (seen.has(what)) repeated += 1
    else rows.push(read.row)
    seen.add(what)
  }
  return { rows, problems, dates, repeated }
}

function findOrder(lines: readonly ReportLine[], { startsOn, endsOn }: Places): DateReading {
  const said = new Set<ReturnType<typeof orderOfDate>>()
  for (const { cells } of lines) for (const place of [startsOn, endsOn]) if (place !== undefined) said.add(orderOfDate(cells[place] ?? ''))
  if (said.has('month-first'))
    return said.has('day-first') ? { order: 'day-first', because: 'both' } : { order: 'month-first', because: 'dates' }
  if (said.has('day-first')) return { order: 'day-first', because: 'dates' }
  return { order: 'day-first', because: said.has('either') ? 'either' : 'none' }
}

interface Reading {
  readonly kind: ReportKind
  readonly places: Places
  readonly order: DateOrder
}

const LONGEST_TEXT = 200

function readRow(
  { line, cells }: ReportLine,
  { kind, places, order }: Reading,
): { readonly row?: ReportRow; readonly problems: readonly ReportProblem[] } {
  const at = (field: ReportField): string => (places[field] === undefined ? '' : (cells[places[field]] ?? '').trim())
  const text = (field: ReportField): string => shortLine(at(field), LONGEST_TEXT)
  const problems: ReportProblem[] = []
  const leftOut = (message: string) => ({ problems: [{ line, message, isUsed: false }] })
  const isTotal =
    cells.filter((cell) => cell.trim() !== '').length <= 3 &&
    cells.some((cell) => /^\s*(?:grand )?(?:total|count|end of report|rows?\b|records?\b)/i.test(cell))
  const uuid = at('uuid') === '' ? undefined : readUuidCell(at('uuid'))
  if (uuid?.ok !== true && isTotal) return leftOut('This is the line of totals or the end of the report, and no row of it.')
  // A request for somebody new has no UUID yet.
  if (uuid === undefined && kind !== 'requests') return leftOut('There is no UUID on this line.')
  if (uuid?.ok === false) return leftOut(uuid.error.message)
  const value = <Value>(field: ReportField, read: (cell: string) => Result<Value>): Value | undefined => {
    if (at(field) === '') return undefined
    const cell = read(at(field))
    if (!cell.ok) problems.push({ line, message: `${cell.error.message} The rest of the line is used.`, isUsed: true })
    return cell.ok ? cell.value : undefined
  }
  const name = text('name') || [text('given'), text('family')].filter((part) => part !== '').join(' ')
  const email = emailAddress.safeParse(at('email'))
  const yesNo = (field: 'hasEmail' | 'hasMobile'): boolean | undefined =>
    // A number where yes or no could be: there is one. The number itself is not kept.
    places[field] === undefined ? undefined : (readYesNoCell(at(field)) ?? at(field) !== '')
  const odsCodes = readOdsCodesCell(at('odsCodes'))
  const found: Record<keyof ReportRow, unknown> = {
    line,
    uuid: uuid?.value,
    name: name.slice(0, LONGEST_TEXT),
    email: email.success ? email.data : undefined,
    hasEmail: yesNo('hasEmail') ?? (places.email === undefined ? undefined : email.success),
    hasMobile: yesNo('hasMobile'),
    organisation: text('organisation'),
    odsCodes: odsCodes.length === 0 ? undefined : odsCodes,
    status: value('status', readStatusCell),
    serial: value('serial', (cell) => readSerialCell(cell, kind === 'smartcards')),
    cardType: value('cardType', readCardTypeCell),
    type: text('authenticatorType') || text('requestType'),
    requestId: text('requestId'),
    startsOn: value('startsOn', (cell) => readDateCell(cell, order)),
    endsOn: value('endsOn', (cell) => readDateCell(cell, order)),
  }
  const row = Object.fromEntries(Object.entries(found).filter(([, one]) => one !== undefined && one !== '')) as ReportRow
  return { row, problems }
}
