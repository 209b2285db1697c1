/** Cases as they lie in the record: opened to be read, and stored several in one frame. */
import { readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import { viewCase, type CaseView } from '../../domain/case/status.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { ok } from '../../domain/result.ts'
import type { AuditNote, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'
import type { ExtendedCase } from './append-event.ts'
import type { CaseIndex } from './case-index.ts'

export interface StoredCasesDeps {
  readonly store: Pick<RecordStore, 'ids' | 'findCaseKey' | 'read' | 'revOf' | 'commit'>
  readonly editions: Editions
  readonly index: Pick<CaseIndex, 'addAtOpening' | 'update'>
  /** Called with each case at opening, and again after each change. */
  readonly onCase?: ((record: CaseRecord, view: CaseView) => void) | undefined
}

export function createStoredCases({ store, editions, index, onCase }: StoredCasesDeps) {
  const viewOf = (record: CaseRecord): CaseView => viewCase(record.events, editions.get(record.edition))

  async function get(caseId: string) {
    const keyId = store.findCaseKey(caseId)
    const stored = keyId && (await store.read('cases', caseId, keyId))
    if (!stored) return undefined
    const record = readCaseRecord(stored)
    return { record, view: viewOf(record) }
  }

  /** Reads every case once, to fill the index. */
  async function indexAll(): Promise<void> {
    for (const caseId of store.ids('cases')) {
      const open = await get(caseId)
      if (open) onCase?.(open.record, open.view)
      if (open) index.addAtOpening(open.record, open.view.facts)
    }
  }

  /** As many as there are events, as a rule: more where the copy that was here was longer, or was erased, before the case came back. */
  const rowOf = async (record: CaseRecord): Promise<RowToSeal> => ({
    table: 'cases',
    id: record.caseId,
    rev: Math.max(record.events.length, ((await store.revOf('cases', record.caseId)) ?? 0) + 1),
    keyId: record.keyId,
    value: record,
  })

  /** Stores the cases and further rows in one frame: all of it or none. */
  async function save(
    extended: readonly ExtendedCase[],
    extra: readonly (RowToSeal | RowToErase)[],
    note: Required<Pick<AuditNote, 'action' | 'detail'>>,
  ) {
    const rows = await Promise.all(extended.map(({ record }) => rowOf(record)))
    const caseId = extended.length === 1 ? extended[0]!.record.caseId : undefined
    const committed = await store.commit([...rows, ...extra], {
      action: note.action,
      ...(caseId ? { caseId } : {}),
      detail: note.detail,
    })
    if (!committed.ok) return committed
    for (const { record } of extended) {
      const view = viewOf(record)
      onCase?.(record, view)
      index.update(record, view.facts)
    }
    return ok({ ...committed.value, recorded: extended.flatMap(({ recorded }) => recorded) })
  }

  return { viewOf, get, indexAll, save }
}
