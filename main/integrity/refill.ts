/** Pages of rows for a database that was lost: last changed first, so that the cases at hand are there within a moment. */
import { comparedTables } from '../../domain/record/rows-digest.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { Journal } from '../record/journal.ts'
import type { RecordStore } from '../record/store.ts'

/** Reading so many rows takes `main` some tens of milliseconds. */
const ROWS_A_PAGE = 200

export interface RefillPage {
  readonly rows: SealedRow[]
  /** Where the next page begins; absent on the last page. */
  readonly next?: number
  /** Last journal frame when the first page was asked for. Later changes reach the page with the answers of acts. */
  readonly lastSeq: number
}

export interface Refill {
  /** `from` 0 takes the order of rows as they are now; later pages keep to it. Throws if a row cannot be read. */
  page(from: number): Promise<RefillPage>
}

interface Place {
  readonly table: SealedRow['table']
  readonly id: string
}

export function createRefill(journal: Pick<Journal, 'lastSeq' | 'changedAfter' | 'has'>, store: Pick<RecordStore, 'sealedRows'>): Refill {
  let order: readonly Place[] = []
  let lastSeq = 0

  function begin(): void {
    lastSeq = journal.lastSeq
    order = journal
      .changedAfter(0, comparedTables)
      .filter(({ erased }) => !erased)
      .map(({ table, id }) => ({ table: table as SealedRow['table'], id }))
      .toReversed()
  }

  return {
    async page(from) {
      if (from === 0) begin()
      const places = order.slice(from, from + ROWS_A_PAGE)
      const rows: SealedRow[] = []
      for (const [table, some] of Map.groupBy(places, (place) => place.table)) {
        const ids = some.map(({ id }) => id)
        rows.push(...(await store.sealedRows(table, ids)))
      }
      // A row that was erased meanwhile is no longer there. Any other must be readable.
      const readable = new Set(rows.map(({ table, id }) => `${table} ${id}`))
      if (places.some(({ table, id }) => !readable.has(`${table} ${id}`) && journal.has(table, id))) throw new Error('journal-damaged')
      const next = from + ROWS_A_PAGE
      if (next < order.length) return { rows, next, lastSeq }
      order = []
      return { rows, lastSeq }
    },
  }
}
