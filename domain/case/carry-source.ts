/**
 * What a replacement may take over from an earlier case of the same person. Only a case whose card went to its holder says who they are: one that
 * stopped, or that never came so far, gives nothing.
 */
import { addDays } from '../registrant/plain-date.ts'
import type { EventOf, RecordedEvent } from './events.ts'
import type { CaseView } from './status.ts'

export interface ConfirmedMobile {
  /** E.164. */
  readonly number: string
  /** Instant, or plain date, of the call on which it was confirmed. */
  readonly confirmedAt: string
}

export interface CarrySource {
  readonly mobile?: ConfirmedMobile
  readonly photograph?: EventOf<'photographAttached'>
}

export function findCarrySource(
  events: readonly RecordedEvent[],
  { facts, status }: Pick<CaseView, 'facts' | 'status'>,
): CarrySource | undefined {
  const reachedItsHolder = status === 'closed' || facts.posting !== undefined
  if (!reachedItsHolder || facts.outcome?.outcome === 'not-matched') return undefined
  const mobile = findConfirmedMobile(events, facts.boundNumber)
  const photograph = facts.photographAssessment?.outcome === 'accepted' ? facts.photograph : undefined
  return { ...(mobile ? { mobile } : {}), ...(photograph ? { photograph } : {}) }
}

/** A number that was taken over keeps the day of the call on which it was confirmed: it does not become younger from case to case. */
function findConfirmedMobile(events: readonly RecordedEvent[], number: string | undefined): ConfirmedMobile | undefined {
  if (number === undefined) return undefined
  for (const { event, at } of events.toReversed()) {
    if (event.kind === 'phoneCodeVerified' && event.result === 'same') return { number, confirmedAt: at }
    if (event.kind === 'mobileCarriedOver') return { number, confirmedAt: event.confirmedOn }
  }
  return undefined
}

/** `confirmedOn` and `today`: plain dates. `days`: the policy's `mobileCarryDays`; 0 for never. */
export const mayCarryMobile = (confirmedOn: string, today: string, days: number): boolean =>
  days > 0 && confirmedOn <= today && addDays(confirmedOn, days) >= today
