/** What an agent may decide and record for a person of a campaign, and what is refused. `main` asks before it stores anything. */
import type { UndoKind } from '../case/to-undo.ts'
import { err, ok, type Err, type Result } from '../result.ts'
import type { Obligation } from './obligation.ts'
import type { DecisionInput } from './person-file.ts'
import { mayBeSettled, type Decision, type SettledWay } from './settlement.ts'

export type WindDownCode = 'nothing-left' | 'reason-needed' | 'decide-first' | 'way-not-for-kind' | 'not-in-time' | 'not-ended-yet'

/** What was open of the person when the act was judged. */
type Open = readonly Pick<Obligation, 'key' | 'kind' | 'since' | 'until'>[]

export function checkDecision(open: Open, { decision, why, decidedBy }: DecisionInput): Result<void, WindDownCode> {
  if (open.length === 0) return nothingLeft
  if (decision === 'keep' && (why === undefined || decidedBy === undefined))
    return err('reason-needed', 'Keeping access needs a reason and who decided. Nothing was saved.', 'Enter both, then save again.')
  if (decision === 'deregister' && why === undefined)
    return err('reason-needed', 'CIM asks for a reason to close a profile. Nothing was saved.', 'Enter the reason, then save again.')
  return ok()
}

export interface SettlementInput {
  readonly how: SettledWay
  readonly on: string
  readonly reference?: string | undefined
  readonly note?: string | undefined
  /** Absent: every kind that can be settled in this way. */
  readonly kinds?: readonly UndoKind[] | undefined
}

/** The keys of what is settled. One person of several with nothing that fits is left out by the caller. */
export function findSettled(
  open: Open,
  decision: Decision | undefined,
  { how, on, reference, note, kinds }: SettlementInput,
  today: string,
): Result<string[], WindDownCode> {
  if (open.length === 0) return nothingLeft
  if (decision === undefined)
    return err(
      'decide-first',
      'It is not decided yet what is to happen for this person. Nothing was saved.',
      'Decide first, then record what was done.',
    )
  const fits = open.filter(({ kind }) => mayBeSettled(decision, how, kind) && (kinds === undefined || kinds.includes(kind)))
  if (fits.length === 0)
    return err(
      'way-not-for-kind',
      'Nothing that is left of this person is settled in this way. Nothing was saved.',
      'Change the decision, or choose another way.',
    )
  if (on > today) return err('not-in-time', 'The date is later than today. Nothing was saved.', 'Enter the date on which it was done.')
  if (fits.some(({ since }) => on < since.slice(0, 10)))
    return err(
      'not-in-time',
      'The date is before the access, identity or card was there. Nothing was saved.',
      'Check the date and enter it again.',
    )
  if (how === 'ended' && fits.some(({ until }) => until === undefined || until > on))
    return err(
      'not-ended-yet',
      'Not all of this access has an end date that has passed. Nothing was saved.',
      'Remove the access in CIS, then record that with its reference.',
    )
  if (how === 'kept' || how === 'mistake' ? note === undefined : how !== 'ended' && reference === undefined)
    return err(
      'reason-needed',
      how === 'kept' || how === 'mistake' ? 'The reason is missing. Nothing was saved.' : 'The reference is missing. Nothing was saved.',
      'Enter it, then save again.',
    )
  return ok(fits.map(({ key }) => key))
}

const nothingLeft: Err<'nothing-left'> = err(
  'nothing-left',
  'Nothing is left to undo for this person. Nothing was saved.',
  'Choose a person with something left to undo.',
)
