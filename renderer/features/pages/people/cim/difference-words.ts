/** Why a difference is in its state, in a sentence. */
import type { DifferenceView } from './use-cim.ts'
import { formatDateTime } from '../../../../ui/format.ts'

const because: Readonly<Record<DifferenceView['because'], string>> = {
  new: 'Found',
  'still-shown': 'Marked as done, and a later report still shows it: open again',
  'shown-again': 'Had gone, and a report shows it again: open again',
  reopened: 'Reopened',
  undone: 'Reopened: resolving it was undone',
  settled: 'Resolved',
  report: 'A later report no longer shows it',
  here: 'Corrected in RA Desk: the report and RA Desk now agree',
}

export function stateInWords({ state, because: why, since, by }: Pick<DifferenceView, 'state' | 'because' | 'since' | 'by'>): string {
  const words = why === 'settled' ? (state === 'accepted' ? 'Accepted' : 'Done') : because[why]
  return `${words}${why === 'settled' && by ? ` by ${by}` : ''}, ${formatDateTime(since)}`
}
