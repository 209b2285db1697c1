/** One thing that is kept for a time, in a sentence. */
import { retainedWords, type Retained } from '../../../../domain/retention/kinds.ts'
import { formatDate } from '../../../ui/format.ts'
import type { RetentionItem, RetentionList } from './use-retention.ts'

const since: Readonly<Record<Retained, string>> = {
  documents: 'the end of the call',
  photographs: 'the end of the call',
  passcode: 'the card was started',
  case: 'the case ended',
}

/** `doubted`: the clock may be wrong, and what is due by it waits. */
export function describeItem(
  { what, on, state, keptUntil }: RetentionItem,
  doubted: boolean,
): { readonly title: string; readonly message: string } {
  const title = retainedWords[what]
  if (state === 'held') return { title, message: 'On hold: not deleted until an RA manager ends the hold.' }
  if (state === 'needed') return { title, message: 'Due, but kept until the card is printed.' }
  if (state === 'due' && doubted) return { title, message: 'Due, if this computer’s date is right. Kept until you confirm today’s date.' }
  if (state === 'due') return { title, message: 'Will be deleted at the next sign-in, or at midnight.' }
  return { title, message: `Will be deleted on ${formatDate(on)}${keptUntil === on ? ', as extended' : ''}.` }
}

export const describeRule = ({ what, days, countedFrom, fromReceipt }: RetentionItem): string =>
  `${days} ${days === 1 ? 'day' : 'days'} after ${fromReceipt ? 'the receipt of the other workstation' : since[what]} on ${formatDate(countedFrom)}`

/** What belongs to no case: how many, and when. */
export function describeOther({ kind, count, on, days, isDue }: RetentionList['other'][number]): string {
  const what =
    kind === 'cim-report'
      ? `Rows of ${count === 1 ? '1 report' : `${count} reports`} of CIM`
      : count === 1
        ? '1 short entry of a person'
        : `${count} short entries of people`
  return `${what}: ${isDue ? 'deleted at the next sign-in' : `deleted on ${formatDate(on)}`}, ${days} days after ${kind === 'cim-report' ? 'the day of the report' : 'the last change'}`
}
