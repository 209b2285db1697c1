/** Pictures of a station's card template: how large they may be, and how fine they must be where they are printed. */
import { err, ok, type Result } from '../result.ts'
import { CARD_DPI, CARD_SIZE, type CardBox } from './card-face.ts'

export interface PixelSize {
  readonly width: number
  readonly height: number
}

export const cardImageRules = {
  maximumBytes: 1_500_000,
  /** A whole card at 600 dpi is 2022 × 1275 pixels: more is not printed, and costs memory. */
  maximumSide: 2_100,
  /** Files named in a template: background and logo of either side. */
  maximumCount: 4,
} as const

export const WHOLE_CARD: CardBox = { x: 0, y: 0, ...CARD_SIZE }

/** `cover` fills a box and loses what is beyond it; `contain` is whole, with room left at two sides. */
export type ImageFit = 'cover' | 'contain'

/** Where a picture of so many pixels lies when it is fitted to a box, in millimetres. */
export function placeImage({ x, y, width, height }: CardBox, size: PixelSize, fit: ImageFit): CardBox {
  const pick = fit === 'cover' ? Math.max : Math.min
  const scale = pick(width / size.width, height / size.height)
  const drawn = { width: size.width * scale, height: size.height * scale }
  return { x: x + (width - drawn.width) / 2, y: y + (height - drawn.height) / 2, ...drawn }
}

export const dotsPerInch = (box: CardBox, size: PixelSize, fit: ImageFit): number => size.width / (placeImage(box, size, fit).width / 25.4)

/** Half a dot of rounding is forgiven. */
const TOLERANCE = 0.995

/** A picture with fewer dots than the printer has would be printed in steps that one can see. */
export function checkFineness(part: string, box: CardBox, size: PixelSize, fit: ImageFit): Result<void, 'image-too-coarse'> {
  const dpi = dotsPerInch(box, size, fit)
  if (dpi >= CARD_DPI * TOLERANCE) return ok()
  const needs = { width: Math.ceil((size.width * CARD_DPI) / dpi), height: Math.ceil((size.height * CARD_DPI) / dpi) }
  return err(
    'image-too-coarse',
    `${part} has ${size.width} × ${size.height} pixels, which is ${Math.round(dpi)} dots to the inch at its size on the card. Cards are printed with ${CARD_DPI}.`,
    `Use a picture of at least ${needs.width} × ${needs.height} pixels, or make its place on the card smaller.`,
  )
}
