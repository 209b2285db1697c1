/**
 * The organisation's name in a text message. A registrant knows the organisation that registers them and has never heard of RA Desk.
 * A text must go as one message, so the name is written in the GSM 7-bit alphabet and shortened to the room that the words leave.
 */
import { countGsm7Septets, fillTemplate, SINGLE_TEXT_SEPTETS } from './text-template.ts'

/** Used when nothing of the organisation's name can be written in a text. */
export const NAME_WITHOUT_ORGANISATION = 'NHS Registration Authority'

/**
 * Fills the words of a text so that the whole of it fits one message. `{organisation}` is filled with what fits of the name; `values`
 * hold the other placeholders. Throws when the words leave no room or use another alphabet: that is a fault of the edition.
 */
export function fillText(template: string, organisation: string, values: Readonly<Record<string, string>>): string {
  const withoutName = countGsm7Septets(fillTemplate(template, { ...values, organisation: '' }))
  if (withoutName === undefined) throw new Error('the words of a text hold a character outside the GSM 7-bit alphabet')
  const name = organisationInText(organisation, SINGLE_TEXT_SEPTETS - withoutName)
  if (name === '') throw new Error('the words of a text leave no room for the name of the organisation')
  return fillTemplate(template, { ...values, organisation: name })
}

/** What is beyond never fits a text, however many of the letters before it cannot be written. */
const MOST_READ = 400

/**
 * The name as it goes into a text: at most `septets` long, in characters that take one septet each. It is cut between words, and inside
 * a word only when the first word alone is too long.
 */
export function organisationInText(name: string, septets: number): string {
  const written = toGsm7(name.slice(0, MOST_READ))
  // A name that loses most of its letters would be a riddle on the phone.
  const usable = countLetters(written) > 0 && countLetters(written) * 2 >= countLetters(name.slice(0, MOST_READ))
  return shorten(usable ? written : NAME_WITHOUT_ORGANISATION, septets)
}

/** Characters that are not letters with an accent and have a plain way to be written. Braces take two septets each, so they go too. */
const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '•': '-',
  '·': '-',
  '…': '...',
  '{': '(',
  '[': '(',
  '}': ')',
  ']': ')',
  '\\': '/',
  '|': '/',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
}

function toGsm7(name: string): string {
  const oneLine = name.normalize('NFC').replace(/\s+/g, ' ')
  const written = Array.from(oneLine, (character) => {
    if (countGsm7Septets(character) === 1) return character
    const plain = PLAIN[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '')
    return Array.from(plain)
      .filter((one) => countGsm7Septets(one) === 1)
      .join('')
  })
  return written.join('').replace(/\s+/g, ' ').trim()
}

const countLetters = (text: string): number => text.normalize('NFC').match(/[\p{L}\p{N}]/gu)?.length ?? 0

function shorten(name: string, septets: number): string {
  if (name.length <= septets) return name
  const words = name.split(' ')
  for (let count = words.length - 1; count > 0; count--) {
    const start = trimEnd(words.slice(0, count).join(' '))
    if (start !== '' && start.length <= septets) return start
  }
  return words[0]!.slice(0, Math.max(0, septets))
}

/** Takes away what cannot end a name: an opened bracket, a comma, "and", "of". */
function trimEnd(start: string): string {
  const closed = start.lastIndexOf('(') > start.lastIndexOf(')') ? start.slice(0, start.lastIndexOf('(')) : start
  const trimmed = closed.replace(/(?:(?<![\s,;:&/(-])[\s,;:&/(-]+|\s(?:and|of|for|the|in|at|on))$/i, '')
  return trimmed === start ? trimmed : trimEnd(trimmed)
}
