/** Changes of one or several cases in one frame: each is opened once, judged, extended and stored with its line. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { EventOf } from '../../domain/case/events.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'
import { adoptCase } from './adopt-case.ts'
import type { ExtendedCase } from './append-event.ts'
import { extendCase, type CaseChange, type ExtendDeps, type ExtendFailureCode } from './extend-case.ts'
import type { Committed, OpenCase, Saved, StoredCases } from './stored-cases.ts'

export type CaseFailureCode = ExtendFailureCode | RecordFailureCode

export interface ChangeCasesDeps {
  readonly store: Pick<RecordStore, 'findCaseKey'>
  readonly stored: Pick<StoredCases, 'get' | 'getAgain' | 'save'>
  readonly extending: ExtendDeps
}

/** What was saved, with each case as it was before; absent for a case that began. */
export type SavedChanges = Saved & { readonly before: readonly (OpenCase | undefined)[] }

export function createCaseChanges({ store, stored, extending }: ChangeCasesDeps) {
  async function change(
    changes: readonly CaseChange[],
    extra: readonly (RowToSeal | RowToErase)[],
    action: string,
  ): Promise<Result<SavedChanges, CaseFailureCode>> {
    const before: (OpenCase | undefined)[] = []
    const extended: ExtendedCase[] = []
    for (const one of changes) {
      const open = await stored.getAgain(one.caseId, one.opened)
      const longer = await extendCase(extending, one, { stored: open, keyId: store.findCaseKey(one.caseId) })
      if (!longer.ok) return longer
      before.push(open)
      extended.push(longer.value)
    }
    const saved = await stored.save(extended, extra, {
      action,
      detail: { cases: changes.map(({ caseId, events, reason }) => ({ caseId, kinds: events.map(({ kind }) => kind), reason })) },
    })
    return saved.ok ? ok({ ...saved.value, before }) : saved
  }

  async function adopt(
    records: readonly CaseRecord[],
    event: EventOf<'takenOver'>,
    extra: readonly RowToSeal[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>> {
    const adopted: ExtendedCase[] = []
    for (const record of records) {
      const here = await stored.get(record.caseId)
      const one = adoptCase(extending, record, event, here?.view)
      if (!one.ok) return one
      adopted.push(one.value)
    }
    const saved = await stored.save(adopted, extra, {
      action,
      detail: { handoverId: event.handoverId, from: event.from, cases: adopted.map(({ record }) => record.caseId) },
    })
    return saved.ok ? ok(saved.value.committed) : saved
  }

  return { change, adopt }
}
