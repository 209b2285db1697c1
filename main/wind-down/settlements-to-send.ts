/** What is settled of a case, as it goes with the case to another workstation, so that it is not asked for again there. */
import { grantKey, type LocumGrant, type Obligation } from '../../domain/wind-down/obligation.ts'
import type { SettledEvent } from '../../domain/wind-down/person-file.ts'
import type { WindDownBook } from './wind-down-book.ts'

interface Known {
  readonly book: Pick<WindDownBook, 'obligations' | 'findSettlement'>
  readonly grants: readonly LocumGrant[]
}

interface Stamp {
  readonly at: string
  readonly by: string
}

export function settlementsToSend(known: Known, caseId: string, stamp: Stamp): SettledEvent[] {
  const byEvent = new Map<SettledEvent, string[]>()
  for (const one of known.book.obligations.leftBy(caseId)?.obligations ?? []) {
    const event = findEvent(known, one, stamp)
    if (event) byEvent.set(event, [...(byEvent.get(event) ?? []), one.key])
  }
  // One event may settle things of several cases: only those of this case go with it.
  return [...byEvent].map(([event, keys]) => ({ ...event, keys })).sort((one, other) => one.at.localeCompare(other.at))
}

function findEvent({ book, grants }: Known, one: Obligation, stamp: Stamp): SettledEvent | undefined {
  const own = book.findSettlement(one.key)
  if (own && own.at >= one.since) return own
  if (one.kind !== 'exceptional-access' || one.uuid === undefined) return undefined
  const entries = grants.filter(({ uuid }) => uuid === one.uuid)
  const ends = entries.map((entry) => endOf(book, entry, one, stamp))
  // Access that any entry still gives is not settled.
  return ends.every((end) => end !== undefined) ? ends.sort((first, second) => first.on.localeCompare(second.on)).at(-1) : undefined
}

function endOf(book: Known['book'], { entryId, open, revokedOn }: LocumGrant, one: Obligation, stamp: Stamp): SettledEvent | undefined {
  const settled = book.findSettlement(grantKey(entryId))
  if (settled) return settled
  if (open || revokedOn === undefined || revokedOn < one.since.slice(0, 10) || one.caseId === undefined) return undefined
  // It belongs to no campaign: the id of the case stands where the campaign's would.
  return {
    kind: 'settled',
    campaignId: one.caseId,
    keys: [one.key],
    how: 'rescinded',
    on: revokedOn,
    note: 'Revoked, by the National Locum log of the workstation that handed the case over',
    ...stamp,
  }
}
