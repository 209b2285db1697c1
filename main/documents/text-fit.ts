/** Fits text into a given space: wraps it and shrinks it within limits. If it does not fit, the result is `undefined`; text is never cut off. */
import type { AddressLine } from '../../domain/dispatch/address.ts'
import type { Box } from '../../domain/dispatch/media.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { MILLIMETRES_PER_POINT } from '../../domain/dispatch/media.ts'
import type { Weight } from './fonts.ts'
import type { Pdf } from './pdf.ts'

type Measure = (text: string) => number

/** Pieces between which a line may break: at spaces, and after hyphens and slashes inside long words. */
const pieces = (text: string): string[] => singleLine(text).match(/[^\s/‐-]*[/‐-]+|[^\s/‐-]+|\s+/gu) ?? []

/**
 * Breaks text into rows no wider than `widthOf(row)`. Undefined when one piece alone is wider, unless `anywhere` allows to break inside it.
 */
export function wrap(text: string, measure: Measure, widthOf: (row: number) => number, anywhere = false): string[] | undefined {
  const rows: string[] = []
  let row = ''
  const fits = (candidate: string) => measure(candidate.trimEnd()) <= widthOf(rows.length)
  for (const piece of pieces(text)) {
    if (fits(row + piece)) {
      row += piece
      continue
    }
    if (row.trim() !== '') rows.push(row.trimEnd())
    row = piece.trimStart()
    if (fits(row)) continue
    if (!anywhere) return undefined
    let rest = [...row]
    while (!fits(rest.join(''))) {
      let count = rest.length - 1
      while (count > 1 && !fits(rest.slice(0, count).join(''))) count -= 1
      rows.push(rest.slice(0, count).join(''))
      rest = rest.slice(count)
      if (rest.length === 0) break
    }
    row = rest.join('')
  }
  if (row.trim() !== '') rows.push(row.trimEnd())
  return rows
}

export interface Space {
  readonly width: number
  readonly height: number
  readonly lines: number
  readonly largest: number
  readonly smallest: number
  /** Baseline to baseline, in ems. */
  readonly leading: number
  readonly weight?: Weight
}

/** Rather one row, a little smaller, than a last word alone on a second. */
const SMALLER_FOR_ONE_ROW = 0.78

/** Largest size from `largest` down to `smallest` (half-point steps) at which text fits in `lines` rows of the room. */
export function shrinkToFit(pdf: Pdf, text: string, room: Space): { readonly size: number; readonly rows: readonly string[] } | undefined {
  const fit = (lines: number, smallest: number) => {
    for (let size = room.largest; size >= smallest; size -= 0.5) {
      const rows = wrap(
        text,
        (part) => pdf.measure(part, size, room.weight),
        () => room.width,
      )
      if (rows && rows.length <= lines && rows.length * room.leading * size * MILLIMETRES_PER_POINT <= room.height + 0.001)
        return { size, rows }
    }
    return undefined
  }
  return fit(1, Math.max(room.smallest, room.largest * SMALLER_FOR_ONE_ROW)) ?? fit(room.lines, room.smallest)
}

export interface AddressRow {
  readonly text: string
  /** Baseline, millimetres from the top of the page. */
  readonly y: number
}

export interface FittedAddress {
  readonly size: number
  readonly rows: readonly AddressRow[]
}

/** Royal Mail: 10 to 12 pt. Spacing in ems, widest first; the narrowest is only taken where no row would touch the next. */
const SIZES = [12, 11.5, 11, 10.5, 10]
const SPACINGS = [1.25, 1.15, 1.08, 1.03]
const CLEAR_BETWEEN_ROWS = 0.05

/**
 * Sets an address left-aligned in a box, around parts at the right that must stay clear, in the middle of the height that is left. Lines stay whole
 * where any size allows it; otherwise long ones go on in the next row. Post town and postcode are never broken. Undefined when it does not fit at 10 pt.
 */
export function fitAddress(pdf: Pdf, lines: readonly AddressLine[], area: Box, keepClear: readonly Box[]): FittedAddress | undefined {
  for (const mostRows of [lines.length, Infinity]) {
    for (const size of SIZES) {
      for (const spacing of SPACINGS) {
        const setAt = (top: number) => setRows(pdf, lines, area, keepClear, size, spacing, top)
        const fitted = setAt(area.y)
        if (!fitted || fitted.rows.length > mostRows) continue
        const slack = area.y + area.height - fitted.bottom
        const lowered = [slack / 2, slack / 4]
          .map((by) => setAt(area.y + by))
          .find((candidate) => candidate?.rows.length === fitted.rows.length)
        return { size, rows: (lowered ?? fitted).rows }
      }
    }
  }
  return undefined
}

function setRows(
  pdf: Pdf,
  lines: readonly AddressLine[],
  area: Box,
  keepClear: readonly Box[],
  size: number,
  spacing: number,
  top: number,
): { readonly rows: readonly AddressRow[]; readonly bottom: number } | undefined {
  const em = size * MILLIMETRES_PER_POINT
  const leading = spacing * em
  const rows: AddressRow[] = []
  const first = pdf.shape(lines[0]?.text ?? '').ascent * em
  const baseline = (row: number) => top + first + row * leading
  const widthAt = (row: number) => {
    const [upper, lower] = [baseline(row) - em, baseline(row) + 0.3 * em]
    const right = keepClear.filter((box) => box.y < lower && box.y + box.height > upper).map((box) => box.x)
    return Math.min(area.x + area.width, ...right) - area.x
  }
  for (const { role, text } of lines) {
    const broken = wrap(
      text,
      (part) => pdf.measure(part, size),
      (row) => widthAt(rows.length + row),
    )
    if (!broken || ((role === 'post-town' || role === 'postcode') && broken.length > 1)) return undefined
    const start = rows.length
    broken.forEach((part, index) => rows.push({ text: part, y: baseline(start + index) }))
  }
  const shapes = rows.map(({ text }) => pdf.shape(text))
  const touching = shapes.some(
    (shape, index) => index > 0 && (shapes[index - 1]!.descent + shape.ascent) * em + CLEAR_BETWEEN_ROWS > leading,
  )
  if (touching) return undefined
  const bottom = (rows.at(-1)?.y ?? top) + (shapes.at(-1)?.descent ?? 0) * em
  return bottom <= area.y + area.height + 0.001 ? { rows, bottom } : undefined
}
