/** The recovery key on paper, for an envelope in a safe: what it is, how to keep it and how to use it. */
import { A4, MILLIMETRES_PER_POINT } from '../../domain/dispatch/media.ts'
import { formatLongDate } from '../../domain/format.ts'
import { err } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf } from './pdf.ts'
import type { DocumentSettings, Page, Pdf } from './pdf.ts'
import { keepingFields, recoveryFoot, recoveryParts, type RecoverySheet } from './recovery-words.ts'
import { shrinkToFit, wrap } from './text-fit.ts'

const MARGIN = 22
const WIDTH = A4.width - 2 * MARGIN
const COLUMNS = 4
/** Cells for up to three rows of groups, and lower ones for more. */
const CELL_HEIGHTS = [17, 12]
export async function makeRecoverySheet(
  sheet: RecoverySheet,
  settings: DocumentSettings,
): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const groupsFit = sheet.groups.length > 0 && sheet.groups.length <= 20 && sheet.groups.every((group) => /^[0-9A-Z*~$=]{1,8}$/.test(group))
  if (!groupsFit) throw new RangeError('a recovery key is up to 20 groups of up to 8 capitals and digits')
  const pdf = await startPdf('Recovery sheet', settings, ['regular', 'semibold'])
  const page = pdf.addPage(A4)
  if (settings.practice) page.watermark({ x: MARGIN, y: 60, width: WIDTH, height: 200 })
  page.text('Recovery key', { x: MARGIN, y: 32, size: 26, weight: 'semibold' })
  if (settings.practice) page.text('PRACTICE', { x: A4.width - MARGIN, y: 32, size: 14, weight: 'semibold', align: 'right' })
  const station = shrinkToFit(pdf, sheet.stationName, { width: WIDTH - 32, height: 14, lines: 2, largest: 12, smallest: 8, leading: 1.3 })
  if (!station)
    return err(
      'text-too-long',
      'The name of the workstation is too long for the recovery sheet. Nothing was printed.',
      'Give the workstation a shorter name in its set-up.',
    )
  const detailX = MARGIN + 32
  page.text('Workstation', { x: MARGIN, y: 43, size: 11, weight: 'semibold' })
  station.rows.forEach((row, index) =>
    page.text(row, { x: detailX, y: 43 + index * 1.3 * station.size * MILLIMETRES_PER_POINT, size: station.size }),
  )
  const dateY = 43 + 6.5 + (station.rows.length - 1) * 1.3 * station.size * MILLIMETRES_PER_POINT
  page.text('Made on', { x: MARGIN, y: dateY, size: 11, weight: 'semibold' })
  page.text(formatLongDate(sheet.madeOn), { x: detailX, y: dateY, size: 11 })

  const below = drawKey(pdf, page, sheet.groups, dateY + 8)
  const end = drawGuidance(pdf, page, below + 12)
  drawKeeping(page, end + 8)
  page.text(recoveryFoot, { x: MARGIN, y: A4.height - 14, size: 8, grey: 0.35 })
  return pdf.finish()
}

function drawKey(pdf: Pdf, page: Page, groups: readonly string[], top: number): number {
  const rows = Math.ceil(groups.length / COLUMNS)
  const cellWidth = WIDTH / COLUMNS
  const cellHeight = CELL_HEIGHTS[rows > 3 ? 1 : 0]!
  page.outline({ x: MARGIN, y: top, width: WIDTH, height: rows * cellHeight }, 0.5)
  for (let row = 1; row < rows; row += 1)
    page.line({ x: MARGIN, y: top + row * cellHeight }, { x: MARGIN + WIDTH, y: top + row * cellHeight }, 0.15, { grey: 0.5 })
  for (let column = 1; column < COLUMNS; column += 1)
    page.line({ x: MARGIN + column * cellWidth, y: top }, { x: MARGIN + column * cellWidth, y: top + rows * cellHeight }, 0.15, {
      grey: 0.5,
    })
  const widest = Math.max(...groups.map((group) => pdf.measure(group, 1)))
  const size = Math.min(22, Math.floor((cellWidth - 8) / widest))
  groups.forEach((group, index) => {
    const [x, y] = [MARGIN + (index % COLUMNS) * cellWidth, top + Math.floor(index / COLUMNS) * cellHeight]
    page.text(String(index + 1), { x: x + 1.5, y: y + 4, size: 8, grey: 0.35 })
    page.text(group, { x: x + cellWidth / 2, y: y + cellHeight / 2 + size * 0.15, size, align: 'centre' })
  })
  return top + rows * cellHeight
}

function drawGuidance(pdf: Pdf, page: Page, top: number): number {
  let y = top
  for (const { heading, points } of recoveryParts) {
    page.text(heading, { x: MARGIN, y, size: 13, weight: 'semibold' })
    y += 6.5
    for (const point of points) {
      const rows =
        wrap(
          point,
          (text) => pdf.measure(text, 10.5),
          () => WIDTH - 5,
          true,
        ) ?? []
      page.fill([{ x: MARGIN + 0.6, y: y - 1.7, width: 0.9, height: 0.9 }])
      for (const row of rows) {
        page.text(row, { x: MARGIN + 5, y, size: 10.5 })
        y += 5
      }
      y += 1.2
    }
    y += 4
  }
  return y
}

function drawKeeping(page: Page, top: number): void {
  keepingFields.forEach((field, index) => {
    const y = top + index * 11
    page.text(field, { x: MARGIN, y, size: 10.5 })
    page.line({ x: MARGIN + 40, y: y + 0.5 }, { x: A4.width - MARGIN, y: y + 0.5 }, 0.2, { grey: 0.3 })
  })
}
