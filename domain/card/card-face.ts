/**
 * The measures of a card that every layout of its faces keeps to. Millimetres from the top-left corner of an ID-1 card
 * (ISO/IEC 7810: 85.60 × 53.98 mm). What stands where is data: `card-template.ts`.
 */
import { z } from 'zod'
import { visibleText } from '../values.ts'

export const CARD_SIZE = { width: 85.6, height: 53.98 } as const

/** A passport-style photograph is 35 mm wide and 45 mm high. */
export const PHOTO_RATIO = 35 / 45

/** Print heads reach the edge, but cards are fed with a tolerance: type stays this far inside. */
export const EDGE_SAFETY = 2

/** Letters such as J reach a little out of the place that they take up. */
export const TYPE_OVERHANG = 0.5

/** Card printers place 300 dots to the inch. A line thinner than one of them is there on some cards and missing on others. */
export const CARD_DPI = 300
export const DOT = 25.4 / CARD_DPI

/** Baseline to baseline, in ems. */
export const CARD_LEADING = 1.2

const millimetres = z.number().min(0).max(CARD_SIZE.width)
export const cardBox = z.strictObject({ x: millimetres, y: millimetres, width: millimetres.positive(), height: millimetres.positive() })
export type CardBox = z.infer<typeof cardBox>

/** Below 6 pt type can no longer be read on a dye-sublimation print; the name, read at arm's length, needs 7 pt. */
const LEAST_TYPE = 6
const LEAST_NAME = 7
const MILLIMETRES_PER_POINT = 25.4 / 72

const textShape = {
  ...cardBox.shape,
  /** Type size in points when there is room, and the smallest that is still legible here. */
  largest: z.number().min(LEAST_TYPE).max(24),
  smallest: z.number().min(LEAST_TYPE).max(24),
  lines: z.number().int().min(1).max(4),
  align: z.enum(['left', 'centre']).default('left'),
}
interface Type {
  readonly largest: number
  readonly smallest: number
  readonly height: number
}
const isOrdered = ({ smallest, largest }: Type): boolean => smallest <= largest
const holdsALine = ({ smallest, height }: Type): boolean => height >= smallest * CARD_LEADING * MILLIMETRES_PER_POINT
const ORDERED = 'the smallest type is larger than the largest'
const A_LINE = 'the box is too low for one line of its smallest type'

export const cardTextBox = z.strictObject(textShape).refine(isOrdered, ORDERED).refine(holdsALine, A_LINE)
export type CardTextBox = z.infer<typeof cardTextBox>

export const cardNameBox = z
  .strictObject({ ...textShape, smallest: textShape.smallest.min(LEAST_NAME) })
  .refine(isOrdered, ORDERED)
  .refine(holdsALine, A_LINE)

/** A text that the station itself chose. */
export const cardWords = z
  .strictObject({ ...textShape, text: visibleText().trim().min(1).max(200) })
  .refine(isOrdered, ORDERED)
  .refine(holdsALine, A_LINE)

export const touches = (one: CardBox, other: CardBox): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** 48 + 5.98 is a little more than 53.98 to a computer. */
const ROUNDING = 1e-6

export const isInsideCard = (box: CardBox, safety: number): boolean =>
  box.x >= safety - ROUNDING &&
  box.y >= safety - ROUNDING &&
  box.x + box.width <= CARD_SIZE.width - safety + ROUNDING &&
  box.y + box.height <= CARD_SIZE.height - safety + ROUNDING

export const grow = (box: CardBox, by: { readonly x: number; readonly y: number }): CardBox => ({
  x: box.x - by.x,
  y: box.y - by.y,
  width: box.width + 2 * by.x,
  height: box.height + 2 * by.y,
})

/** Chip contacts with the clearance that printing must keep: never print over the chip. */
export function keepOutZone({ chip, chipClearance }: { readonly chip: CardBox; readonly chipClearance: number }): CardBox {
  return grow(chip, { x: chipClearance, y: chipClearance })
}

/** The 12-digit UUID as it is printed and read out: `1234 5678 9012`. */
export const groupUuid = (uuid: string): string => uuid.replace(/(\d{4})(?=\d)/g, '$1 ')
