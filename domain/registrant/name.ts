/**
 * Names as on the identity document: any script, any case, any number of words. They are never upper-cased, stripped of accents or "corrected";
 * only spaces round them are trimmed. Composed and decomposed accents are the same name (Unicode NFC).
 */
import { err, ok, type Result } from '../result.ts'
import { LONGEST_TYPED, type Parsed } from './parsed.ts'
import { cleanName, hasControlCharacters } from '../text-from-outside.ts'
import { findUnprintable, showLetter, suggestPrintable } from '../typeface.ts'

export interface Name {
  readonly title?: string
  readonly given: string
  readonly family: string
}

export interface RawName {
  readonly title?: string | undefined
  readonly given: string
  readonly family: string
}

export type NameCode =
  | 'given-missing'
  | 'family-missing'
  | 'title-characters'
  | 'given-characters'
  | 'family-characters'
  | 'title-too-long'
  | 'given-too-long'
  | 'family-too-long'
export type NameOnCardCode = 'name-on-card-missing' | 'name-on-card-characters' | 'name-on-card-too-long'

/** Longest part of a name that a case keeps, in characters. */
const LONGEST_NAME_PART = 200
/** What is legible in one line beside the photograph on a card, in characters. Longer names are printed smaller or in two lines. */
export const CARD_NAME_FITS = 32

const LATIN_LETTERS = 'Enter the name in Latin letters, as at the foot of a passport.'
const SINGLE_NAME = 'If the document shows only one name, ask your RA manager how it is entered in CIS.'

export function parseName(raw: RawName): Result<Parsed<Name>, NameCode> {
  for (const part of ['title', 'given', 'family'] as const) if ((raw[part]?.length ?? 0) > LONGEST_TYPED) return tooLong(part)
  const title = cleanName(raw.title ?? '')
  const given = cleanName(raw.given)
  const family = cleanName(raw.family)
  if (given === '') return err('given-missing', 'Enter the given names.', `Enter them as on the identity document. ${SINGLE_NAME}`)
  if (family === '') return err('family-missing', 'Enter the family name.', `Enter it as on the identity document. ${SINGLE_NAME}`)
  const parts = [
    ['title', title],
    ['given', given],
    ['family', family],
  ] as const
  for (const [part, text] of parts) {
    if (hasControlCharacters(text)) {
      return err(
        `${part}-characters`,
        `The ${partNames[part]} must not have line breaks, tabs or hidden characters.`,
        'Type the name again, in one line.',
      )
    }
    if (text.length > LONGEST_NAME_PART) return tooLong(part)
  }
  const warnings = [
    ...warnOfTypeface(nameOnEnvelope({ name: { given, family } }), 'envelope', 'Enter a name for the envelope.'),
    ...warnOfMixedScripts(`${given} ${family}`),
  ]
  if (/\p{Nd}/u.test(title + given + family)) warnings.push('There is a number in the name. Check it against the identity document.')
  if (/\s{2}/u.test(given) || /\s{2}/u.test(family)) warnings.push('There are two spaces in a row in the name. Check that this is meant.')
  if (/@|https?:/iu.test(given + family)) warnings.push('This does not look like a name. Check that it was not pasted into the wrong box.')
  return ok({ value: { ...(title === '' ? {} : { title }), given, family }, warnings })
}

const partNames = { title: 'title', given: 'given names', family: 'family name' } as const
const tooLong = (part: keyof typeof partNames): Result<never, NameCode> =>
  err(
    `${part}-too-long`,
    `The ${partNames[part]} must be ${LONGEST_NAME_PART} characters or fewer.`,
    'Shorten it and keep the whole name in a note.',
  )

export function parseNameOnCard(raw: string): Result<Parsed<string>, NameOnCardCode> {
  if (raw.length > LONGEST_TYPED) return nameOnCardTooLong
  const name = cleanName(raw)
  if (name === '') return err('name-on-card-missing', 'Enter the name on the card.', 'Use the name that the registrant goes by at work.')
  if (hasControlCharacters(name)) {
    return err(
      'name-on-card-characters',
      'The name on the card must not have line breaks, tabs or hidden characters.',
      'Type the name again, in one line.',
    )
  }
  if (name.length > LONGEST_NAME_PART) return nameOnCardTooLong
  const warnings = [...warnOfTypeface(name, 'card', LATIN_LETTERS), ...warnOfMixedScripts(name)]
  if (countCharacters(name) > CARD_NAME_FITS)
    warnings.push(
      `The name is longer than ${CARD_NAME_FITS} characters. It may print small or in two lines: look at the card face before you print.`,
    )
  return ok({ value: name, warnings })
}

const nameOnCardTooLong = err(
  'name-on-card-too-long',
  `The name on the card must be ${LONGEST_NAME_PART} characters or fewer.`,
  'Shorten it.',
)

export type EnvelopeNameCode = 'envelope-name-characters' | 'envelope-name-not-printable' | 'envelope-name-too-long'

/** The name for the envelope of a registrant whose legal name the typeface cannot print. Empty: the legal name is printed. */
export function parseNameOnEnvelope(raw: string): Result<Parsed<string>, EnvelopeNameCode> {
  if (raw.length > LONGEST_NAME_PART)
    return err('envelope-name-too-long', `The name for the envelope must be ${LONGEST_NAME_PART} characters or fewer.`, 'Shorten it.')
  const name = cleanName(raw)
  if (hasControlCharacters(name)) {
    return err(
      'envelope-name-characters',
      'The name for the envelope must not have line breaks, tabs or hidden characters.',
      'Type the name again, in one line.',
    )
  }
  const [letter] = findUnprintable(name)
  if (letter === undefined) return ok({ value: name, warnings: warnOfMixedScripts(name) })
  const plain = suggestPrintable(name)
  return err(
    'envelope-name-not-printable',
    `The envelope cannot be printed with ${showLetter(letter)}.`,
    plain === undefined ? LATIN_LETTERS : `Enter “${plain}” if that is the name.`,
  )
}

/** What stands on the envelope: the name for it, or else the legal name. */
export const nameOnEnvelope = (registrant: {
  readonly name: Pick<Name, 'given' | 'family'>
  readonly nameOnEnvelope?: string | undefined
}): string => registrant.nameOnEnvelope ?? `${registrant.name.given} ${registrant.name.family}`

/** The whole name as people read it: title, given names, family name. */
export function formatName(name: RawName): string {
  return [name.title, name.given, name.family].filter((part) => part !== undefined && part !== '').join(' ')
}

/** A proposal for the card: first given name and family name, with initials for the given names when that is too long. The agent can change it. */
export function suggestNameOnCard(name: Pick<Name, 'given' | 'family'>): string {
  const given = suggestPrintable(name.given) ?? name.given
  const family = suggestPrintable(name.family) ?? name.family
  const [first = given] = given.split(/\s+/u)
  const whole = `${first} ${family}`
  if (countCharacters(whole) <= CARD_NAME_FITS) return whole
  return `${getGraphemes(first)[0] ?? first} ${family}`
}

/** What is wrong with a text for the typeface, and what to enter instead. `next`: where no ordinary letters are to be had. */
function warnOfTypeface(text: string, what: 'card' | 'envelope', next: string): string[] {
  const [letter] = findUnprintable(text)
  if (letter === undefined) return []
  const plain = suggestPrintable(text)
  return [`The ${what} cannot be printed with ${showLetter(letter)}. ${plain === undefined ? next : `Did you mean “${plain}”?`}`]
}

/** One word with letters of two alphabets: most often a letter that only looks Latin. */
function warnOfMixedScripts(text: string): string[] {
  const word = text.split(/[\s\p{Pd}]+/u).find((one) => /\p{Script=Latin}/u.test(one) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(one))
  const letter = word && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.exec(word)?.[0]
  if (letter === undefined) return []
  const alphabet = /\p{Script=Greek}/u.test(letter) ? 'Greek' : 'Cyrillic'
  return [`The letter “${letter}” is ${alphabet}, in a word of Latin letters. Type it again if it only looks like the right one.`]
}

function getGraphemes(text: string): string[] {
  return [...new Intl.Segmenter('en-GB', { granularity: 'grapheme' }).segment(text)].map((part) => part.segment)
}

/** Characters as people count them. */
function countCharacters(text: string): number {
  return getGraphemes(text).length
}
