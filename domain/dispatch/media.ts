/**
 * Label media as data. Millimetres throughout, measured from the top-left corner of the page; pages are given to PDF in points.
 * Numbers are the makers' own, checked against the arithmetic centre of A4. Widely copied wrong ones are named beside the right ones.
 */
import { z } from 'zod'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Size {
  readonly x: number
  readonly y: number
}

export interface Medium {
  readonly name: string
  readonly kind: 'sheet' | 'roll'
  readonly page: Size
  readonly columns: number
  readonly rows: number
  readonly label: Size
  readonly pitch: { readonly x: number; readonly y: number }
  readonly margin: { readonly left: number; readonly top: number }
  /** Dots per millimetre of the usual printer, where bars must be a whole number of dots wide. */
  readonly dotsPerMillimetre?: number
}

const POINTS_PER_INCH = 72
const MILLIMETRES_PER_INCH = 25.4
export const toPoints = (millimetres: number): number => (millimetres * POINTS_PER_INCH) / MILLIMETRES_PER_INCH
export const MILLIMETRES_PER_POINT = 1 / toPoints(1)

export const A4: Size = { width: 210, height: 297 }

/** Text stays this far inside the edge of a label: sheets are cut, and fed, with a tolerance. */
export const LABEL_SAFETY = 3

function sheet(
  columns: number,
  rows: number,
  label: [number, number],
  pitch: [number, number],
  margin: [number, number],
  note = '',
): Medium {
  return {
    name: `A4 sheet, ${columns * rows} ${columns * rows === 1 ? 'label' : 'labels'} of ${label[0]} × ${label[1]} mm${note}`,
    kind: 'sheet',
    page: A4,
    columns,
    rows,
    label: { width: label[0], height: label[1] },
    pitch: { x: pitch[0], y: pitch[1] },
    margin: { left: margin[0], top: margin[1] },
  }
}

function roll(name: string, width: number, height: number, dotsPerMillimetre: number): Medium {
  const size = { width, height }
  return {
    name,
    kind: 'roll',
    page: size,
    columns: 1,
    rows: 1,
    label: size,
    pitch: { x: width, y: height },
    margin: { left: 0, top: 0 },
    dotsPerMillimetre,
  }
}

/** Thermal label printers called "203 dpi" place 8 dots to the millimetre; the Dymo ones are 300 dpi. */
const THERMAL_203 = 8
const THERMAL_300 = 300 / MILLIMETRES_PER_INCH

export const MEDIA = {
  L7159: sheet(3, 8, [63.5, 33.9], [66, 33.9], [7.2, 12.9]),
  L7160: sheet(3, 7, [63.5, 38.1], [66.04, 38.1], [7.2, 15.15]),
  L7161: sheet(3, 6, [63.5, 46.56], [66.04, 46.56], [7.21, 8.82]),
  L7162: sheet(2, 8, [99.06, 33.87], [101.6, 33.87], [4.67, 13.02]),
  /** Pitch 101.6: copies with 103.0 (1.3 mm off at the second column) or a gap of 25 mm are wrong. */
  L7163: sheet(2, 7, [99.1, 38.1], [101.6, 38.1], [4.65, 15.15]),
  L7164: sheet(3, 4, [63.5, 72], [66.04, 71.97], [7.21, 4.57]),
  L7165: sheet(2, 4, [99.1, 67.7], [101.6, 67.73], [4.65, 13.04]),
  L7166: sheet(2, 3, [99.1, 93.1], [101.6, 93.13], [4.67, 8.81]),
  L7167: sheet(1, 1, [199.6, 289.1], [199.6, 289.1], [5.2, 3.98]),
  L7168: sheet(1, 2, [199.6, 143.5], [199.6, 143.53], [5.2, 4.97]),
  L7169: sheet(2, 2, [99.1, 139], [101.64, 139], [4.63, 9.5]),
  L7173: sheet(2, 5, [99.1, 57], [101.6, 57], [4.67, 6]),
  L7651: sheet(5, 13, [38.1, 21.2], [40.64, 21.17], [4.65, 10.9]),
  'thermal-100x150': roll('Thermal label, 100 × 150 mm', 100, 150, THERMAL_203),
  /** Not the same page as 100 × 150 mm. */
  'thermal-4x6in': roll('Thermal label, 4 × 6 inches', 101.6, 152.4, THERMAL_203),
  'dymo-99014': roll('Dymo 99014, 54 × 101 mm', 54, 101, THERMAL_300),
} as const satisfies Record<string, Medium>

export type MediumId = keyof typeof MEDIA
export const mediumIds = Object.keys(MEDIA) as [MediumId, ...MediumId[]]

/** The media that RA Desk addresses envelopes with. To offer another one, add it here; the compiler then asks for its words. */
export const labelMediumIds = ['L7163', 'thermal-100x150'] as const satisfies readonly MediumId[]
export const labelMedium = z.enum(labelMediumIds)
export type LabelMedium = z.infer<typeof labelMedium>
export const defaultLabelMedium: LabelMedium = 'L7163'

/** A label medium that is named in a case or a form; `undefined` when RA Desk does not address envelopes with it. */
export const findLabelMedium = (id: string): LabelMedium | undefined => labelMedium.safeParse(id).data

/** Smallest label that holds an address of at least 10 pt beside a code whose bars survive an office printer. */
const SMALLEST_ADDRESS_LABEL: Size = { width: 95, height: 38 }

export function suitsAddress(medium: Medium): boolean {
  return medium.label.width >= SMALLEST_ADDRESS_LABEL.width && medium.label.height >= SMALLEST_ADDRESS_LABEL.height
}

/** How far this printer puts ink from where it was asked to: right and down are positive. Found with the calibration sheet. */
export const calibrationOffset = z.strictObject({ x: z.number().min(-10).max(10), y: z.number().min(-10).max(10) })
export type CalibrationOffset = z.infer<typeof calibrationOffset>
export const NO_OFFSET: CalibrationOffset = { x: 0, y: 0 }

export const labelsPerPage = (medium: Medium): number => medium.columns * medium.rows

/** Whether a first free label can be chosen: a roll has one label a page. */
export const hasPositions = (medium: Medium): boolean => labelsPerPage(medium) > 1

/** The highest label position of any medium that RA Desk addresses envelopes with. */
export const highestLabelPosition = Math.max(...labelMediumIds.map((id) => labelsPerPage(MEDIA[id])))

/** Where a label lies on its page. Positions count from 1, left to right and then down, as a person counts them. */
export function labelBox(medium: Medium, position: number, offset: CalibrationOffset = NO_OFFSET): Box {
  if (!Number.isInteger(position) || position < 1 || position > labelsPerPage(medium))
    throw new RangeError(`no label ${position} on this medium`)
  const column = (position - 1) % medium.columns
  const row = Math.floor((position - 1) / medium.columns)
  return {
    x: medium.margin.left + column * medium.pitch.x + offset.x,
    y: medium.margin.top + row * medium.pitch.y + offset.y,
    ...medium.label,
  }
}

/** Page and position of each of `count` labels when the first free label is `start`; further pages begin at label 1. */
export function placeLabels(medium: Medium, start: number, count: number): readonly { readonly page: number; readonly position: number }[] {
  const perPage = labelsPerPage(medium)
  return Array.from({ length: count }, (_, index) => {
    const place = start - 1 + index
    return { page: Math.floor(place / perPage) + 1, position: (place % perPage) + 1 }
  })
}
