/** Extends a case by what a use-case asks for: the domain's guard judges each event. Stores nothing. */
import { CASE_SCHEMA_VERSION, type CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { findFirstEventRefusal, findRefusal, type GuardCode, type World } from '../../domain/case/guard.ts'
import type { CaseView } from '../../domain/case/status.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { appendEvent, type AppendDeps, type ExtendedCase } from './append-event.ts'
import type { OpenCase } from './stored-cases.ts'

export interface CaseChange {
  readonly caseId: string
  readonly expectedSeq: number
  readonly events: readonly CaseEvent[]
  readonly reason?: string
  /** Id of the edition that a new case begins under. */
  readonly edition?: string
  /** For what has already happened, as a device's answer: it is recorded without asking the guard. */
  readonly happened?: true
  /** The case as this act has opened it, so that it is not opened a second time. */
  readonly opened?: OpenCase
}

export type ExtendFailureCode = GuardCode | 'stale' | 'no-such-case' | 'no-such-edition'

export interface ExtendDeps extends AppendDeps {
  readonly newReference: () => string
  readonly editions: Editions
  readonly practice: boolean
  readonly viewOf: (record: CaseRecord) => CaseView
  readonly worldOf: (caseId: string, event: CaseEvent) => Promise<World>
}

/** `stored` is absent for a new case, `keyId` when the case has no key here. */
export async function extendCase(
  deps: ExtendDeps,
  change: CaseChange,
  { stored, keyId }: { readonly stored: Pick<OpenCase, 'record' | 'view'> | undefined; readonly keyId: string | undefined },
): Promise<Result<ExtendedCase, ExtendFailureCode>> {
  if (!keyId) return noSuchCase
  const edition = deps.editions.find(stored?.record.edition ?? change.edition ?? '')
  if (!edition) return noSuchEdition
  const record = stored?.record ?? newRecord(deps, change.caseId, edition.id, keyId)
  if (record.events.length !== change.expectedSeq) return stale
  let extended: ExtendedCase = { record, recorded: [] }
  for (const event of change.events) {
    const view = extended.record === stored?.record ? stored.view : undefined
    const refusal = change.happened ? undefined : await findRefusalOf(deps, change, { record: extended.record, view }, event)
    if (refusal) return { ok: false, error: refusal }
    extended = appendEvent(deps, extended, event, change.reason)
  }
  return ok(extended)
}

function newRecord({ newReference, practice }: ExtendDeps, caseId: string, edition: string, keyId: string): CaseRecord {
  return { schema: CASE_SCHEMA_VERSION, caseId, caseReference: newReference(), edition, keyId, practice, events: [] }
}

/** `view`: absent when the case has events that it was not folded with. */
async function findRefusalOf(
  { editions, viewOf, worldOf }: ExtendDeps,
  change: CaseChange,
  { record, view }: { readonly record: CaseRecord; readonly view: CaseView | undefined },
  event: CaseEvent,
) {
  const world = await worldOf(change.caseId, event)
  return record.events.length > 0
    ? findRefusal(view ?? viewOf(record), event, change.reason, world)
    : findFirstEventRefusal(editions.get(record.edition), event, world)
}

const stale = err(
  'stale',
  'This case was changed elsewhere since it was opened.',
  'Look at the case again, then repeat what you wanted to do.',
)
const noSuchCase = err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
const noSuchEdition = err(
  'no-such-edition',
  'This version of RA Desk does not have the edition of the guidance that was asked for. Nothing was saved.',
  'Go back to “New request” and choose from the list.',
)
