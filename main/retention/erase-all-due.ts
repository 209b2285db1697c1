/** The parts of one look of retention: what is interrupted is finished, the clock is checked, then what is due is erased, case after case. */
import type { ClockDoubt } from '../../domain/retention/clock.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { CaseFailureCode } from '../registration/change-cases.ts'
import { eraseItem, finishErasures, type Erased, type EraseDeps } from './erase-due.ts'
import type { RetentionState } from './retention-state.ts'
import type { Subjects } from './retention-subjects.ts'

export interface ErasingDeps {
  readonly erase: EraseDeps
  readonly subjects: Subjects
  readonly onErased: (erased: Erased) => void
}

export interface LookDeps extends ErasingDeps {
  readonly state: RetentionState
  /** At least one rule of the policy has a limit. */
  readonly hasRules: boolean
  readonly lastRecorded: string | undefined
  /** Doubt about the clock at the last look. */
  readonly doubt: ClockDoubt | undefined
  readonly onDoubt: (doubt: ClockDoubt | undefined) => void
}

/** Finishes what was begun before, checks the clock and saves the rules. With a doubt about the clock it records the doubt. */
export async function prepareLook(deps: LookDeps): Promise<Result<void, CaseFailureCode>> {
  const { erase, state } = deps
  for await (const finished of finishErasures(erase)) {
    if (!finished.ok) return finished
    noteErased(deps, finished.value)
  }
  if (!deps.hasRules) return ok()
  const doubt = state.findDoubt(deps.lastRecorded)
  deps.onDoubt(doubt)
  if (doubt) {
    // Recorded once, not at each look.
    const noted = deps.doubt ? ok() : await erase.store.commit([], { action: 'retention-paused', detail: { ...doubt } })
    return noted.ok ? ok() : noted
  }
  return state.isOutdated() ? state.save('retention-looked', false) : ok()
}

/** Erases what is due of one case. Each item is durable before the next. */
export async function eraseDueOf(
  deps: ErasingDeps & { readonly isStopped: () => boolean },
  caseId: string,
): Promise<Result<void, CaseFailureCode>> {
  const { erase, subjects } = deps
  // Each erasure may change what is left of the case.
  for (let item = subjects.findDue(caseId); item !== undefined && !deps.isStopped(); item = subjects.findDue(caseId)) {
    const erased = await eraseItem(erase, item, subjects.find(caseId)!)
    if (!erased.ok) return erased
    noteErased(deps, erased.value)
  }
  return ok()
}

function noteErased({ subjects, onErased }: ErasingDeps, erased: Erased): void {
  if (erased.what === 'case') subjects.forget(erased.caseId)
  onErased(erased)
}
