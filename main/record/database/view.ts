/**
 * The record as it was after one frame, read in slices while acts go on: what a backup holds. All rows are read by number, those that
 * changed after an earlier frame in the order of their changes. Before an act changes a row that was not read yet, its old version is kept
 * in memory, so that the view stays what it was.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RecordCopy, StoredRow } from './copy.ts'
import type { Head } from './head.ts'
import type { Change } from './observe.ts'

export interface ViewedRow {
  readonly table: string
  readonly id: string
  readonly rev: number
  /** Of the frame that wrote it. */
  readonly seq: number
  /** Absent when the row is erased, or does not read back from either copy. */
  readonly env?: Uint8Array | undefined
  readonly erased?: true
}

interface TableSize {
  readonly rows: number
  readonly bytes: number
}

interface OpenView {
  readonly head: Head
  /** Call it when the view is no longer read: it lets go of what it kept. */
  close(): void
}

export interface RecordView extends OpenView {
  /** Rows that are not erased and their bytes, by table. */
  readonly sizes: ReadonlyMap<string, TableSize>
  /** Every row that was not erased, except those of a table, in the order in which rows were first written. */
  rows(exceptTable: string): AsyncGenerator<ViewedRow>
}

/** The state of the record after which changes are wanted. */
export interface ViewedSince {
  readonly seq: number
  /** Number of the newest row. */
  readonly lastRow: number
}

export interface ChangesView extends OpenView {
  /** Rows that changed, erased ones included, and their bytes, by table. `more`: how many more are there now. */
  readonly sizes: ReadonlyMap<string, TableSize & { readonly more: number }>
  /** How many rows of a table are not erased. */
  count(table: string): number
  /** Ids of the rows of a table that changed. */
  changedIds(table: string): readonly string[]
  /** Every row that changed, those that were erased included, except those of a table. */
  rows(exceptTable: string): AsyncGenerator<ViewedRow>
}

export interface ViewDeps {
  readonly head: Head
  readonly copy: RecordCopy
  /** The envelope from whichever copy has it. */
  readonly readEnvelope: (row: StoredRow) => Uint8Array | undefined
  readonly observe: (change: Change) => () => void
}

const SLICE = 50

export function openView({ head, copy, readEnvelope, observe }: ViewDeps): RecordView {
  const kept = new Map<number, ViewedRow | undefined>()
  let cursor = 0
  const stop = observe({
    before(row) {
      if (row.seq <= head.seq && row.row > cursor && !kept.has(row.row)) kept.set(row.row, viewed(row))
    },
  })
  const viewed = (row: StoredRow): ViewedRow | undefined => (row.sha256 === undefined ? undefined : viewedRow(row, readEnvelope))

  return {
    head,
    sizes: copy.sizes(),
    async *rows(exceptTable) {
      for (let slice = copy.rowsAfter(0, SLICE); slice.length > 0; slice = copy.rowsAfter(cursor, SLICE)) {
        for (const row of slice) {
          const found = kept.has(row.row) ? kept.get(row.row) : row.seq <= head.seq && row.table !== exceptTable ? viewed(row) : undefined
          cursor = row.row
          kept.delete(row.row)
          if (found !== undefined && found.table !== exceptTable) yield found
        }
        await nextTurn()
      }
    },
    close() {
      stop()
      kept.clear()
    },
  }
}

export function openChangesView({ head, copy, readEnvelope, observe }: ViewDeps, since: ViewedSince): ChangesView {
  const kept = new Map<number, ViewedRow>()
  const read = new Set<number>()
  const stop = observe({
    before(row) {
      const isChange = row.seq > since.seq && row.seq <= head.seq
      if (isChange && !read.has(row.row) && !kept.has(row.row)) kept.set(row.row, viewedRow(row, readEnvelope))
    },
  })
  const tables = copy.tables()
  const sizes = new Map(tables.map((table) => [table, copy.changedSize(table, since)]))

  function take(row: number): ViewedRow | undefined {
    const found = kept.get(row)
    kept.delete(row)
    read.add(row)
    return found
  }

  async function* rowsOf(table: string): AsyncGenerator<ViewedRow> {
    let place = { seq: since.seq, row: Number.MAX_SAFE_INTEGER }
    for (;;) {
      const slice = copy.changedSlice(table, place, SLICE)
      for (const row of slice) {
        // From here on come later acts; what they changed was kept.
        if (row.seq > head.seq) return
        place = { seq: row.seq, row: row.row }
        yield take(row.row) ?? viewedRow(row, readEnvelope)
      }
      if (slice.length < SLICE) return
      await nextTurn()
    }
  }

  return {
    head,
    sizes,
    count: copy.count,
    changedIds: (table) => copy.changed(table, since.seq).map(({ id }) => id),
    async *rows(exceptTable) {
      for (const table of tables) {
        if (table === exceptTable) continue
        yield* rowsOf(table)
        for (const [row, found] of kept) {
          if (found.table !== table) continue
          take(row)
          yield found
        }
      }
    },
    close() {
      stop()
      kept.clear()
      read.clear()
    },
  }
}

const viewedRow = (row: StoredRow, readEnvelope: ViewDeps['readEnvelope']): ViewedRow => {
  const { table, id, rev, seq } = row
  return row.sha256 === undefined ? { table, id, rev, seq, erased: true } : { table, id, rev, seq, env: readEnvelope(row) }
}
