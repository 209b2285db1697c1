/** Finding a case by what the agent remembers: every typed term must be somewhere in its folded words. Runs in memory over all cases. */
import { useEffect } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { readTypedNumber } from '../../../../domain/phone-number.ts'
import type { CaseList, ListedCase } from '../../../client/case-list.ts'

export const SEARCH_FIELD_ID = 'work-list-search'

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

type Searched = Pick<CaseSummary, 'name' | 'organisation' | 'reference' | 'mobile' | 'email' | 'sponsor' | 'odsCode' | 'references'> & {
  readonly uuid?: string | undefined
}

/** All folded words by which a case, or somebody without one, is found. */
export const describe = (one: Searched): string =>
  `${spellings(one.name)} ${spellings(one.organisation)} ${fold(one.reference)} ${one.reference.toLowerCase()} ${one.uuid ?? ''} ${spellMobile(one.mobile)} ${one.email ? fold(one.email) : ''} ${spellings(one.sponsor ?? '')} ${fold(one.odsCode ?? '')} ${(one.references ?? []).map(spellReference).join(' ')}`

/** Folded once for each summary: a case that changed comes as a new summary. */
const wordsOf = (one: ListedCase): string => (one.words ??= describe(one))

/** Terms of a query. Groups of digits belong together, so that `07700 900 123` is one number and not three scraps of others. */
export function toTerms(query: string): string[] {
  const joined = query.slice(0, LONGEST_QUERY).normalize('NFKC').replace(TYPED_NUMBER, joinDigits)
  // A reference stays whole: `RA-8` must not be answered by every case with an 8 in its number.
  return joined
    .split(/\s+/)
    .flatMap((word) => (/^[a-z0-9]+(?:-[a-z0-9]+)+$/i.test(word) && /\d/.test(word) ? [word.toLowerCase()] : fold(word).split(' ')))
    .filter(Boolean)
}

function joinDigits(typed: string, at: number, whole: string): string {
  // The figures of a reference, `RA-7K3M-2`, belong to its letters.
  if (/[\p{L}-]/u.test(whole[at - 1] ?? ' ') || /[\p{L}]/u.test(whole[at + typed.length] ?? ' ')) return typed
  return readTypedNumber(typed)?.digits.replace('+', '') ?? typed
}

/** Whether a case has every term. */
export const matches = (one: ListedCase, terms: readonly string[]): boolean => terms.every((term) => wordsOf(one).includes(term))

/** Cases that have every term, in the order of the list. */
export function search<Case extends ListedCase>(cases: readonly Case[], query: string, most = Number.POSITIVE_INFINITY): Case[] {
  const terms = toTerms(query)
  const found: Case[] = []
  for (const one of cases) {
    if (found.length >= most) break
    if (matches(one, terms)) found.push(one)
  }
  return found
}

/** About two milliseconds of work. */
const CASES_AT_ONCE = 1_000

/** Folds the words of all cases in slices after the list is on the screen, so that the first search is as quick as the next. */
export function useSearchReady({ get }: CaseList): void {
  useEffect(() => {
    const cases = get()
    let timer: ReturnType<typeof setTimeout>
    const prepare = (from: number) => {
      for (const one of cases.slice(from, from + CASES_AT_ONCE)) wordsOf(one)
      if (from + CASES_AT_ONCE < cases.length) timer = setTimeout(prepare, 0, from + CASES_AT_ONCE)
    }
    timer = setTimeout(prepare, 0, 0)
    return () => clearTimeout(timer)
  }, [get])
}
