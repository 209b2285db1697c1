/** Which cases the work list shows, and in which order. */
import { formatLongDate } from '../../../../domain/format.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'

export const filters = [
  { id: 'open', title: 'Open', holds: (one: CaseSummary) => one.status === 'open' },
  {
    id: 'problem',
    title: 'With a problem',
    holds: (one: CaseSummary) => one.status === 'stopped' || (one.status === 'open' && one.problem !== undefined),
  },
  {
    id: 'post',
    title: 'Waiting for post',
    holds: (one: CaseSummary) => one.waitsForManifest || one.nextStep === 'manifest' || one.nextStep === 'posted',
  },
  { id: 'closed', title: 'Closed or handed over', holds: (one: CaseSummary) => one.status !== 'open' },
  { id: 'all', title: 'All', holds: () => true },
] as const

export type FilterId = (typeof filters)[number]['id']

export function getFilter(id: FilterId) {
  return filters.find((filter) => filter.id === id)!
}

/** Names of the editions that the cases run under, by id. Where two have one name, each says from which day it is in force. */
export function nameEditions(summaries: readonly CaseSummary[], editions: Editions): ReadonlyMap<string, string> {
  const used = new Set(summaries.map(({ edition }) => edition))
  const listed = editions.all.filter(({ id }) => used.has(id))
  return new Map(
    listed.map(({ id, name, inForce }) => {
      const isShared = listed.some((other) => other.id !== id && other.name === name)
      return [id, isShared ? `${name}, from ${formatLongDate(inForce.from)}` : name]
    }),
  )
}

/** Last changed first: what the agent had in hand is at the top. */
export function byLastChange(a: CaseSummary, b: CaseSummary): number {
  return a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0
}

export function countEach(summaries: readonly CaseSummary[]): Readonly<Record<FilterId, number>> {
  const counts: Record<FilterId, number> = { open: 0, problem: 0, post: 0, closed: 0, all: 0 }
  for (const summary of summaries) for (const filter of filters) if (filter.holds(summary)) counts[filter.id] += 1
  return counts
}
