/** The manifest on A4: the carrier counts, ticks and signs it. The checkpoint code of the record is on every page. */
import { countByService } from '../../domain/dispatch/manifest.ts'
import type { Manifest, ManifestItem } from '../../domain/dispatch/manifest.ts'
import { A4 } from '../../domain/dispatch/media.ts'
import { formatLongDate } from '../../domain/format.ts'
import { formatTracking } from '../../domain/dispatch/s10.ts'
import { formatPostcode } from '../../domain/dispatch/address.ts'
import type { Result } from '../../domain/result.ts'
import { code128Symbol, placeSymbol } from './codes.ts'
import type { Symbol2d } from './codes.ts'
import type { DocumentFailureCode } from './failure.ts'
import { checkManifest } from './manifest-json.ts'
import { startPdf } from './pdf.ts'
import type { DocumentSettings, Page, Pdf } from './pdf.ts'
import { shrinkToFit, wrap } from './text-fit.ts'

const MARGIN = 14
const RIGHT = A4.width - MARGIN
const WIDTH = A4.width - 2 * MARGIN
const FIRST_TABLE_TOP = 74
const NEXT_TABLE_TOP = 28
const TABLE_BOTTOM = A4.height - 22
const HEADING_HEIGHT = 7.5
const BODY = 8.5
const SMALL = 7
const ROW = 3.9
const SMALL_ROW = 3.3
const PADDING = 1.5
const GUTTER = 2.5
const TOTALS_INDENT = 45
const SIGNATURES_HEIGHT = 60

interface Cell {
  readonly text: string
  readonly size: number
}

interface Column {
  readonly heading: string
  readonly width: number
  readonly align?: 'right'
  readonly of: (item: ManifestItem) => readonly (string | undefined)[]
}

/** The first text of a cell is set in body size, the others smaller beneath it. */
const COLUMNS: readonly Column[] = [
  { heading: '', width: 8, align: 'right', of: ({ position }) => [String(position)] },
  {
    heading: 'Item',
    width: 29,
    of: ({ itemReference, cardSerial }) => [itemReference, cardSerial === undefined ? undefined : `Card ${cardSerial}`],
  },
  { heading: 'Recipient', width: 40, of: ({ recipientName }) => [recipientName] },
  { heading: 'Organisation', width: 36, of: ({ organisation }) => [organisation] },
  {
    heading: 'Post town',
    width: 27,
    of: ({ postTown, postcode }) => [postTown, postcode === undefined ? undefined : formatPostcode(postcode)],
  },
  {
    heading: 'Service and tracking',
    width: 34,
    of: ({ service, tracking }) => [service, tracking === undefined ? undefined : formatTracking(tracking)],
  },
  { heading: 'Seen', width: 8, of: () => [] },
]

interface Row {
  readonly cells: readonly (readonly Cell[])[]
  readonly height: number
}

export async function makeManifestPdf(manifest: Manifest, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const checked = checkManifest(manifest)
  if (!checked.ok) return checked
  const bars = code128Symbol(checked.value.dispatchReference)
  if (!bars.ok) return bars
  const practice = settings.practice === true || checked.value.practice
  const pdf = await startPdf('Dispatch manifest', settings, ['regular', 'semibold'])
  const rows = checked.value.items.map((item) => layOut(pdf, item))
  const totals = countByService(checked.value.items).flatMap(
    ({ service, count }) =>
      wrap(
        `${service}: ${count}`,
        (part) => pdf.measure(part, BODY),
        () => WIDTH - TOTALS_INDENT,
        true,
      ) ?? [],
  )
  const pages = paginate(rows, totals.length * ROW + SIGNATURES_HEIGHT)
  pages.forEach((pageRows, index) => {
    const page = pdf.addPage(A4)
    if (practice) page.watermark({ x: MARGIN, y: 30, width: WIDTH, height: A4.height - 60 })
    let y = index === 0 ? drawHead(pdf, page, checked.value, bars.value, practice) : drawRunningHead(page, checked.value, practice)
    if (pageRows.length > 0) y = drawTable(page, pageRows, y)
    if (index === pages.length - 1) drawClosing(pdf, page, checked.value, totals, y)
    drawFoot(page, checked.value, index + 1, pages.length)
  })
  return pdf.finish()
}

function layOut(pdf: Pdf, item: ManifestItem): Row {
  const cells = COLUMNS.map(({ of, width }) =>
    of(item).flatMap((text, index): Cell[] => {
      const size = index === 0 ? BODY : SMALL
      return (
        text === undefined
          ? []
          : (wrap(
              text,
              (part) => pdf.measure(part, size),
              () => width - GUTTER,
              true,
            ) ?? [])
      ).map((row) => ({ text: row, size }))
    }),
  )
  const heights = cells.map((parts) => parts.reduce((sum, { size }) => sum + (size === BODY ? ROW : SMALL_ROW), 0))
  return { cells, height: Math.max(ROW, ...heights) + 2 * PADDING }
}

/** Rows for each page. The closing part with its signatures is never divided: if it does not fit below the last row, it gets its own page. */
function paginate(rows: readonly Row[], closingHeight: number): readonly (readonly Row[])[] {
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
  if (y + closingHeight > TABLE_BOTTOM) pages.push([])
  return pages
}

function drawHead(pdf: Pdf, page: Page, manifest: Manifest, bars: Symbol2d, practice: boolean): number {
  page.text('Dispatch manifest', { x: MARGIN, y: 22, size: 22, weight: 'semibold' })
  if (practice) page.text('PRACTICE, not for posting', { x: MARGIN, y: 28.5, size: 11, weight: 'semibold' })
  const module = 0.254
  const barsX = RIGHT - bars.width * module
  page.fill([{ x: barsX - bars.quiet * module, y: 13, width: (bars.width + 2 * bars.quiet) * module, height: 12 }], 1)
  page.fill(placeSymbol(bars, { x: barsX, y: 13.5 }, module, 11))
  page.text(manifest.dispatchReference, { x: barsX + (bars.width * module) / 2, y: 28.5, size: 9, align: 'centre' })
  const facts: readonly (readonly [string, string])[] = [
    ['Reference', manifest.dispatchReference],
    ['Date', formatLongDate(manifest.date)],
    ['Provider', manifest.provider],
    ['RA agent', manifest.agent],
    ['Items', String(manifest.items.length)],
    ['Record code', manifest.checkpoint],
  ]
  facts.forEach(([term, fact], index) => {
    const column = index % 2
    const [x, y] = [MARGIN + (column * WIDTH) / 2, 39 + Math.floor(index / 2) * 10]
    page.text(term, { x, y, size: 8, grey: 0.3 })
    const room = WIDTH / 2 - 6
    const size = [11, 10, 9, 8, 7].find((candidate) => pdf.measure(fact, candidate) <= room)
    const rows =
      size === undefined
        ? (wrap(
            fact,
            (part) => pdf.measure(part, 6),
            () => room,
            true,
          ) ?? [])
        : [fact]
    rows.forEach((row, line) => page.text(row, { x, y: y + (size === undefined ? 3 : 4.6) + line * 2.4, size: size ?? 6 }))
  })
  return FIRST_TABLE_TOP
}

function drawRunningHead(page: Page, manifest: Manifest, practice: boolean): number {
  page.text('Dispatch manifest', { x: MARGIN, y: 20, size: 12, weight: 'semibold' })
  if (practice) page.text('PRACTICE, not for posting', { x: A4.width / 2, y: 20, size: 9, weight: 'semibold', align: 'centre' })
  page.text(`${manifest.dispatchReference}, ${formatLongDate(manifest.date)}`, { x: RIGHT, y: 20, size: 10, align: 'right' })
  return NEXT_TABLE_TOP
}

function drawTable(page: Page, rows: readonly Row[], top: number): number {
  page.line({ x: MARGIN, y: top }, { x: RIGHT, y: top }, 0.4)
  page.line({ x: MARGIN, y: top + HEADING_HEIGHT }, { x: RIGHT, y: top + HEADING_HEIGHT }, 0.25)
  let y = top + HEADING_HEIGHT
  eachColumn(({ heading }, x) => page.text(heading, { x, y: top + 5, size: 8, weight: 'semibold' }))
  for (const row of rows) {
    eachColumn(({ align, width, heading }, x, index) => {
      let baseline = y + PADDING + 2.9
      for (const { text, size } of row.cells[index] ?? []) {
        page.text(text, align === 'right' ? { x: x + width - GUTTER, y: baseline, size, align } : { x, y: baseline, size })
        baseline += size === BODY ? ROW : SMALL_ROW
      }
      if (heading === 'Seen') page.outline({ x: x + 1, y: y + PADDING + 0.2, width: 3.4, height: 3.4 }, 0.2)
    })
    y += row.height
    page.line({ x: MARGIN, y }, { x: RIGHT, y }, 0.1, { grey: 0.6 })
  }
  return y
}

function eachColumn(visit: (column: Column, x: number, index: number) => void): void {
  let x = MARGIN
  COLUMNS.forEach((column, index) => {
    visit(column, x, index)
    x += column.width
  })
}

function drawClosing(pdf: Pdf, page: Page, manifest: Manifest, totals: readonly string[], top: number): void {
  page.text(`Total: ${manifest.items.length} ${manifest.items.length === 1 ? 'item' : 'items'}`, {
    x: MARGIN,
    y: top + 9,
    size: 12,
    weight: 'semibold',
  })
  totals.forEach((text, index) => page.text(text, { x: MARGIN + TOTALS_INDENT, y: top + 9 + index * ROW, size: BODY }))
  const half = (WIDTH - 12) / 2
  const parties: readonly (readonly [string, string, string])[] = [
    ['Handed over by the RA agent', 'I handed over the items listed.', manifest.agent],
    ['Received by the carrier', 'I received the items listed and counted them.', ''],
  ]
  parties.forEach(([heading, statement, name], index) => {
    const x = MARGIN + index * (half + 12)
    const y = top + 18 + totals.length * ROW
    page.text(heading, { x, y, size: 10, weight: 'semibold' })
    page.text(statement, { x, y: y + 4.8, size: 8 })
    const fields: readonly (readonly [string, string])[] = [
      ['Name', name],
      ['Signature', ''],
      ['Date and time', ''],
    ]
    fields.forEach(([field, filled], line) => {
      const base = y + 14 + line * 10.5
      page.text(field, { x, y: base, size: 8 })
      const fitted = shrinkToFit(pdf, filled, { width: half - 22, height: 9, lines: 3, largest: 9, smallest: 5, leading: 1.2 })
      const written = fitted ?? {
        size: 5,
        rows:
          wrap(
            filled,
            (part) => pdf.measure(part, 5),
            () => half - 22,
            true,
          ) ?? [],
      }
      written.rows.forEach((row, above) =>
        page.text(row, { x: x + 22, y: base - 0.6 - (written.rows.length - 1 - above) * written.size * 0.42, size: written.size }),
      )
      page.line({ x: x + 21, y: base + 0.4 }, { x: x + half, y: base + 0.4 }, 0.2)
    })
  })
}

function drawFoot(page: Page, manifest: Manifest, number: number, of: number): void {
  const y = A4.height - 11
  page.line({ x: MARGIN, y: y - 4.5 }, { x: RIGHT, y: y - 4.5 }, 0.1, { grey: 0.6 })
  page.text(manifest.dispatchReference, { x: MARGIN, y, size: 8 })
  page.text(`Record code ${manifest.checkpoint}`, { x: A4.width / 2, y, size: 8, align: 'centre' })
  page.text(`Page ${number} of ${of}`, { x: RIGHT, y, size: 8, align: 'right' })
}
