/** Which cases the work list shows by their status, and how many. */
import { formatLongDate } from '../../../../domain/format.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { ListStatus } from '../../../../domain/work/list-query.ts'

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
] as const satisfies readonly { readonly id: ListStatus; readonly title: string; holds(one: CaseSummary): boolean }[]

export function getFilter(id: ListStatus) {
  return filters.find((filter) => filter.id === id)!
}

/** Labels of a case for the counts: its edition, each filter that shows it, and each such filter within its edition. */
export function labelsOf(one: CaseSummary): readonly string[] {
  const shown = filters.filter(({ holds }) => holds(one)).map(({ id }) => id)
  return [editionLabel(one.edition), ...shown, ...shown.map((id) => filterLabel(id, one.edition))]
}

const editionLabel = (edition: string): string => `edition ${edition}`
const filterLabel = (filter: ListStatus, edition: string): string => (edition === '' ? filter : `${filter} ${edition}`)

/** Cases that a filter shows, of one edition or, if `edition` is empty, of all. */
export const countShown = (counts: ReadonlyMap<string, number>, filter: ListStatus, edition: string): number =>
  counts.get(filterLabel(filter, edition)) ?? 0

/** Names of the editions that the cases run under, by id. Where two have one name, each says from which day it is in force. */
export function nameEditions(counts: ReadonlyMap<string, number>, editions: Editions): ReadonlyMap<string, string> {
  const listed = editions.all.filter(({ id }) => counts.has(editionLabel(id)))
  return new Map(
    listed.map(({ id, name, inForce }) => {
      const isShared = listed.some((other) => other.id !== id && other.name === name)
      return [id, isShared ? `${name}, from ${formatLongDate(inForce.from)}` : name]
    }),
  )
}
