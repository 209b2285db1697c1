/** How many open cases follow an edition, in words. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'

export const countOpenUnder = (summaries: readonly CaseSummary[], editionId: string): number =>
  summaries.filter(({ status, edition }) => status === 'open' && edition === editionId).length

export const countCases = (count: number): string =>
  count === 0 ? 'No open case follows it.' : count === 1 ? 'One open case follows it.' : `${count} open cases follow it.`
