/** One look of retention: finishes what was interrupted, checks the clock, and erases what is due. */
import type { ClockDoubt } from '../../domain/retention/clock.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { CaseFailureCode } from '../registration/case-store.ts'
import { eraseItem, finishErasures, type Erased, type EraseDeps } from './erase-due.ts'
import type { RetentionState } from './retention-state.ts'
import type { Subjects } from './retention-subjects.ts'

export interface LookDeps {
  readonly erase: EraseDeps
  readonly state: RetentionState
  readonly subjects: Subjects
  /** At least one rule of the policy has a limit. */
  readonly hasRules: boolean
  readonly lastRecorded: string | undefined
  /** Doubt about the clock at the last look. */
  readonly doubt: ClockDoubt | undefined
  readonly onDoubt: (doubt: ClockDoubt | undefined) => void
  readonly onErased: (erased: Erased) => void
  readonly isStopped: () => boolean
}

/** With a doubt about the clock it only finishes what was begun before. */
export async function eraseAllDue(deps: LookDeps): Promise<Result<void, CaseFailureCode>> {
  const { erase, state, subjects } = deps
  for await (const finished of finishErasures(erase)) {
    if (!finished.ok) return finished
    deps.onErased(finished.value)
    subjects.forgetErased()
  }
  if (!deps.hasRules) return ok()
  const doubt = state.findDoubt(deps.lastRecorded)
  deps.onDoubt(doubt)
  if (doubt) {
    // Recorded once, not at each look.
    const noted = deps.doubt ? ok() : await erase.store.commit([], { action: 'retention-paused', detail: { ...doubt } })
    return noted.ok ? ok() : noted
  }
  if (state.isOutdated()) {
    const saved = await state.save('retention-looked', false)
    if (!saved.ok) return saved
  }
  for (const { caseId } of subjects.items().filter((item) => item.state === 'due')) {
    // Each erasure may change what is left of the case.
    for (let item = subjects.findDue(caseId); item !== undefined && !deps.isStopped(); item = subjects.findDue(caseId)) {
      const erased = await eraseItem(erase, item, subjects.find(caseId)!)
      if (!erased.ok) return erased
      if (item.what === 'case') subjects.forget(caseId)
      deps.onErased(erased.value)
    }
  }
  return ok()
}
