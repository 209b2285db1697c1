/** What the guard may ask about the rest of the workstation when it judges an act on one case. */
import type { World } from '../../domain/case/guard.ts'
import type { LiveCardElsewhere } from '../../domain/journey/part.ts'
import { findAgentWithMobile, type StationSettings } from '../../domain/station.ts'
import type { RecordStore } from '../record/store.ts'
import type { CaseIndex } from './case-index.ts'
import { findStoredEvidence } from './stored-evidence.ts'

export interface WorldDeps {
  readonly now: () => Date
  /** The calendar day where the workstation stands. */
  readonly today: () => string
  /** What was agreed with the organisations. */
  readonly settings: () => StationSettings | undefined
  readonly store: Pick<RecordStore, 'findKey' | 'has' | 'readBytes'>
  /** The policy's limit for one card. */
  readonly passcodeReleases: () => number
  readonly index: Pick<CaseIndex, 'otherWithUuid' | 'otherWithTracking' | 'isPerson' | 'personOf' | 'casesOf' | 'uuidOf'>
  /** Cases that leave a card of this person, also those that were deleted here. */
  readonly cardCasesOf: (of: { readonly personId: string; readonly uuid?: string | undefined }) => readonly string[]
  /** Cards that a case began or issued, and that can be used or finished. */
  readonly liveCardsOf: (caseId: string) => readonly LiveCardElsewhere[]
}

/** `event`: its scans and pictures are looked up in the store first, because the guard itself reads nothing. */
export async function worldOf(
  { now, today, settings, store, index, passcodeReleases, cardCasesOf, liveCardsOf }: WorldDeps,
  caseId: string,
  event: object,
): Promise<World> {
  const stored = await findStoredEvidence(store, caseId, event)
  return {
    now: now().toISOString(),
    today: today(),
    agreedWith: (odsCode) => settings()?.organisations.find((one) => one.odsCode === odsCode),
    agentWithMobile: (mobile) => findAgentWithMobile(settings(), mobile),
    // A case that was linked may go back to a person of its own.
    isPerson: (personId) => personId === caseId || index.isPerson(personId) || store.has('persons', personId),
    hasEvidence: (evidence) => stored.has(evidence),
    otherCaseWithUuid: (uuid, personId) => index.otherWithUuid(uuid, caseId, personId),
    liveCardsElsewhere: () => {
      const personId = index.personOf(caseId) ?? caseId
      const cases = new Set([...index.casesOf(personId), ...cardCasesOf({ personId, uuid: index.uuidOf(caseId) })])
      cases.delete(caseId)
      return [...cases].flatMap(liveCardsOf)
    },
    otherCaseWithTracking: (reference) => index.otherWithTracking(reference, caseId),
    passcodeReleases: passcodeReleases(),
  }
}
