/** The posting services that every chosen card may go by: cases of several editions can leave together. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Editions } from '../../../../domain/guidance/index.ts'

export type PostingService = Edition['postingServices'][number]

/** In the order of the first case's edition; all services of all editions when no card is chosen. */
export function sharedPostingServices(
  chosen: readonly Pick<CaseSummary, 'edition'>[],
  editions: Pick<Editions, 'all' | 'get'>,
): PostingService[] {
  const lists = chosen.length > 0 ? [...new Set(chosen.map(({ edition }) => edition))].map((id) => editions.get(id)) : editions.all
  const [first, ...others] = lists.map(({ postingServices }) => postingServices)
  if (chosen.length === 0) return [...new Map(lists.flatMap(({ postingServices }) => postingServices).map((one) => [one.id, one])).values()]
  return (first ?? []).filter(({ id }) => others.every((list) => list.some((one) => one.id === id)))
}
