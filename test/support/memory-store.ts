/** The record's store in memory, for use-cases that only read and commit rows of their own: what the journal does is tested elsewhere. */
import { err, ok } from '../../domain/result.ts'
import type { AuditNote, PieceToSeal, RecordFailureCode, RecordStore, RowToErase, RowToSeal, StoreTable } from '../../main/record/store.ts'

export type MemoryStore = Pick<RecordStore, 'lastSeq' | 'commit' | 'read' | 'readAll' | 'has' | 'ids' | 'revs'>

export interface StoreInMemory {
  readonly store: MemoryStore
  /** Every commit, oldest first. */
  readonly commits: { readonly audit: AuditNote; readonly rows: readonly (RowToSeal | PieceToSeal | RowToErase)[] }[]
  /** Every commit fails with this code from now on; `undefined` ends it. */
  failWith(code: RecordFailureCode | undefined): void
}

export function memoryStore(): StoreInMemory {
  const rows = new Map<string, { readonly table: StoreTable; readonly id: string; readonly rev: number; readonly value: unknown }>()
  const commits: StoreInMemory['commits'] = []
  let failure: RecordFailureCode | undefined
  const key = (table: StoreTable, id: string) => `${table} ${id}`
  return {
    commits,
    failWith(code) {
      failure = code
    },
    store: {
      lastSeq: () => commits.length,
      async commit(changed, audit) {
        if (failure) return err(failure, 'Nothing was saved.', 'Try again.')
        if (changed.some((row) => 'rev' in row && row.rev <= (rows.get(key(row.table, row.id))?.rev ?? 0)))
          return err('stale', 'Nothing was saved.', 'Look again.')
        for (const row of changed) {
          // Deleted first: what changed last comes last.
          rows.delete(key(row.table, row.id))
          if ('value' in row) rows.set(key(row.table, row.id), { ...row, value: structuredClone(row.value) })
        }
        commits.push({ audit, rows: changed })
        return ok({ rows: [], lastSeq: commits.length })
      },
      read: async (table, id) => structuredClone(rows.get(key(table, id))?.value),
      async *readAll(table) {
        for (const row of rows.values()) if (row.table === table) yield { id: row.id, value: structuredClone(row.value) }
      },
      revs: (table) => new Map([...rows.values()].flatMap((row) => (row.table === table ? [[row.id, row.rev] as const] : []))),
      has: (table, id) => rows.has(key(table, id)),
      ids: (table) => [...rows.values()].filter((row) => row.table === table).map(({ id }) => id),
    },
  }
}
