/** Words by which a case or a person is searched, folded as people type them: lower case, without accents, numbers in one spelling. */
import type { CaseSummary } from '../case/summary.ts'
import { readTypedNumber } from '../phone-number.ts'

/** Letters that do not fall apart into a base letter and a mark. */
const whole: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
}

/** As people type it: lower case, no accents, no apostrophes, anything between letters and digits as one space. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[łđøßæœþðħıŧŋĸ]/g, (letter) => whole[letter]!)
    .replace(/['’‘ʼʻ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Letters that German, Danish, Norwegian, Swedish and Croatian people write with two others where a keyboard lacks them. */
const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', đ: 'dj' }
const SPELLED_LETTERS = /[äöüåøđ]/g
const SPELLED_PAIRS = /ae|oe|ue|aa|dj/g

/**
 * A name in each way that people type it: Müller also as `mueller`, and Mueller also as `muller`, which is what a typed Müller becomes. Kept
 * with the case, so that a search does no more work for it.
 */
function spellings(name: string): string {
  const folded = fold(name)
  const lower = name.normalize('NFC').toLowerCase()
  const longer = lower.replace(SPELLED_LETTERS, (letter) => spelled[letter]!)
  const shorter = folded.replace(SPELLED_PAIRS, ([first]) => first!)
  return [folded, ...(longer === lower ? [] : [fold(longer)]), ...(shorter === folded ? [] : [shorter])].join(' ')
}

/** A number as it is dialled at home as well as from abroad. */
function spellMobile(mobile: string | undefined): string {
  if (!mobile) return ''
  return mobile.startsWith('+44') ? `${mobile.slice(1)} 0${mobile.slice(3)}` : mobile.slice(1)
}

/** A printed reference as it stands there, and without its hyphens. */
const spellReference = (reference: string): string => `${reference.toLowerCase()} ${fold(reference).replaceAll(' ', '')}`

/** Digits with what people put between them, such as `+44 (0)7700 900 123`. */
const TYPED_NUMBER = /(?:tel:)?[+([]*\d(?:[\d\s()[\].\p{Pd}]*\d)?/giu
const LONGEST_QUERY = 200

export type Searched = Pick<
  CaseSummary,
  'name' | 'organisation' | 'reference' | 'mobile' | 'email' | 'sponsor' | 'odsCode' | 'references'
> & {
  readonly uuid?: string | undefined
}

/** Ends the words of the name. No term has it in it. */
const END_OF_NAME = '\n'

/** All folded words by which a case, or a person without one, is found; those of the name first. */
export const describe = (one: Searched): string =>
  `${spellings(one.name)}${END_OF_NAME}${spellings(one.organisation)} ${fold(one.reference)} ${one.reference.toLowerCase()} ${one.uuid ?? ''} ${spellMobile(one.mobile)} ${one.email ? fold(one.email) : ''} ${spellings(one.sponsor ?? '')} ${fold(one.odsCode ?? '')} ${(one.references ?? []).map(spellReference).join(' ')}`

/** Terms of a query. Groups of digits belong together, so that `07700 900 123` is one number and not three scraps of others. */
export function toTerms(query: string): string[] {
  const joined = query.slice(0, LONGEST_QUERY).normalize('NFKC').replace(TYPED_NUMBER, joinDigits)
  // A reference stays whole: `RA-8` must not be answered by every case with an 8 in its number.
  return joined
    .split(/\s+/)
    .flatMap((word) => (/^[a-z0-9]+(?:-[a-z0-9]+)+$/i.test(word) && /\d/.test(word) ? [word.toLowerCase()] : fold(word).split(' ')))
    .filter(Boolean)
}

/** Best match first: a name before other words; a whole word before the beginning of one, and that before its middle. */
const places = ['whole', 'beginning', 'middle'] as const
const RANKS = 2 * places.length + 1
const NOWHERE = RANKS - 1

/** `words`: of `describe`, or one folded title. The rank of the term that fits least. */
export function rankOf(words: string, terms: readonly string[]): number {
  const end = words.indexOf(END_OF_NAME)
  const name = end < 0 ? words : words.slice(0, end)
  let rank = 0
  for (const term of terms) {
    const inName = placeIn(name, term)
    rank = Math.max(rank, inName ?? afterName(words, end, term))
  }
  return rank
}

function afterName(words: string, end: number, term: string): number {
  const place = end < 0 ? undefined : placeIn(words.slice(end + 1), term)
  return place === undefined ? NOWHERE : place + places.length
}

/** As the place in `places`; `undefined` where it is not at all. */
function placeIn(words: string, term: string): number | undefined {
  let best: number | undefined
  for (let at = words.indexOf(term); at >= 0; at = words.indexOf(term, at + 1)) {
    if (at > 0 && words[at - 1] !== ' ') best ??= places.indexOf('middle')
    else if (at + term.length === words.length || words[at + term.length] === ' ') return places.indexOf('whole')
    else best = places.indexOf('beginning')
  }
  return best
}

/** Those that fit best first; of the same rank in the order given. Stops when `most` of the best are found. */
export function takeBest<One>(all: Iterable<One>, most: number, rank: (one: One) => number | undefined): One[] {
  const ranked = Array.from({ length: RANKS }, (): One[] => [])
  for (const one of all) {
    const own = rank(one)
    if (own === undefined) continue
    if (ranked[own]!.length < most) ranked[own]!.push(one)
    if (ranked[0]!.length >= most) break
  }
  return ranked.flat().slice(0, most)
}

function joinDigits(typed: string, at: number, whole: string): string {
  // The figures of a reference, `RA-7K3M-2`, belong to its letters.
  if (/[\p{L}-]/u.test(whole[at - 1] ?? ' ') || /[\p{L}]/u.test(whole[at + typed.length] ?? ' ')) return typed
  return readTypedNumber(typed)?.digits.replace('+', '') ?? typed
}
