/** Stores the rows that answers carry in the database, and tells screens which cases changed. */
import type { Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { PageCode } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseFailed } from './failures.ts'
import { readMissedRows, readRecordPages } from './record-pages.ts'

/** What a channel answers with when it recorded something: the changed rows, and the journal frame they were written with. */
export interface WithRows {
  readonly rows: readonly SealedRow[]
  readonly lastSeq: number
}

export interface RowStore {
  store(rows: readonly SealedRow[], lastSeq: number): Promise<void>
  /** Stores what an act answered with before the act counts as done. A database that cannot be written is a failure, not an exception. */
  storeAnswer<Value extends WithRows, Code extends string>(answer: Result<Value, Code>): Promise<Result<Value, Code | PageCode>>
  /** Fetches and stores the rows of frames that no answer carried. */
  catchUp(): Promise<void>
  /** Call it after sign-in with the last journal frame applied to the database. */
  setSyncedSeq(lastSeq: number): void
  /** Of the newest row of a case that was stored since sign-in; `undefined` if none was. */
  revisionOf(caseId: string): number | undefined
  onCaseChanged(caseId: string, listener: () => void): () => void
}

export interface RowStoreDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'get'>
  readonly keys: Pick<CaseKeys, 'ofRows'>
  readonly summaries: Pick<ClientState['summaries'], 'patch'>
}

export function createRowStore({ call, current, keys, summaries }: RowStoreDeps): RowStore {
  const caseListeners = new Map<string, Set<() => void>>()
  const revisions = new Map<string, number>()
  /** Last journal frame applied to the database. */
  let syncedSeq = 0

  async function store(rows: readonly SealedRow[], lastSeq: number): Promise<void> {
    // Frames in between may hold rows that no answer carried; without them the database would differ from the record.
    const between = lastSeq > syncedSeq + 1 ? await readMissedRows(call, syncedSeq) : []
    syncedSeq = Math.max(syncedSeq, lastSeq)
    const storage = current.get()
    const all = [...between, ...rows]
    await keys.ofRows(storage, all)
    const change = await storage.ask('store', { rows: all, lastSeq })
    for (const { table, id, rev } of all) if (table === 'cases') revisions.set(id, Math.max(rev, revisions.get(id) ?? 0))
    const caseIds = [...change.changed.map(({ caseId }) => caseId), ...change.gone]
    if (caseIds.length === 0) return
    summaries.patch(change)
    for (const caseId of caseIds) for (const listener of caseListeners.get(caseId) ?? []) listener()
  }

  return {
    store,
    storeAnswer: async (answer) => {
      if (!answer.ok) return answer
      try {
        await store(answer.value.rows, answer.value.lastSeq)
        return answer
      } catch {
        return databaseFailed
      }
    },
    catchUp: async () => {
      await readRecordPages(call, syncedSeq, 'rows', store)
    },
    setSyncedSeq: (lastSeq) => {
      syncedSeq = lastSeq
    },
    revisionOf: (caseId) => revisions.get(caseId),
    onCaseChanged: (caseId, listener) => {
      const listeners = caseListeners.get(caseId) ?? new Set()
      caseListeners.set(caseId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
