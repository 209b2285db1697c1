/** Finding a case by what the agent remembers: every typed term must be somewhere in its folded words. Runs in memory over all cases. */
import { useMemo } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'

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

/** A number as it is dialled at home as well as from abroad. */
function spellMobile(mobile: string | undefined): string {
  if (!mobile) return ''
  const digits = mobile.replace(/\D/g, '')
  return digits.startsWith('44') ? `${digits} 0${digits.slice(2)}` : digits
}

export interface Indexed {
  readonly summary: CaseSummary
  readonly words: string
}

export function toIndexed(summary: CaseSummary): Indexed {
  return {
    summary,
    words: `${fold(`${summary.name} ${summary.reference} ${summary.organisation}`)} ${summary.reference.toLowerCase()} ${summary.uuid ?? ''} ${spellMobile(summary.mobile)}`,
  }
}

/** Terms of a query. Groups of digits belong together, so that `07700 900 123` is one number and not three scraps of others. */
export function toTerms(query: string): string[] {
  const joined = query.replace(/(?<=\d)[\s()-]+(?=\d)/g, '')
  // A reference stays whole: `RA-8` must not be answered by every case with an 8 in its number.
  return joined
    .split(/\s+/)
    .flatMap((word) => (/^[a-z0-9]+(?:-[a-z0-9]+)+$/i.test(word) && /\d/.test(word) ? [word.toLowerCase()] : fold(word).split(' ')))
    .filter(Boolean)
}

/** Cases that have every term, in the order of the list. */
export function search(index: readonly Indexed[], query: string, most = Number.POSITIVE_INFINITY): CaseSummary[] {
  const terms = toTerms(query)
  const found: CaseSummary[] = []
  for (const { summary, words } of index) {
    if (found.length >= most) break
    if (terms.every((term) => words.includes(term))) found.push(summary)
  }
  return found
}

/** Every save brings new summaries; fold only those that changed. */
const known = new Map<string, { readonly changedAt: string; readonly words: string }>()

export function buildIndex(summaries: readonly CaseSummary[]): Indexed[] {
  return summaries.map((summary) => {
    const before = known.get(summary.caseId)
    if (before?.changedAt === summary.changedAt) return { summary, words: before.words }
    const indexed = toIndexed(summary)
    known.set(summary.caseId, { changedAt: summary.changedAt, words: indexed.words })
    return indexed
  })
}

/** Forgets folded names: called when the app locks and the list becomes empty. */
export function forgetIndex(): void {
  known.clear()
}

export function useSearchIndex(summaries: readonly CaseSummary[]): readonly Indexed[] {
  return useMemo(() => {
    if (summaries.length === 0) forgetIndex()
    return buildIndex(summaries)
  }, [summaries])
}
