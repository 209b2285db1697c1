/** Any table on A4 across: as wide as its longest cells ask, with the head on every page. */
import { A4 } from '../../domain/dispatch/media.ts'
import { formatLongDate } from '../../domain/format.ts'
import type { Result } from '../../domain/result.ts'
import { startPdf, type DocumentSettings, type Page, type Pdf } from './pdf.ts'
import { wrap } from './text-fit.ts'

const PAGE = { width: A4.height, height: A4.width }
const MARGIN = 12
const WIDTH = PAGE.width - 2 * MARGIN
const TOP = 32
const BOTTOM = PAGE.height - 14
const SIZE = 8
const LINE = 3.6
const PADDING = 1.3
const GUTTER = 2.5
const MOST_LINES = 3
/** A column asks for no more than this, so that one long cell does not starve the others. */
const WIDEST = 60
const SAMPLED_ROWS = 400

/** A list on paper says when it was printed and by whom: it is out of date from then on. */
export interface Printed {
  /** Plain date. */
  readonly on: string
  readonly by: string
  /** Record code, as on posting lists. */
  readonly checkpoint?: string
}

export interface TableToPrint {
  readonly title: string
  /** One line; empty for none. */
  readonly about: string
  readonly printed: Printed
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

interface LaidRow {
  readonly cells: readonly (readonly string[])[]
  readonly height: number
}

export async function makeTablePdf(table: TableToPrint, settings: DocumentSettings): Promise<Result<Uint8Array, 'glyph-missing'>> {
  const pdf = await startPdf(table.title, settings, ['regular', 'semibold'])
  const printable = replaceMissing(settings)
  const rows = table.rows.map((row) => row.map(printable))
  const widths = widthsOf(pdf, table.columns, rows)
  const laid = rows.map((row) => layOut(pdf, row, widths))
  const pages = paginate(laid)
  pages.forEach((some, index) => {
    const page = pdf.addPage(PAGE)
    if (settings.practice) page.watermark({ x: MARGIN, y: TOP, width: WIDTH, height: BOTTOM - TOP })
    const lines = [table.about, printedLine(table.printed)].filter((line) => line !== '')
    drawHead(page, printable(table.title), lines.map(printable), settings.practice === true)
    drawRows(page, table.columns, widths, some)
    page.text(`Page ${index + 1} of ${pages.length}`, { x: PAGE.width - MARGIN, y: PAGE.height - 8, size: 7, align: 'right' })
  })
  return pdf.finish()
}

/** A letter that the font does not have becomes a question mark: one name must not keep the whole list from being printed. */
function replaceMissing({ fonts }: DocumentSettings): (text: string) => string {
  return (text) => {
    const missing = new Set(fonts.regular.shape(text).missing)
    return missing.size === 0 ? text : [...text].map((letter) => (missing.has(letter.codePointAt(0)!) ? '?' : letter)).join('')
  }
}

function widthsOf(pdf: Pdf, columns: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = columns.map((heading, index) => {
    const cells = rows.slice(0, SAMPLED_ROWS).map((row) => pdf.measure(row[index] ?? '', SIZE))
    return Math.min(WIDEST, Math.max(pdf.measure(heading, SIZE, 'semibold'), ...cells) + GUTTER)
  })
  const sum = wanted.reduce((all, one) => all + one, 0)
  return wanted.map((one) => (one * WIDTH) / sum)
}

function layOut(pdf: Pdf, row: readonly string[], widths: readonly number[]): LaidRow {
  const cells = row.map((text, index) => {
    const lines =
      wrap(
        text,
        (part) => pdf.measure(part, SIZE),
        () => widths[index]! - GUTTER,
        true,
      ) ?? []
    return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!.slice(0, -1)}…`]
  })
  return { cells, height: Math.max(1, ...cells.map(({ length }) => length)) * LINE + 2 * PADDING }
}

function paginate(rows: readonly LaidRow[]): readonly (readonly LaidRow[])[] {
  const pages: LaidRow[][] = [[]]
  let y = TOP + LINE + 2 * PADDING
  for (const row of rows) {
    if (y + row.height > BOTTOM && pages.at(-1)!.length > 0) {
      pages.push([])
      y = TOP + LINE + 2 * PADDING
    }
    pages.at(-1)!.push(row)
    y += row.height
  }
  return pages
}

const printedLine = ({ on, by, checkpoint }: Printed): string =>
  `Printed on ${formatLongDate(on)} by ${by}.${checkpoint === undefined ? '' : ` Record code ${checkpoint}`}`

function drawHead(page: Page, title: string, lines: readonly string[], practice: boolean): void {
  page.text(title, { x: MARGIN, y: 16, size: 15, weight: 'semibold' })
  lines.forEach((line, index) => page.text(line, { x: MARGIN, y: 22.5 + index * 4.5, size: 8.5 }))
  if (practice) page.text('PRACTICE, nothing here is real', { x: PAGE.width - MARGIN, y: 16, size: 10, weight: 'semibold', align: 'right' })
}

function drawRows(page: Page, columns: readonly string[], widths: readonly number[], rows: readonly LaidRow[]): void {
  const line = (y: number, width: number) => page.line({ x: MARGIN, y }, { x: MARGIN + WIDTH, y }, width)
  const starts = widths.map((_, index) => MARGIN + widths.slice(0, index).reduce((all, one) => all + one, 0))
  columns.forEach((heading, index) => page.text(heading, { x: starts[index]!, y: TOP + 2.6, size: SIZE, weight: 'semibold' }))
  let y = TOP + LINE + PADDING
  line(y, 0.3)
  for (const row of rows) {
    row.cells.forEach((lines, index) =>
      lines.forEach((text, at) => page.text(text, { x: starts[index]!, y: y + PADDING + 2.7 + at * LINE, size: SIZE })),
    )
    y += row.height
    line(y, 0.1)
  }
}
