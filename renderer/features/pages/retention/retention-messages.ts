/** One thing that is kept for a time, in a sentence. */
import { retainedWords, type Retained } from '../../../../domain/retention/kinds.ts'
import { formatDate } from '../../../ui/format.ts'
import type { RetentionItem } from './use-retention.ts'

const since: Readonly<Record<Retained, string>> = {
  documents: 'the end of the call',
  photographs: 'the end of the call',
  passcode: 'the card was begun',
  case: 'the case ended',
}

/** `doubted`: the clock may be wrong, and what is due by it waits. */
export function describeItem(
  { what, on, state, keptUntil }: RetentionItem,
  doubted: boolean,
): { readonly title: string; readonly message: string } {
  const title = retainedWords[what]
  if (state === 'held') return { title, message: 'Held: not erased until an RA manager lets the case go.' }
  if (state === 'needed') return { title, message: 'Due, and kept until the card is printed.' }
  if (state === 'due' && doubted)
    return { title, message: 'Due, if the clock of this computer is right. Waits until somebody says what day it is.' }
  if (state === 'due') return { title, message: 'Will be erased at the next sign-in, or at midnight.' }
  return { title, message: `Will be erased on ${formatDate(on)}${keptUntil === on ? ', because it was put off' : ''}.` }
}

export const describeRule = ({ what, days, countedFrom, fromReceipt }: RetentionItem): string =>
  `${days} ${days === 1 ? 'day' : 'days'} after ${fromReceipt ? 'the receipt of the other workstation' : since[what]} on ${formatDate(countedFrom)}`
