/**
 * Our own references: a dispatch `RD-20261123-7K3M` and its items `RD7K3M-001-X`. Nothing personal is in them. Their characters are in Code 128
 * set B and in the alphanumeric mode of QR, and the drawn ones come from an alphabet without look-alikes or vowels, so they can be read aloud.
 */
import { cleanCode } from '../text-from-outside.ts'
import { z } from 'zod'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'

/** No vowels and of each pair of look-alikes (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) at most one. Twenty-three: a prime, so that one check character finds every single slip. */
export const REFERENCE_ALPHABET = '346789CDFGHJKMNPQRTVWXY'
const SUFFIX_LENGTH = 4
const MAXIMUM_ITEMS = 9_999

const letters = `[${REFERENCE_ALPHABET}]`
const DISPATCH = new RegExp(`^RD-(\\d{4})(\\d{2})(\\d{2})-(${letters}{${SUFFIX_LENGTH}})$`)
const ITEM = new RegExp(`^RD(${letters}{${SUFFIX_LENGTH}})-(\\d{3}|[1-9]\\d{3})-(${letters})$`)

export const dispatchReference = z
  .string()
  .refine((text) => findDispatchReference(text)?.reference === text, 'a dispatch reference looks like RD-20261123-7K3M')
export const itemReference = z.string().refine((text) => {
  const read = readItemReference(text)
  return read.ok && read.value.reference === text
}, 'an item reference looks like RD7K3M-001-X')

/** Four characters, each equally likely: bytes past the last whole multiple of the alphabet are thrown away. */
function drawSuffix(randomBytes: (count: number) => Uint8Array): string {
  const limit = 256 - (256 % REFERENCE_ALPHABET.length)
  let suffix = ''
  while (suffix.length < SUFFIX_LENGTH) {
    for (const byte of randomBytes(SUFFIX_LENGTH)) {
      if (byte < limit && suffix.length < SUFFIX_LENGTH) suffix += REFERENCE_ALPHABET[byte % REFERENCE_ALPHABET.length]
    }
  }
  return suffix
}

/**
 * A new dispatch reference for a posting day (`2026-11-23`). `isTaken` says whether the station already used a suffix: items carry the
 * suffix without the day, so it must be new for as long as old items can still turn up.
 */
export function makeDispatchReference(parts: {
  readonly date: string
  readonly randomBytes: (count: number) => Uint8Array
  readonly isTaken?: (suffix: string) => boolean
}): string {
  const { date, randomBytes, isTaken = () => false } = parts
  for (;;) {
    const suffix = drawSuffix(randomBytes)
    if (!isTaken(suffix)) return `RD-${date.replaceAll('-', '')}-${suffix}`
  }
}

export interface DispatchReference {
  readonly reference: string
  /** Posting day, `2026-11-23`. */
  readonly date: string
  readonly suffix: string
}

/** With blanks around it. A longer text is no reference, and is not looked at. */
const LONGEST_TYPED = 1_000

const normalise = (typed: string): string =>
  cleanCode(typed.length > LONGEST_TYPED ? '' : typed)
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/\s/g, '')

export function findDispatchReference(typed: string): DispatchReference | undefined {
  const reference = normalise(typed)
  const match = DISPATCH.exec(reference)
  if (!match) return undefined
  const date = `${match[1]}-${match[2]}-${match[3]}`
  return z.iso.date().safeParse(date).success ? { reference, date, suffix: match[4]! } : undefined
}

/** Name of the file that a posting list is saved in, without its ending: `posting-list-2026-11-23-7K3M`. The suffix tells lists of one day apart. */
export function nameOfPostingList(dispatch: string): string {
  const found = findDispatchReference(dispatch)
  if (!found) throw new RangeError('not a dispatch reference')
  return `posting-list-${found.date}-${found.suffix}`
}

/** Weighted sum modulo 23 over suffix and number. Every wrong character and every swap of unlike neighbours within a part changes it. */
function checkCharacter(suffix: string, number: string): string {
  const values = [...[...suffix].map((letter) => REFERENCE_ALPHABET.indexOf(letter)), ...[...number.padStart(4, '0')].map(Number)]
  const sum = values.reduce((total, value, index) => total + value * (index + 2), 0)
  return REFERENCE_ALPHABET[sum % REFERENCE_ALPHABET.length]!
}

/** Reference of the item at a position of a dispatch, counted from 1. */
export function makeItemReference(dispatch: string, position: number): string {
  const found = findDispatchReference(dispatch)
  if (!found) throw new RangeError('not a dispatch reference')
  if (!Number.isInteger(position) || position < 1 || position > MAXIMUM_ITEMS) throw new RangeError(`no item ${position} in a dispatch`)
  const number = String(position).padStart(3, '0')
  return `RD${found.suffix}-${number}-${checkCharacter(found.suffix, number)}`
}

export interface ItemReference {
  readonly reference: string
  readonly suffix: string
  readonly position: number
}

export type ItemReferenceFailureCode = 'not-an-item-reference' | 'item-reference-mistyped'

/** Reads an item reference as scanned or typed, in any case and spacing. */
export function readItemReference(typed: string): Result<ItemReference, ItemReferenceFailureCode> {
  const reference = normalise(typed)
  const match = ITEM.exec(reference)
  if (!match || Number(match[2]) === 0) {
    return err(
      'not-an-item-reference',
      'This is not one of our item references.',
      'Scan the label again, or type the reference above its bars, like RD7K3M-001-X.',
    )
  }
  if (checkCharacter(match[1]!, match[2]!) !== match[3]) {
    return err(
      'item-reference-mistyped',
      'The last character does not fit the rest, so one character is wrong.',
      'Read the reference on the label again, character by character.',
    )
  }
  return ok({ reference, suffix: match[1]!, position: Number(match[2]) })
}
