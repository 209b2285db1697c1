/** How many open cases follow an edition, in words. */
import type { CaseSummary } from '../../../../domain/case/summary.ts'

/** The edition of an open case, to count open cases by edition. */
export const editionOfOpen = ({ status, edition }: CaseSummary): readonly string[] => (status === 'open' ? [edition] : [])

export const countCases = (count: number): string =>
  count === 0 ? 'No open case follows it.' : count === 1 ? 'One open case follows it.' : `${count} open cases follow it.`
