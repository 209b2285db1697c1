/** The National Locum log on A4, landscape, with the checkpoint code of the record and its page number on every page. */
import { A4 } from '../../domain/dispatch/media.ts'
import { formatLongDate, groupUuid } from '../../domain/format.ts'
import { formatDateAs } from '../../domain/registrant/plain-date.ts'
import { locumStateWords } from '../../domain/locum/entry.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import type { LocumLine } from './locum-line.ts'
import { startPdf, type DocumentSettings, type Page, type Pdf } from './pdf.ts'
import { wrap } from './text-fit.ts'

export interface LocumLogToPrint {
  readonly lines: readonly LocumLine[]
  /** Whether this is every entry: a part of the log says so. */
  readonly isWhole: boolean
  /** Plain date. */
  readonly date: string
  readonly provider: string
  readonly agent: string
  /** Record code, as on posting lists. */
  readonly checkpoint: string
}

const PAPER = { width: A4.height, height: A4.width }
const MARGIN = 12
const RIGHT = PAPER.width - MARGIN
const WIDTH = PAPER.width - 2 * MARGIN
const FIRST_TABLE_TOP = 40
const NEXT_TABLE_TOP = 24
const TABLE_BOTTOM = PAPER.height - 20
const HEADING_HEIGHT = 7
const SIZE = 7.5
const ROW = 3.4
const PADDING = 1.4
const GUTTER = 2
/** A reason may be as long as a page: this much of it is printed, and the log has the rest. */
const MOST_ROWS = 12

interface Column {
  readonly heading: string
  readonly width: number
  /** Each is set on lines of its own. */
  readonly of: (line: LocumLine) => readonly (string | undefined)[]
}

const day = (date: string): string => formatDateAs(date, 'DD/MM/YYYY')

const COLUMNS: readonly Column[] = [
  { heading: 'Name', width: 40, of: ({ name, mobile }) => [name, mobile] },
  {
    heading: 'UUID, register number',
    width: 34,
    of: ({ uuid, registerNumber }) => [groupUuid(uuid), registerNumber ?? 'No register number'],
  },
  { heading: 'Exceptional reason', width: 52, of: ({ reason, secondBecause, longerBecause }) => [reason, secondBecause, longerBecause] },
  { heading: 'Sponsor', width: 30, of: ({ sponsor }) => [sponsor] },
  { heading: 'Organisations', width: 22, of: ({ organisations }) => [organisations.join(' ')] },
  { heading: 'Granted', width: 26, of: ({ grantedOn, grantedBy }) => [day(grantedOn), grantedBy] },
  { heading: 'Review by, ends', width: 24, of: ({ reviewBy, endsOn }) => [day(reviewBy), day(endsOn)] },
  {
    heading: 'State',
    width: 45,
    of: ({ state, revoked }) => [
      locumStateWords[state],
      ...(revoked
        ? [`${day(revoked.on)}, ${revoked.by}`, revoked.reference === undefined ? undefined : `Reference ${revoked.reference}`]
        : []),
    ],
  },
]

interface Row {
  readonly cells: readonly (readonly string[])[]
  readonly height: number
}

export async function makeLocumPdf(log: LocumLogToPrint, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const pdf = await startPdf('National Locum log', settings, ['regular', 'semibold'])
  const pages = paginate(log.lines.map((line) => layOut(pdf, line)))
  pages.forEach((rows, index) => {
    const page = pdf.addPage(PAPER)
    if (settings.practice) page.watermark({ x: MARGIN, y: 26, width: WIDTH, height: PAPER.height - 52 })
    const top = index === 0 ? drawHead(page, log) : drawRunningHead(page, log)
    if (rows.length > 0) drawTable(page, rows, top)
    drawFoot(page, log, index + 1, pages.length)
  })
  return pdf.finish()
}

function layOut(pdf: Pdf, line: LocumLine): Row {
  const cells = COLUMNS.map(({ of, width }) => {
    const fits = (text: string) =>
      wrap(
        text,
        (part) => pdf.measure(part, SIZE),
        () => width - GUTTER,
        true,
      ) ?? []
    const rows = of(line).flatMap((text) => (text === undefined ? [] : fits(text)))
    return rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS - 1), '… more in RA Desk'] : rows
  })
  return { cells, height: Math.max(...cells.map(({ length }) => length)) * ROW + 2 * PADDING }
}

function paginate(rows: readonly Row[]): readonly (readonly Row[])[] {
  const pages: Row[][] = [[]]
  let y = FIRST_TABLE_TOP + HEADING_HEIGHT
  for (const row of rows) {
    if (y + row.height > TABLE_BOTTOM) {
      pages.push([])
      y = NEXT_TABLE_TOP + HEADING_HEIGHT
    }
    pages.at(-1)!.push(row)
    y += row.height
  }
  return pages
}

function drawHead(page: Page, { lines, isWhole, date, provider, agent, checkpoint }: LocumLogToPrint): number {
  page.text('National Locum (FFFFF) log', { x: MARGIN, y: 18, size: 16, weight: 'semibold' })
  const count = lines.length === 1 ? '1 entry' : `${lines.length} entries`
  page.text(`${isWhole ? 'The whole log' : 'Part of the log'}: ${count}`, { x: MARGIN, y: 25, size: 10 })
  page.text(`${provider}. Printed on ${formatLongDate(date)} by ${agent}.`, { x: MARGIN, y: 30.5, size: 9 })
  page.text(`Record code ${checkpoint}`, { x: MARGIN, y: 35.5, size: 9 })
  return FIRST_TABLE_TOP
}

function drawRunningHead(page: Page, { date }: LocumLogToPrint): number {
  page.text('National Locum (FFFFF) log', { x: MARGIN, y: 18, size: 11, weight: 'semibold' })
  page.text(formatLongDate(date), { x: RIGHT, y: 18, size: 9, align: 'right' })
  return NEXT_TABLE_TOP
}

function drawTable(page: Page, rows: readonly Row[], top: number): void {
  page.line({ x: MARGIN, y: top }, { x: RIGHT, y: top }, 0.4)
  page.line({ x: MARGIN, y: top + HEADING_HEIGHT }, { x: RIGHT, y: top + HEADING_HEIGHT }, 0.25)
  const places = columnPlaces()
  COLUMNS.forEach(({ heading }, index) => page.text(heading, { x: places[index]!, y: top + 4.8, size: 7.5, weight: 'semibold' }))
  let y = top + HEADING_HEIGHT
  for (const row of rows) {
    row.cells.forEach((texts, index) =>
      texts.forEach((text, line) => page.text(text, { x: places[index]!, y: y + PADDING + 2.5 + line * ROW, size: SIZE })),
    )
    y += row.height
    page.line({ x: MARGIN, y }, { x: RIGHT, y }, 0.1, { grey: 0.6 })
  }
}

function columnPlaces(): readonly number[] {
  let x = MARGIN
  return COLUMNS.map(({ width }) => {
    const place = x
    x += width
    return place
  })
}

function drawFoot(page: Page, { checkpoint }: LocumLogToPrint, number: number, of: number): void {
  const y = PAPER.height - 10
  page.line({ x: MARGIN, y: y - 4.5 }, { x: RIGHT, y: y - 4.5 }, 0.1, { grey: 0.6 })
  page.text('Holds personal data. Keep it locked away.', { x: MARGIN, y, size: 8 })
  page.text(`Record code ${checkpoint}`, { x: PAPER.width / 2, y, size: 8, align: 'centre' })
  page.text(`Page ${number} of ${of}`, { x: RIGHT, y, size: 8, align: 'right' })
}
