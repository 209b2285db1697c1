/** Finding a case by what the agent remembers: every typed term must be somewhere in its folded words. Runs in memory over all cases. */
import { useEffect } from 'react'
import { describe, rankOf, takeBest, toTerms } from '../../../../domain/work/search-words.ts'
import type { CaseList, ListedCase } from '../../../client/case-list.ts'

export const SEARCH_FIELD_ID = 'work-list-search'

/** Folded once for each summary: a case that changed comes as a new summary. */
const wordsOf = (one: ListedCase): string => (one.words ??= describe(one))

/** Whether a case has every term. */
export const matches = (one: ListedCase, terms: readonly string[]): boolean => terms.every((term) => wordsOf(one).includes(term))

/** Cases that have every term, in the order of the list. */
export function search<Case extends ListedCase>(cases: readonly Case[], query: string): Case[] {
  const terms = toTerms(query)
  return cases.filter((one) => matches(one, terms))
}

/** As many cases that have every term, those with the terms in the name first. */
export function searchBest<Case extends ListedCase>(cases: readonly Case[], query: string, most: number): Case[] {
  const terms = toTerms(query)
  return takeBest(cases, most, (one) => (matches(one, terms) ? rankOf(wordsOf(one), terms) : undefined))
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
