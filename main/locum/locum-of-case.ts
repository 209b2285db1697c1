/** The access step of a case keeps the log: its FFFFF positions become an entry, or change it, in the frame of the case. */
import { planAccess, type AccessPosition } from '../../domain/locum/from-access.ts'
import { checkCorrection, checkGrant, type LocumRuleCode } from '../../domain/locum/rules.ts'
import type { CaseFacts } from '../../domain/case/facts.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Clock, Ids, SignedInAgent } from '../ports.ts'
import type { LocumBook, LocumLogs, PlannedLocumChange } from './locum-log.ts'

/** What the use-cases of this file need. */
export type LocumOfCasePorts = Clock & Ids & LocumLogs & SignedInAgent

export interface AccessOfCase {
  readonly caseId: string
  readonly caseReference: string
  /** Of the case as it is before the act. */
  readonly facts: Pick<CaseFacts, 'access' | 'registrant' | 'uuid' | 'organisation' | 'request' | 'boundNumber'>
  readonly exceptionalCode: string
  readonly positions: readonly AccessPosition[]
  readonly reason?: string | undefined
}

export type LocumOfCaseCode = LocumRuleCode | 'locum-still-open'
export type PlannedAccess = PlannedLocumChange & { readonly action: 'locum-granted' | 'locum-corrected' }

/** `undefined`: nothing changes in the log. To be called in its sequence, which is left when the rows are committed. */
export function planLocumOfCase(
  desk: Omit<LocumOfCasePorts, 'locumLog'>,
  book: LocumBook,
  { caseId, caseReference, facts, exceptionalCode, positions, reason }: AccessOfCase,
): Result<PlannedAccess | undefined, LocumOfCaseCode> {
  const { registrant, uuid, organisation, request, boundNumber, access } = facts
  // The guard refuses access before the case has a UUID, and says so.
  if (!registrant || !uuid || !organisation) return ok(undefined)
  const today = plainDateOf(desk.now())
  const known = book.ofCase(caseId)
  const plan = planAccess({
    code: exceptionalCode,
    positions,
    before: access?.positions,
    person: {
      name: fullName(registrant),
      uuid,
      mobile: boundNumber ?? registrant.mobile,
      sponsor: request?.sponsor.name,
      organisation: organisation.odsCode,
    },
    entry: known?.entry,
    agentName: desk.agent.agentName,
    today,
    reason,
  })
  switch (plan.kind) {
    case 'nothing':
      return ok(undefined)
    case 'still-open':
      return stillOpen
    case 'grant': {
      const checked = checkGrant(plan.grant, { today, openGrant: book.openWithUuid(plan.grant.uuid)?.entry.grant })
      if (!checked.ok) return checked
      const event = { kind: 'granted', grant: plan.grant, source: 'case', case: { caseId, caseReference } } as const
      return ok({ ...book.plan([{ entryId: desk.newId(), events: [event] }]), action: 'locum-granted' })
    }
    case 'correct': {
      const { entryId, entry } = known!
      const openGrant = book.openWithUuid(plan.grant.uuid, entryId)?.entry.grant
      const checked = checkCorrection(entry, plan.grant, { today, openGrant })
      if (!checked.ok) return checked
      const event = { kind: 'corrected', grant: plan.grant, reason: plan.reason } as const
      return ok({ ...book.plan([{ entryId, events: [event] }]), action: 'locum-corrected' })
    }
  }
}

const stillOpen = err(
  'locum-still-open',
  'The FFFFF access of this case is still open in the National Locum log. Nothing was saved.',
  'Remove the position in CIM and record the revocation in the log, under “People”. Then take the position out here.',
)
