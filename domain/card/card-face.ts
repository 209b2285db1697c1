/**
 * Where things stand on the face of a card, as data that a station can change. Millimetres from the top-left corner of an ID-1 card
 * (ISO/IEC 7810: 85.60 × 53.98 mm). A layout that would print over the chip contacts, or off the card, is refused when it is read.
 */
import { z } from 'zod'

export const CARD_SIZE = { width: 85.6, height: 53.98 } as const

/** A passport-style photograph is 35 mm wide and 45 mm high. */
export const PHOTO_RATIO = 35 / 45

/** Print heads reach the edge, but cards are fed with a tolerance: type stays this far inside. */
const EDGE_SAFETY = 2

const millimetres = z.number().min(0).max(CARD_SIZE.width)
const box = z.strictObject({ x: millimetres, y: millimetres, width: millimetres.positive(), height: millimetres.positive() })
export type CardBox = z.infer<typeof box>

/** Below about 7 pt the name can no longer be read at arm's length from a dye-sublimation print. */
const pointSize = z.number().min(6).max(24)

const textBox = z
  .strictObject({
    ...box.shape,
    /** Type size in points when there is room, and the smallest that is still legible here. */
    largest: pointSize,
    smallest: pointSize,
    lines: z.number().int().min(1).max(3),
    align: z.enum(['left', 'centre']).default('left'),
  })
  .refine(({ largest, smallest }) => smallest <= largest, 'the smallest type is not larger than the largest')
export type CardTextBox = z.infer<typeof textBox>

const touches = (one: CardBox, other: CardBox): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** Chip contacts with the clearance that printing must keep: never print over the chip. */
export function keepOutZone(layout: { readonly chip: CardBox; readonly chipClearance: number }): CardBox {
  const { chip, chipClearance } = layout
  return { x: chip.x - chipClearance, y: chip.y - chipClearance, width: chip.width + 2 * chipClearance, height: chip.height + 2 * chipClearance }
}

export const cardFaceLayout = z
  .strictObject({
    version: z.literal(1),
    name: z.string().min(1).max(60),
    /** Outer box of the contacts (ISO 7816-2). Measure a real card before relying on it. */
    chip: box,
    chipClearance: z.number().min(1).max(5),
    photo: box,
    cardholder: textBox,
    uuid: textBox,
    organisation: textBox,
  })
  .superRefine((layout, context) => {
    const zone = keepOutZone(layout)
    const parts = (['photo', 'cardholder', 'uuid', 'organisation'] as const).map((part) => [part, layout[part]] as const)
    for (const [part, at] of parts) {
      const safety = part === 'photo' ? 0 : EDGE_SAFETY
      const inside = at.x >= safety && at.y >= safety && at.x + at.width <= CARD_SIZE.width - safety && at.y + at.height <= CARD_SIZE.height - safety
      if (!inside) context.addIssue({ code: 'custom', path: [part], message: `stays ${safety} mm inside the card` })
      if (touches(at, zone)) context.addIssue({ code: 'custom', path: [part], message: `keeps ${layout.chipClearance} mm away from the chip` })
    }
    for (const [index, [part, at]] of parts.entries()) {
      if (parts.slice(index + 1).some(([, other]) => touches(at, other))) context.addIssue({ code: 'custom', path: [part], message: 'does not lie over another part' })
    }
    if (Math.abs(layout.photo.width / layout.photo.height - PHOTO_RATIO) > 0.004) {
      context.addIssue({ code: 'custom', path: ['photo'], message: 'the photograph is 35 wide to 45 high' })
    }
    if (layout.uuid.y < layout.photo.y + layout.photo.height) context.addIssue({ code: 'custom', path: ['uuid'], message: 'the UUID is under the photograph' })
  })
export type CardFaceLayout = z.infer<typeof cardFaceLayout>

/** The layout a station starts with: photograph at the right, chip at the left, name below the chip. */
export const STANDARD_CARD_FACE: CardFaceLayout = cardFaceLayout.parse({
  version: 1,
  name: 'Standard',
  chip: { x: 10.25, y: 19.23, width: 9.62, height: 9.32 },
  chipClearance: 1.5,
  photo: { x: 57.6, y: 6, width: 24.5, height: 31.5 },
  cardholder: { x: 4, y: 32.5, width: 50.5, height: 12.5, largest: 14, smallest: 8, lines: 2 },
  uuid: { x: 56.6, y: 38.6, width: 26.5, height: 5, largest: 9, smallest: 8, lines: 1, align: 'centre' },
  organisation: { x: 4, y: 4.5, width: 50.5, height: 11.5, largest: 10, smallest: 7, lines: 2 },
})

/** The 12-digit UUID as it is printed and read out: `1234 5678 9012`. */
export const groupUuid = (uuid: string): string => uuid.replace(/(\d{4})(?=\d)/g, '$1 ')
