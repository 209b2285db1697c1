/** What the page hears of erasing: which rows of its database to delete, and that something could not be erased. */
import type { Push } from '../../preload/contract.ts'
import type { RecordStore } from '../record/store.ts'
import type { Erased } from './erase-due.ts'

export interface PageNewsDeps {
  readonly store: Pick<RecordStore, 'lastSeq'>
  readonly push: (name: 'retention.erased', payload: Push<'retention.erased'>) => void
}

export function createPageNews({ store, push }: PageNewsDeps) {
  const erasedRows = new Set<string>()
  return {
    erased({ rows, lastSeq }: Pick<Erased, 'rows' | 'lastSeq'>): void {
      for (const { table, id } of rows) erasedRows.add(`${table} ${id}`)
      if (rows.length > 0) push('retention.erased', { rows: [...rows], lastSeq })
    },
    /** Without rows: the page asks again, and learns of the failure. */
    failed(): void {
      push('retention.erased', { rows: [], lastSeq: store.lastSeq() })
    },
    /** How many rows it was told of. */
    erasedRows: () => erasedRows.size,
  }
}
