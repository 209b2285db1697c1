/** What the guard may ask about the rest of the workstation when it judges an act on one case. */
import type { World } from '../../domain/case/guard.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { CaseIndex } from './case-index.ts'

export interface WorldDeps {
  readonly now: () => Date
  /** The calendar day where the workstation stands. */
  readonly today: () => string
  /** What was agreed with the organisations. */
  readonly settings: () => StationSettings | undefined
  readonly index: Pick<CaseIndex, 'otherWithUuid' | 'otherWithTracking'>
}

export function worldOf({ now, today, settings, index }: WorldDeps, caseId: string): World {
  return {
    now: now().toISOString(),
    today: today(),
    agreedWith: (odsCode) => settings()?.organisations.find((one) => one.odsCode === odsCode),
    otherCaseWithUuid: (uuid) => index.otherWithUuid(uuid, caseId),
    otherCaseWithTracking: (reference) => index.otherWithTracking(reference, caseId),
  }
}
