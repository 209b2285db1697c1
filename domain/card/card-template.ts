/**
 * A station's own card: where things stand on its front and back, as data. A template that would print over the chip contacts, off the
 * card, or one part over another is refused when it is read, in words that name the part.
 */
import { z } from 'zod'
import { visibleText } from '../values.ts'
import { err, ok, type Result } from '../result.ts'
import {
  EDGE_SAFETY,
  PHOTO_RATIO,
  TYPE_OVERHANG,
  cardBox,
  cardNameBox,
  cardTextBox,
  cardWords,
  grow,
  isInsideCard,
  keepOutZone,
  touches,
  type CardBox,
} from './card-face.ts'
import { WHOLE_CARD } from './card-images.ts'

/** A file that comes with the template. */
export const imageName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,60}\.(png|jpe?g)$/iu)

/** Fills its box (the whole card when none is given) and lies under everything else. */
const background = z.strictObject({
  image: imageName,
  box: cardBox.optional(),
  /** Needed where the box lies over the chip: the picture is then left out around the contacts. */
  leaveChipClear: z.boolean().default(false),
})
const logo = z.strictObject({ ...cardBox.shape, image: imageName })

const front = z.strictObject({
  background: background.optional(),
  logo: logo.optional(),
  photo: cardBox,
  cardholder: cardNameBox,
  uuid: cardTextBox,
  organisation: cardTextBox,
  /** Which issue of the station's cards this is: "Series 10". */
  series: cardWords.optional(),
})

/** What a finder may know: where the card goes back to, and its serial. Nothing about the person, and not the envelope's item: that ends with the post. */
const back = z.strictObject({
  background: background.optional(),
  logo: logo.optional(),
  /** May hold `{provider}`, `{return address}`, `{serial}` and `{series}`. */
  texts: z.array(cardWords).max(8),
  /** The card's serial for a scanner: Code 128 bars or a QR square. */
  code: z.strictObject({ ...cardBox.shape, form: z.enum(['bars', 'square']) }).optional(),
  /** Places where nothing is printed: a signature panel, a magnetic stripe. */
  keepOut: z.array(cardBox).max(4).default([]),
})

export const wordsInBraces = ['provider', 'return address', 'serial', 'series'] as const
const IN_BRACES = /\{([^{}]*)\}/g

const shape = z.strictObject({
  version: z.literal(2),
  name: visibleText().trim().min(1).max(60),
  /** Outer box of the contacts (ISO 7816-2). Measure a real card before relying on it. */
  chip: cardBox,
  chipClearance: z.number().min(1).max(5),
  front,
  back: back.optional(),
})

export interface Part {
  readonly path: readonly (string | number)[]
  /** As the start of a sentence. */
  readonly words: string
  readonly box: CardBox
  readonly kind: 'picture' | 'type' | 'code'
}

type Shape = z.infer<typeof shape>

export function frontParts({ front: { photo, cardholder, uuid, organisation, series, logo: mark } }: Shape): Part[] {
  return [
    { path: ['front', 'photo'], words: 'The photograph', box: photo, kind: 'picture' },
    { path: ['front', 'cardholder'], words: 'The name', box: cardholder, kind: 'type' },
    { path: ['front', 'uuid'], words: 'The UUID', box: uuid, kind: 'type' },
    { path: ['front', 'organisation'], words: 'The organisation', box: organisation, kind: 'type' },
    ...(series ? [{ path: ['front', 'series'], words: 'The series', box: series, kind: 'type' } as const] : []),
    ...(mark ? [{ path: ['front', 'logo'], words: 'The logo on the front', box: mark, kind: 'picture' } as const] : []),
  ]
}

export function backParts({ back: side }: Shape): Part[] {
  if (!side) return []
  return [
    ...side.texts.map(
      (box, index) => ({ path: ['back', 'texts', index], words: `Text ${index + 1} on the back`, box, kind: 'type' }) as const,
    ),
    ...(side.code ? [{ path: ['back', 'code'], words: 'The code on the back', box: side.code, kind: 'code' } as const] : []),
    ...(side.logo ? [{ path: ['back', 'logo'], words: 'The logo on the back', box: side.logo, kind: 'picture' } as const] : []),
  ]
}

interface Forbidden {
  readonly box: CardBox
  /** As the end of a sentence. */
  readonly words: string
}

/** Every rule of one side. Type keeps its overhang away as well. */
function findCollisions(
  parts: readonly Part[],
  forbidden: readonly Forbidden[],
): { readonly path: Part['path']; readonly message: string }[] {
  return parts.flatMap((part, index) => {
    const { path, words, box, kind } = part
    const safety = kind === 'picture' ? 0 : EDGE_SAFETY
    const inked = kind === 'type' ? grow(box, { x: TYPE_OVERHANG, y: 0 }) : box
    return [
      ...(isInsideCard(box, safety) ? [] : [safety ? `${words} must stay ${safety} mm inside the card.` : `${words} lies off the card.`]),
      ...forbidden.filter((zone) => touches(inked, zone.box)).map((zone) => `${words} ${zone.words}`),
      ...parts
        .slice(index + 1)
        .filter((other) => touches(box, other.box))
        .map((other) => `${words} lies over another part: ${other.words.charAt(0).toLowerCase()}${other.words.slice(1)}.`),
    ].map((message) => ({ path, message }))
  })
}

export const cardTemplate = shape.superRefine((template, context) => {
  const zone = keepOutZone(template)
  const complain = (path: Part['path'], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
  if (!isInsideCard(zone, 0)) complain(['chip'], 'The chip lies off the card.')
  const chip = { box: zone, words: `must keep ${template.chipClearance} mm away from the chip.` }
  const stripes = template.back?.keepOut.map((box) => ({ box, words: 'lies in a place that must stay empty.' })) ?? []
  for (const { path, message } of [...findCollisions(frontParts(template), [chip]), ...findCollisions(backParts(template), stripes)])
    complain(path, message)

  const { photo, uuid, background: scene } = template.front
  if (Math.abs(photo.width / photo.height - PHOTO_RATIO) > 0.004) complain(['front', 'photo'], 'The photograph must be 35 wide to 45 high.')
  if (uuid.y < photo.y + photo.height) complain(['front', 'uuid'], 'The UUID must be under the photograph.')
  if (scene && touches(scene.box ?? WHOLE_CARD, zone) && !scene.leaveChipClear) {
    complain(
      ['front', 'background'],
      'The background of the front lies over the chip. Give it a box beside the chip, or set "leaveChipClear" to true, so that it is left out around the contacts.',
    )
  }
  for (const side of ['front', 'back'] as const) {
    const box = template[side]?.background?.box
    if (box && !isInsideCard(box, 0)) complain([side, 'background'], `The background of the ${side} lies off the card.`)
  }
  template.back?.keepOut.forEach((box, index) => {
    const under = template.back?.background
    if (under && touches(under.box ?? WHOLE_CARD, box))
      complain(['back', 'keepOut', index], 'The background of the back lies in a place that must stay empty.')
  })
  template.back?.texts.forEach(({ text }, index) => {
    for (const [whole, word] of text.matchAll(IN_BRACES)) {
      if (!(wordsInBraces as readonly string[]).includes(word!))
        complain(
          ['back', 'texts', index],
          `Text ${index + 1} on the back holds ${whole}, which is not known. Known are ${wordsInBraces.map((known) => `{${known}}`).join(', ')}.`,
        )
    }
  })
})
export type CardTemplate = z.infer<typeof cardTemplate>

/** The words in braces put in. What is not known stays away: a card never says "undefined". */
export function fillWords(text: string, words: Partial<Readonly<Record<(typeof wordsInBraces)[number], string>>>): string {
  return text
    .replaceAll(IN_BRACES, (_, word: (typeof wordsInBraces)[number]) => words[word] ?? '')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

/** Files that a template names. */
export function imagesOf({ front: one, back: other }: CardTemplate): string[] {
  return [
    ...new Set([one.background?.image, one.logo?.image, other?.background?.image, other?.logo?.image].filter((name) => name !== undefined)),
  ]
}

/** Version 1 had a front alone, without pictures or series. */
const ofTheCard = ['version', 'name', 'chip', 'chipClearance']

function migrate(value: unknown): unknown {
  const old = z.looseObject({ version: z.literal(1) }).safeParse(value)
  if (!old.success) return value
  const entries = Object.entries(old.data)
  return {
    ...Object.fromEntries(entries.filter(([key]) => ofTheCard.includes(key))),
    version: 2,
    front: Object.fromEntries(entries.filter(([key]) => !ofTheCard.includes(key))),
  }
}

const MOST_PROBLEMS = 6

/** Reads a template of any version. Every problem is a sentence of its own. */
export function readCardTemplate(value: unknown): Result<CardTemplate, 'layout-invalid' | 'layout-newer'> {
  const version = (value as { readonly version?: unknown } | null)?.version
  if (typeof version === 'number' && version > 2) {
    return err(
      'layout-newer',
      `This template is of version ${version}, made for a newer RA Desk. Nothing was changed.`,
      'Update RA Desk on this workstation, or ask for a template of version 2.',
    )
  }
  const parsed = cardTemplate.safeParse(migrate(value))
  if (parsed.success) return ok(parsed.data)
  const problems = [
    ...new Set(
      parsed.error.issues.map(({ code, path, message }) =>
        code === 'custom' && /^[A-Z]/.test(message) ? message : `${path.join('.') || 'the file'}: ${message}.`,
      ),
    ),
  ]
  const more = problems.length > MOST_PROBLEMS ? ` And ${problems.length - MOST_PROBLEMS} more.` : ''
  return err(
    'layout-invalid',
    `This card template cannot be used. ${problems.slice(0, MOST_PROBLEMS).join(' ')}${more}`,
    'Put the template right, or go back to the standard card. The card that was used until now stays.',
  )
}

/** The card a station starts with: photograph at the right, chip at the left, name below the chip, nothing on the back. */
export const STANDARD_CARD: CardTemplate = cardTemplate.parse({
  version: 2,
  name: 'Standard',
  chip: { x: 10.25, y: 19.23, width: 9.62, height: 9.32 },
  chipClearance: 1.5,
  front: {
    photo: { x: 57.6, y: 6, width: 24.5, height: 31.5 },
    cardholder: { x: 4, y: 32.5, width: 50.5, height: 12.5, largest: 14, smallest: 8, lines: 2 },
    uuid: { x: 56.6, y: 38.6, width: 26.5, height: 5, largest: 9, smallest: 8, lines: 1, align: 'centre' },
    organisation: { x: 4, y: 4.5, width: 50.5, height: 11.5, largest: 10, smallest: 7, lines: 2 },
  },
})

/** At the foot of the card, left of the photograph, where the standard card has room. */
const SERIES_PLACE = { x: 4, y: 46.5, width: 30, height: 5, largest: 8, smallest: 7, lines: 1, align: 'left' } as const

/** The same card with another series on its front; without one when the text is empty. Refused where the template has no room for it. */
export function withSeries(template: CardTemplate, text: string): ReturnType<typeof readCardTemplate> {
  const { series, ...others } = template.front
  const words = text.trim()
  return readCardTemplate({ ...template, front: words ? { ...others, series: { ...(series ?? SERIES_PLACE), text: words } } : others })
}

/** Which template a card was printed with. Version 0 is the standard one; each one that the station takes into use counts on. */
export const templateMark = z.strictObject({
  name: visibleText().min(1).max(60),
  version: z.number().int().nonnegative(),
  digest: z.string().regex(/^[0-9a-f]{16}$/),
})
export type TemplateMark = z.infer<typeof templateMark>
