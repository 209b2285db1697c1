/**
 * The calibration sheet shows how far a printer prints from the right place. For plain paper or the labels themselves: it has the outline
 * of each label, and at the first and the last one a scale in millimetres for reading the offset.
 */
import { LABEL_SAFETY, MEDIA, NO_OFFSET, labelBox, labelsPerPage } from '../../domain/dispatch/media.ts'
import type { Box, CalibrationOffset, Medium, MediumId } from '../../domain/dispatch/media.ts'
import type { Result } from '../../domain/result.ts'
import { code128Symbol, placeSymbol } from './codes.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf } from './pdf.ts'
import type { DocumentSettings, Page, Pdf } from './pdf.ts'
import { wrap } from './text-fit.ts'

export interface CalibrationSheet {
  readonly medium: MediumId
  /** The current offset. With the right one, the outlines lie on the edges of the labels. */
  readonly offset?: CalibrationOffset
}

const REACH = 5

export async function makeCalibrationSheet(
  sheet: CalibrationSheet,
  settings: DocumentSettings,
): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const medium: Medium = MEDIA[sheet.medium]
  const offset = sheet.offset ?? NO_OFFSET
  const pdf = await startPdf('Calibration sheet', settings)
  const page = pdf.addPage(medium.page)
  if (settings.practice) page.watermark({ x: 0, y: 0, ...medium.page })
  const count = labelsPerPage(medium)
  for (let position = 1; position <= count; position += 1) {
    const box = labelBox(medium, position, offset)
    page.outline(box, 0.15, { radius: Math.min(1.5, box.height / 10) })
    page.outline(
      { x: box.x + LABEL_SAFETY, y: box.y + LABEL_SAFETY, width: box.width - 2 * LABEL_SAFETY, height: box.height - 2 * LABEL_SAFETY },
      0.1,
      { grey: 0.6, dash: 1 },
    )
    cross(page, box)
    if (count > 1)
      page.text(String(position), { x: box.x + box.width - LABEL_SAFETY - 1, y: box.y + LABEL_SAFETY + 4, size: 9, align: 'right' })
  }
  const ends = count > 1 ? [1, count] : [1]
  for (const position of ends) drawScales(page, labelBox(medium, position, offset))
  drawWords(pdf, page, sheet, offset)
  if (medium.dotsPerMillimetre) drawBars(page, medium, labelBox(medium, 1, offset))
  return pdf.finish()
}

function cross(page: Page, box: Box): void {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  page.line({ x: x - 2, y }, { x: x + 2, y }, 0.1)
  page.line({ x, y: y - 2 }, { x, y: y + 2 }, 0.1)
}

/** Ticks each millimetre, to five either way, across the left and the top edge; the long one is where the edge belongs. */
function drawScales(page: Page, box: Box): void {
  const [middleX, middleY] = [box.x + box.width * 0.75, box.y + box.height * 0.72]
  for (let step = -REACH; step <= REACH; step += 1) {
    const length = step === 0 ? 5 : step === REACH || step === -REACH ? 3.5 : 2
    page.line({ x: box.x + step, y: middleY }, { x: box.x + step, y: middleY + length }, 0.12)
    page.line({ x: middleX, y: box.y + step }, { x: middleX + length, y: box.y + step }, 0.12)
  }
  page.text('0', { x: box.x + 0.4, y: middleY + 7, size: 5 })
  page.text('+5', { x: box.x + REACH, y: middleY + 5.8, size: 5, align: 'centre' })
  page.text('0', { x: middleX + 5.5, y: box.y + 1.9, size: 5 })
  page.text('+5', { x: middleX + 4.2, y: box.y + REACH + 0.6, size: 5 })
}

/** Instructions: in a box over the middle of a sheet, so that the first and the last label stay free; at the top of a roll label. */
function drawWords(pdf: Pdf, page: Page, sheet: CalibrationSheet, offset: CalibrationOffset): void {
  const medium: Medium = MEDIA[sheet.medium]
  const onSheet = medium.kind === 'sheet'
  const [size, leading] = onSheet ? [9.5, 4.6] : [8, 3.8]
  const width = onSheet ? 126 : medium.label.width * 0.72 - LABEL_SAFETY - REACH
  const reading = onSheet
    ? 'Hold this sheet and a sheet of labels up to the light. On each scale, read where the edge of the label is: 0 is correct. Add the reading to the offset in the settings.'
    : `Measure from the left and the top edge of the label to the dashed frame: ${LABEL_SAFETY} mm is correct. If it is ${LABEL_SAFETY + 1} mm, take 1 mm off the offset in the settings; if it is ${LABEL_SAFETY - 1} mm, add 1 mm.`
  const rows = [
    `Calibration of ${sheet.medium}. Print at actual size (100 %), never "fit to page".`,
    reading,
    `Current offset: X ${offset.x} mm, Y ${offset.y} mm. Right and down are positive.`,
  ].flatMap(
    (text) =>
      wrap(
        text,
        (part) => pdf.measure(part, size),
        () => width,
        true,
      ) ?? [],
  )
  const height = rows.length * leading
  const [x, y] = onSheet
    ? [(page.size.width - width) / 2, (page.size.height - height) / 2]
    : [LABEL_SAFETY + REACH + offset.x, LABEL_SAFETY + 1 + offset.y]
  if (onSheet) {
    const around = { x: x - 6, y: y - 5, width: width + 12, height: height + 10 }
    page.fill([around], 1)
    page.outline(around, 0.25)
  }
  rows.forEach((row, index) => page.text(row, { x, y: y + (index + 0.75) * leading, size }))
}

/** Bars of 2, 3 and 4 printer dots a module: how fine this printer can print codes. */
function drawBars(page: Page, medium: Medium, box: Box): void {
  const dot = 1 / (medium.dotsPerMillimetre ?? 1)
  let y = box.y + box.height * 0.5 + 6
  for (const dots of [2, 3, 4]) {
    const symbol = code128Symbol(`DOTS${dots}`)
    if (!symbol.ok || symbol.value.width * dots * dot > box.width * 0.62) continue
    page.fill(placeSymbol(symbol.value, { x: Math.round((box.x + 10) / dot) * dot, y: Math.round(y / dot) * dot }, dots * dot, 7))
    page.text(`${dots} dots`, { x: box.x + 12 + symbol.value.width * dots * dot + 2, y: y + 5, size: 7 })
    y += 10
  }
}
