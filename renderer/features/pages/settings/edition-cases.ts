/** How many open cases follow an edition, in words. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'

export const isOpenUnder = (summary: CaseSummary, editionId: string): boolean => summary.status === 'open' && summary.edition === editionId

export const countCases = (count: number): string =>
  count === 0 ? 'No open case follows it.' : count === 1 ? 'One open case follows it.' : `${count} open cases follow it.`
