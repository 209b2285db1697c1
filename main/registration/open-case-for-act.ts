/** What every use-case of one case begins with: the case as it is now, and the guard's answer before any device, text or file is touched. */
import { mayDo, type About, type Act, type AskOptions, type GuardCode } from '../../domain/case/guard.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CaseStore } from './case-store.ts'
import type { OpenCase } from './stored-cases.ts'

export type OpenForActCode = GuardCode | 'no-such-case' | 'stale'

export interface Wanted {
  readonly caseId: string
  /** How many events the page knows of: a case that was changed since is refused. */
  readonly expectedSeq: number
}

/** `act`: what is intended, as `text-passcode`; then what that act is judged by, where it is judged by anything. */
export async function openForAct<Name extends Act>(
  desk: { readonly cases: Pick<CaseStore, 'get'> },
  { caseId, expectedSeq }: Wanted,
  act: Name,
  ...about: keyof About<Name> extends never ? [about?: undefined, options?: AskOptions] : [about: About<Name>, options?: AskOptions]
): Promise<Result<OpenCase, OpenForActCode>> {
  const open = await desk.cases.get(caseId)
  if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  if (open.record.events.length !== expectedSeq)
    return err(
      'stale',
      'This case was changed elsewhere since it was opened.',
      'Look at the case again, then repeat what you wanted to do.',
    )
  const refusal = mayDo(open.view, act, ...about)
  return refusal ? { ok: false, error: refusal } : ok(open)
}
