/** What every use-case of one case begins and ends with: the case as it is, the guard, and rows for the database. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { findRefusal, type GuardCode } from '../../domain/case/guard.ts'
import type { CaseView } from '../../domain/case/status.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Cases } from './case-store.ts'

/** What the use-cases of this file need. */
export type OpenCaseForActPorts = Cases

export interface CaseForAct {
  readonly record: CaseRecord
  readonly view: CaseView
}

/** Opens a case for an act and asks the guard about it, before any device, text or file is touched. */
export async function openForAct(
  desk: OpenCaseForActPorts,
  caseId: string,
  expectedSeq: number,
  event: CaseEvent,
  reason?: string,
): Promise<Result<CaseForAct, GuardCode | 'no-such-case' | 'stale'>> {
  const open = await desk.cases.get(caseId)
  if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  if (open.record.events.length !== expectedSeq)
    return err(
      'stale',
      'This case was changed elsewhere since it was opened.',
      'Look at the case again, then repeat what you wanted to do.',
    )
  const refusal = findRefusal(open.view, event, reason)
  return refusal ? { ok: false, error: refusal } : ok(open)
}
