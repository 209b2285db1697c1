/**
 * Names as on the identity document: any script, any case, any number of words. They are never upper-cased, stripped of accents or "corrected";
 * only spaces round them are trimmed. Composed and decomposed accents are the same name (Unicode NFC).
 */
import { err, ok, type Result } from '../result.ts'
import type { Parsed } from './parsed.ts'
import { cleanName, hasControlCharacters } from '../text-from-outside.ts'

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

const SINGLE_NAME = 'If the document shows only one name, ask your RA manager how it is entered in CIS.'

export function parseName(raw: RawName): Result<Parsed<Name>, NameCode> {
  const title = cleanName(raw.title ?? '')
  const given = cleanName(raw.given)
  const family = cleanName(raw.family)
  if (given === '') return err('given-missing', 'Enter the given names.', `Enter them as on the identity document. ${SINGLE_NAME}`)
  if (family === '') return err('family-missing', 'Enter the family name.', `Enter it as on the identity document. ${SINGLE_NAME}`)
  const parts = [
    ['title', 'title', title],
    ['given', 'given names', given],
    ['family', 'family name', family],
  ] as const
  for (const [part, words, text] of parts) {
    if (hasControlCharacters(text)) {
      return err(
        `${part}-characters`,
        `The ${words} must not have line breaks, tabs or hidden characters.`,
        'Type the name again, in one line.',
      )
    }
    if (text.length > LONGEST_NAME_PART) {
      return err(
        `${part}-too-long`,
        `The ${words} must be ${LONGEST_NAME_PART} characters or fewer.`,
        'Shorten it and keep the whole name in a note.',
      )
    }
  }
  const warnings = warnOfScript(given + family, 'The label')
  if (/\p{Nd}/u.test(title + given + family)) warnings.push('There is a number in the name. Check it against the identity document.')
  if (/\s{2}/u.test(given) || /\s{2}/u.test(family)) warnings.push('There are two spaces in a row in the name. Check that this is meant.')
  if (/@|https?:/iu.test(given + family)) warnings.push('This does not look like a name. Check that it was not pasted into the wrong box.')
  return ok({ value: { ...(title === '' ? {} : { title }), given, family }, warnings })
}

export function parseNameOnCard(raw: string): Result<Parsed<string>, NameOnCardCode> {
  const name = cleanName(raw)
  if (name === '') return err('name-on-card-missing', 'Enter the name on the card.', 'Use the name that the registrant goes by at work.')
  if (hasControlCharacters(name)) {
    return err(
      'name-on-card-characters',
      'The name on the card must not have line breaks, tabs or hidden characters.',
      'Type the name again, in one line.',
    )
  }
  if (name.length > LONGEST_NAME_PART) {
    return err('name-on-card-too-long', `The name on the card must be ${LONGEST_NAME_PART} characters or fewer.`, 'Shorten it.')
  }
  const warnings = warnOfScript(name, 'The card')
  if (countCharacters(name) > CARD_NAME_FITS)
    warnings.push(
      `The name is longer than ${CARD_NAME_FITS} characters. It may print small or in two lines: look at the card face before you print.`,
    )
  return ok({ value: name, warnings })
}

/** The whole name as people read it: title, given names, family name. */
export function formatName(name: Name): string {
  return [name.title, name.given, name.family].filter((part) => part !== undefined && part !== '').join(' ')
}

/** A proposal for the card: first given name and family name, with initials for the given names when that is too long. The agent can change it. */
export function suggestNameOnCard(name: Pick<Name, 'given' | 'family'>): string {
  const [first = name.given] = name.given.split(/\s+/u)
  const whole = `${first} ${name.family}`
  if (countCharacters(whole) <= CARD_NAME_FITS) return whole
  return `${getGraphemes(first)[0] ?? first} ${name.family}`
}

/** The typeface for printing has Latin, Greek, Cyrillic and Devanagari letters; the form warns of any other letter while it is typed. */
function warnOfScript(text: string, what: 'The card' | 'The label'): string[] {
  const foreign = getGraphemes(text).filter(
    (one) =>
      /\p{Extended_Pictographic}/u.test(one) ||
      /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]/u.test(one),
  )
  return foreign.length === 0
    ? []
    : [`${what} cannot be printed with “${foreign[0]}”. Enter the name in Latin letters, as at the foot of a passport.`]
}

function getGraphemes(text: string): string[] {
  return [...new Intl.Segmenter('en-GB', { granularity: 'grapheme' }).segment(text)].map((part) => part.segment)
}

/** Characters as people count them. */
function countCharacters(text: string): number {
  return getGraphemes(text).length
}
