/** Cases as they lie in the record: opened to be read, and stored several in one frame, each with its line. */
import { lineOf, type CaseLine } from '../../domain/case/case-line.ts'
import { readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import { viewCase, type CaseView } from '../../domain/case/status.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { findMarks, valuesOfCase } from '../../domain/person/marks.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import type { BlindMark } from './blind-marks.ts'
import type { AuditNote, RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'
import type { ExtendedCase } from './append-event.ts'
import { lineRow, readCaseLines } from './case-lines.ts'

export interface OpenCase {
  readonly record: CaseRecord
  /** With the case's own edition in it. */
  readonly view: CaseView
  /** Revision of the row that was opened. */
  readonly rev: number
}

/** What the page gets of a change. */
export interface Committed {
  readonly rows: SealedRow[]
  readonly recorded: RecordedEvent[]
  readonly lastSeq: number
}

export interface Saved {
  readonly committed: Committed
  /** The cases as they are now, in the order in which they were given. */
  readonly cases: readonly OpenCase[]
}

export interface StoredCasesDeps {
  readonly store: Pick<RecordStore, 'ids' | 'findCaseKey' | 'read' | 'readAll' | 'revs' | 'revOf' | 'commit'>
  readonly editions: Editions
  readonly blindMark: BlindMark
  /** Called with the line of each case at opening, and again after each change. */
  readonly onLine: (line: CaseLine) => void
  /** Called with each case that was changed, as it is now. */
  readonly onChanged?: ((changed: OpenCase) => void) | undefined
}

export type StoredCases = ReturnType<typeof createStoredCases>

export function createStoredCases({ store, editions, blindMark, onLine, onChanged }: StoredCasesDeps) {
  const viewOf = (record: CaseRecord): CaseView => viewCase(record.events, editions.get(record.edition))

  const lineFor = ({ record, view, rev }: OpenCase): CaseLine =>
    lineOf(record, view, rev, findMarks(valuesOfCase(view.facts)).map(blindMark))

  async function get(caseId: string): Promise<OpenCase | undefined> {
    const keyId = store.findCaseKey(caseId)
    const rev = keyId && (await store.revOf('cases', caseId))
    if (!keyId || !rev) return undefined
    const stored = await store.read('cases', caseId, keyId)
    if (!stored) return undefined
    const record = readCaseRecord(stored)
    return { record, view: viewOf(record), rev }
  }

  /** What a use-case of the same act has opened, as long as no other act has changed the case since. */
  async function getAgain(caseId: string, opened: OpenCase | undefined): Promise<OpenCase | undefined> {
    return opened && opened.record.caseId === caseId && opened.rev === (await store.revOf('cases', caseId)) ? opened : get(caseId)
  }

  /** As many as there are events, as a rule: more where the copy that was here was longer, or was erased, before the case came back. */
  async function next(record: CaseRecord): Promise<OpenCase> {
    const rev = Math.max(record.events.length, ((await store.revOf('cases', record.caseId)) ?? 0) + 1)
    return { record, view: viewOf(record), rev }
  }

  /** Stores the cases and further rows in one frame: all of it or none. */
  async function save(
    extended: readonly ExtendedCase[],
    extra: readonly (RowToSeal | RowToErase)[],
    note: Required<Pick<AuditNote, 'action' | 'detail'>>,
  ): Promise<Result<Saved, RecordFailureCode>> {
    const cases = await Promise.all(extended.map(({ record }) => next(record)))
    const lines = cases.map(lineFor)
    const rows = cases.map(({ record, rev }): RowToSeal => ({ table: 'cases', id: record.caseId, rev, keyId: record.keyId, value: record }))
    const lineRows = await Promise.all(lines.map((line) => lineRow(store, line)))
    const caseId = cases.length === 1 ? cases[0]!.record.caseId : undefined
    const committed = await store.commit([...rows, ...lineRows, ...extra], {
      action: note.action,
      ...(caseId ? { caseId } : {}),
      detail: note.detail,
    })
    if (!committed.ok) return committed
    for (const line of lines) onLine(line)
    for (const changed of cases) onChanged?.(changed)
    return ok({ committed: { ...committed.value, recorded: extended.flatMap(({ recorded }) => [...recorded]) }, cases })
  }

  return { viewOf, get, getAgain, save, readLines: () => readCaseLines({ store, open: get, lineFor, onLine }) }
}
