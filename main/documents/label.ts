/**
 * Address labels: on an office sheet from any start position, or on a thermal roll. Recipient in Noto Sans Regular, 10 to 12 pt, left-aligned;
 * return address small, above; Code 128 of the item and QR of the dispatch. The words on a label are in reading order, so that the postcode is the last
 * line for a person, a sorting machine and a screen reader alike. Nothing on the label reveals what is inside.
 */
import { addressLines } from '../../domain/dispatch/address.ts'
import { LABEL_SAFETY, MEDIA, NO_OFFSET, labelBox, labelsPerPage, placeLabels, suitsAddress } from '../../domain/dispatch/media.ts'
import type { Box, CalibrationOffset, Medium, MediumId } from '../../domain/dispatch/media.ts'
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { Address } from '../../domain/values.ts'
import { code128Symbol, placeSymbol, qrSymbol } from './codes.ts'
import type { Symbol2d } from './codes.ts'
import type { DocumentFailureCode } from './failure.ts'
import { startPdf } from './pdf.ts'
import type { DocumentSettings, Page, Pdf } from './pdf.ts'
import { fitAddress, wrap } from './text-fit.ts'
import type { FittedAddress } from './text-fit.ts'

export interface LabelContent {
  readonly name: string
  readonly organisation?: string
  readonly address: Address
  /** In the Code 128, and printed. */
  readonly itemReference: string
  /** In the QR code, and printed where there is room. */
  readonly dispatchReference: string
  /** The service bought from the carrier, printed where there is room: "Special Delivery by 1pm". */
  readonly service?: string
}

export interface LabelSheet {
  readonly medium: MediumId
  readonly labels: readonly LabelContent[]
  readonly returnTo: { readonly name: string; readonly address: Address }
  /** First free label of the first sheet, from 1. */
  readonly start?: number
  readonly offset?: CalibrationOffset
}

interface Codes {
  readonly bars: Symbol2d
  readonly square: Symbol2d
}

type LabelResult = Result<void, DocumentFailureCode>

const addressTooLong = (): LabelResult =>
  err(
    'address-too-long',
    'The address does not fit on this label at a size that sorting machines can read. Nothing was printed.',
    'Choose a larger label, or shorten the address lines. Keep the name, post town and postcode.',
  )

const returnAddressTooLong = (): LabelResult =>
  err(
    'return-address-too-long',
    'The return address of this station does not fit on this label. Nothing was printed.',
    'Shorten it in the settings, or choose a larger label.',
  )

/** Labels as PDF pages in the size of the medium, each in its `labelBox`. */
export async function makeLabels(sheet: LabelSheet, settings: DocumentSettings): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const medium: Medium = MEDIA[sheet.medium]
  const { labels, start = 1, offset = NO_OFFSET } = sheet
  if (labels.length === 0) return err('nothing-to-print', 'There is no label to print.', 'Choose at least one item.')
  if (!suitsAddress(medium)) {
    return err(
      'medium-not-suitable',
      `${medium.name} is too small for an address with codes. Nothing was printed.`,
      'Choose L7163, another label at least 95 mm wide and 38 mm high, or a 100 × 150 mm thermal label.',
    )
  }
  if (!Number.isInteger(start) || start < 1 || start > labelsPerPage(medium)) {
    return err(
      'position-not-on-sheet',
      `This sheet has no label ${start}. Nothing was printed.`,
      `Choose a start position from 1 to ${labelsPerPage(medium)}.`,
    )
  }
  const pdf = await startPdf(labels.length === 1 ? 'Address label' : 'Address labels', settings)
  const pages: Page[] = []
  // The labels of a batch mostly share one dispatch, so one square.
  const squares = new Map<string, ReturnType<typeof qrSymbol>>()
  for (const [index, place] of placeLabels(medium, start, labels.length).entries()) {
    if (place.page > pages.length) pages.push(pdf.addPage(medium.page))
    const content = labels[index]!
    const bars = code128Symbol(content.itemReference)
    const square = squares.get(content.dispatchReference) ?? qrSymbol(content.dispatchReference)
    squares.set(content.dispatchReference, square)
    if (!bars.ok) return bars
    if (!square.ok) return square
    const draw = medium.label.width >= 90 && medium.label.height >= 130 ? drawLarge : drawCompact
    const drawn = draw(
      pdf,
      pages.at(-1)!,
      medium,
      labelBox(medium, place.position, offset),
      content,
      sheet.returnTo,
      { bars: bars.value, square: square.value },
      settings.practice ?? false,
    )
    if (!drawn.ok) return drawn
  }
  return pdf.finish()
}

const returnLines = (returnTo: LabelSheet['returnTo']): string[] => addressLines(returnTo).map(({ text }) => text)

/** Whole printer dots on thermal media, so that every bar is equally true; hundredths of an inch (6 dots at 600 dpi, 3 at 300) on office printers. */
const smallestModule = (medium: Medium): number => (medium.dotsPerMillimetre ? 2 / medium.dotsPerMillimetre : 0.254)
const snap = (medium: Medium, value: number): number =>
  medium.dotsPerMillimetre ? Math.round(value * medium.dotsPerMillimetre) / medium.dotsPerMillimetre : value

function drawAddress(page: Page, x: number, fitted: FittedAddress): void {
  for (const row of fitted.rows) page.text(row.text, { x, y: row.y, size: fitted.size })
}

function drawCodes(page: Page, codes: Codes, at: { bars: Box; square: Box }): void {
  const { bars, square } = codes
  const barModule = at.bars.width / bars.width
  const squareModule = at.square.width / square.width
  const around = (box: Box, sides: number, ends: number): Box => ({
    x: box.x - sides,
    y: box.y - ends,
    width: box.width + 2 * sides,
    height: box.height + 2 * ends,
  })
  page.fill([around(at.bars, bars.quiet * barModule, 0.5), around(at.square, square.quiet * squareModule, square.quiet * squareModule)], 1)
  page.fill([...placeSymbol(bars, at.bars, barModule, at.bars.height), ...placeSymbol(square, at.square, squareModule)])
}

/** The band over the address. The second form is for crowded addresses: smaller, and the reference moves down over its bars. */
const BANDS = [
  { size: 6, row: 2.45, mostRows: 3, referenceInBand: true, gap: 1, practice: 'PRACTICE, not for posting. ' },
  { size: 5, row: 2.05, mostRows: 2, referenceInBand: false, gap: 0.3, practice: 'PRACTICE. ' },
] as const

/**
 * For labels like L7163: a band with the return address and the item reference, the address at the left under it, QR at the right top, bars at the right bottom.
 */
function drawCompact(
  pdf: Pdf,
  page: Page,
  medium: Medium,
  label: Box,
  content: LabelContent,
  returnTo: LabelSheet['returnTo'],
  codes: Codes,
  practice: boolean,
): LabelResult {
  const [left, top, right, bottom] = [
    label.x + LABEL_SAFETY,
    label.y + LABEL_SAFETY,
    label.x + label.width - LABEL_SAFETY,
    label.y + label.height - LABEL_SAFETY,
  ]
  const module = smallestModule(medium)
  const bars: Box = { x: right - codes.bars.width * module, y: bottom - 8, width: codes.bars.width * module, height: 8 }
  const squareModule = 2 * module
  const squareSide = codes.square.width * squareModule
  const squareQuiet = codes.square.quiet * squareModule
  const referenceWidth = pdf.measure(content.itemReference, 7)
  let bandFits = false
  for (const band of BANDS) {
    const bandWidth = right - left - (band.referenceInBand ? referenceWidth + 3 : 0)
    const returned = `${practice ? band.practice : ''}Return to: ${returnLines(returnTo).join(', ')}`
    const bandRows = wrap(
      returned,
      (text) => pdf.measure(text, band.size),
      () => bandWidth,
    )
    if (!bandRows || bandRows.length > band.mostRows) continue
    bandFits = true
    const ruleY = top + bandRows.length * band.row + 0.35
    const square: Box = { x: right - squareSide, y: ruleY + squareQuiet + 0.2, width: squareSide, height: squareSide }
    const area: Box = { x: left, y: ruleY + band.gap, width: right - left, height: bottom - ruleY - band.gap }
    const overBars = band.referenceInBand ? 0.5 : 3
    const fitted = fitAddress(pdf, addressLines(content), area, [
      { x: square.x - squareQuiet, y: ruleY, width: squareSide + squareQuiet, height: squareSide + 2 * squareQuiet },
      { x: bars.x - codes.bars.quiet * module, y: bars.y - overBars, width: bars.width, height: bars.height + overBars },
    ])
    if (!fitted) continue

    if (practice) page.watermark(label)
    bandRows.forEach((row, index) => page.text(row, { x: left, y: top + band.size * 0.28 + index * band.row, size: band.size }))
    page.line({ x: left, y: ruleY }, { x: right, y: ruleY }, 0.1, { grey: 0.45 })
    drawCodes(page, codes, { bars, square })
    page.text(
      content.itemReference,
      band.referenceInBand ? { x: right, y: top + 1.85, size: 7, align: 'right' } : { x: right, y: bars.y - 0.9, size: 7, align: 'right' },
    )
    drawAddress(page, left, fitted)
    return ok()
  }
  return bandFits ? addressTooLong() : returnAddressTooLong()
}

/** For 100 × 150 mm and labels of that order: return address and QR at the top, references and bars across the middle, the address below with room around it. */
function drawLarge(
  pdf: Pdf,
  page: Page,
  medium: Medium,
  label: Box,
  content: LabelContent,
  returnTo: LabelSheet['returnTo'],
  codes: Codes,
  practice: boolean,
): LabelResult {
  const margin = 5
  const [left, top, right] = [label.x + margin, label.y + margin, label.x + label.width - margin]
  const squareModule = 1
  const squareSide = codes.square.width * squareModule
  const square: Box = { x: snap(medium, right - squareSide), y: snap(medium, top), width: squareSide, height: squareSide }
  const returnWidth = square.x - codes.square.quiet * squareModule - left - 1
  const returned = returnLines(returnTo).map((line) =>
    wrap(
      line,
      (text) => pdf.measure(text, 8),
      () => returnWidth,
    ),
  )
  const returnRows = returned.flatMap((rows) => rows ?? [])
  const headerHeight = squareSide + codes.square.quiet * squareModule + 0.5
  const returnTop = top + (practice ? 4 : 0)
  if (returned.includes(undefined) || returnTop + 4 + returnRows.length * 3.5 > top + headerHeight) return returnAddressTooLong()

  const dots = smallestModule(medium) / 2
  const room = right - left + 2 * (margin - LABEL_SAFETY)
  const perModule = Math.min(4, Math.floor(room / dots / (codes.bars.width + 2 * codes.bars.quiet)))
  if (perModule < 2)
    return err('reference-not-encodable', 'The bars of a reference do not fit on this label. Nothing was printed.', 'Choose a wider label.')
  const module = perModule * dots
  const barsWidth = codes.bars.width * module
  const headerRule = top + headerHeight
  const referenceY = headerRule + 6
  const serviceRows =
    content.service === undefined
      ? []
      : (wrap(
          `Service: ${content.service}`,
          (text) => pdf.measure(text, 9),
          () => right - left,
          true,
        ) ?? [])
  const barsTop = snap(medium, referenceY + 3.5 + serviceRows.length * 4.2)
  const bars: Box = { x: snap(medium, label.x + (label.width - barsWidth) / 2), y: barsTop, width: barsWidth, height: 19 }
  const addressRule = bars.y + bars.height + 5
  const area: Box = { x: left + 6, y: addressRule + 6, width: right - left - 6, height: label.y + label.height - margin - addressRule - 9 }
  const fitted = fitAddress(pdf, addressLines(content), area, [])
  if (!fitted) return addressTooLong()

  if (practice) page.watermark({ x: label.x + 4, y: addressRule, width: label.width - 8, height: label.y + label.height - addressRule })
  if (practice) page.text('PRACTICE, not for posting', { x: left, y: top + 2.6, size: 9 })
  page.text('If undelivered, please return to', { x: left, y: returnTop + 2.2, size: 7 })
  returnRows.forEach((row, index) => page.text(row, { x: left, y: returnTop + 6.2 + index * 3.5, size: 8 }))
  page.line({ x: left, y: headerRule }, { x: right, y: headerRule }, 0.25)
  page.text(content.itemReference, { x: left, y: referenceY, size: 12 })
  page.text(content.dispatchReference, { x: right, y: referenceY, size: 9, align: 'right' })
  serviceRows.forEach((row, index) => page.text(row, { x: left, y: referenceY + 5 + index * 4.2, size: 9 }))
  drawCodes(page, codes, { bars, square })
  page.line({ x: left, y: addressRule }, { x: right, y: addressRule }, 0.25)
  drawAddress(page, area.x, fitted)
  return ok()
}
