/** Adopts a case that comes from another workstation, if custody of it may move. Stores nothing. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent, EventOf } from '../../domain/case/events.ts'
import { foldFacts } from '../../domain/case/facts.ts'
import { findRefusal, type GuardCode } from '../../domain/case/guard.ts'
import type { CaseView } from '../../domain/case/status.ts'
import { ok, type Result } from '../../domain/result.ts'
import { appendEvent, type AppendDeps, type ExtendedCase } from './append-event.ts'

export interface AdoptDeps extends AppendDeps {
  readonly viewOf: (record: CaseRecord) => CaseView
}

/** `here` is the case as this workstation has it, if it was here before: what it says is replaced. */
export function adoptCase(
  deps: AdoptDeps,
  record: CaseRecord,
  event: EventOf<'takenOver'>,
  here: CaseView | undefined,
): Result<ExtendedCase, GuardCode> {
  const refusal = (here && findRefusal(here, event)) || findRefusal(deps.viewOf(record), event)
  if (refusal) return { ok: false, error: refusal }
  // Held here while it was elsewhere: it stays held, although the other workstation could not know.
  const held = foldFacts(record.events).held ? undefined : here?.facts.held
  const events: readonly CaseEvent[] = [event, ...(held ? [{ kind: 'heldFromErasing' as const, held: true, why: held.why }] : [])]
  return ok(events.reduce((adopted: ExtendedCase, one) => appendEvent(deps, adopted, one), { record, recorded: [] }))
}
