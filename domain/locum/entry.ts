/** What the events of an entry come to, and how it stands on a day. */
import { addDays } from '../registrant/plain-date.ts'
import type { LocumEvent, LocumGrant, LocumRevocation } from './events.ts'

export interface LocumEntry {
  /** With what reviews and corrections changed. */
  readonly grant: LocumGrant
  /** Days on which it was reviewed, oldest first. */
  readonly reviewedOn: readonly string[]
  readonly revoked?: LocumRevocation
  readonly case?: { readonly caseId: string; readonly caseReference: string }
}

export const locumStates = ['active', 'review-due', 'overdue', 'ended', 'revoked'] as const
export type LocumState = (typeof locumStates)[number]
export const locumStateWords: Readonly<Record<LocumState, string>> = {
  active: 'Active',
  'review-due': 'Review due',
  overdue: 'Overdue',
  ended: 'Ended',
  revoked: 'Revoked',
}

/** A review is announced so many days before it is due. */
export const REVIEW_NOTICE_DAYS = 14

/** Throws on a list that does not begin with a grant: an entry without one was never written. */
export function foldLocumEntry(events: readonly LocumEvent[]): LocumEntry {
  const [first, ...later] = events
  if (first?.kind !== 'granted') throw new Error('an entry of the locum log begins with its grant')
  const begun: LocumEntry = { grant: first.grant, reviewedOn: [], ...(first.case ? { case: first.case } : {}) }
  return later.reduce(applyEvent, begun)
}

function applyEvent(entry: LocumEntry, event: LocumEvent): LocumEntry {
  const { revoked: _revoked, ...open } = entry
  switch (event.kind) {
    case 'granted':
      throw new Error('an entry of the locum log is granted once')
    case 'reviewed': {
      const { longerBecause: _before, ...grant } = entry.grant
      const { reviewBy, endsOn, longerBecause } = event
      return {
        ...entry,
        grant: { ...grant, reviewBy, endsOn, ...(longerBecause ? { longerBecause } : {}) },
        reviewedOn: [...entry.reviewedOn, event.on],
      }
    }
    case 'revoked': {
      const { kind: _kind, ...revoked } = event
      return { ...entry, revoked }
    }
    case 'corrected':
      return { ...entry, grant: event.grant }
    case 'revocationWithdrawn':
      return open
  }
}

/** `today`: plain date. An access that ended is open until its revocation in CIM is recorded. */
export function locumStateOn({ grant, revoked }: Pick<LocumEntry, 'grant' | 'revoked'>, today: string): LocumState {
  if (revoked) return 'revoked'
  if (today > grant.endsOn) return 'ended'
  if (today > grant.reviewBy) return 'overdue'
  return today >= addDays(grant.reviewBy, -REVIEW_NOTICE_DAYS) ? 'review-due' : 'active'
}

/** From where a year is counted: the last day on which somebody looked at the access. */
export const lastLookedAt = ({ grant, reviewedOn }: Pick<LocumEntry, 'grant' | 'reviewedOn'>): string =>
  reviewedOn.at(-1) ?? grant.grantedOn
