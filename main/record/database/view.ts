/**
 * The record as it was after one frame, read in slices while acts go on: what a backup holds. Rows are read by number; before an act
 * changes a row that was not read yet, its old version is kept in memory, so that the view stays what it was.
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
  /** Absent when it does not read back from either copy. */
  readonly env?: Uint8Array | undefined
}

export interface RecordView {
  readonly head: Head
  /** Rows that are not erased and their bytes, by table. */
  readonly sizes: ReadonlyMap<string, { readonly rows: number; readonly bytes: number }>
  /** Every row that was not erased, except those of a table, in the order in which rows were first written. */
  rows(exceptTable: string): AsyncGenerator<ViewedRow>
  /** Call it when the view is no longer read: it lets go of what it kept. */
  close(): void
}

export interface ViewDeps {
  /** As it is now. */
  readonly head: () => Head
  readonly copy: RecordCopy
  /** The envelope from whichever copy has it. */
  readonly readEnvelope: (row: StoredRow) => Uint8Array | undefined
  readonly observe: (change: Change) => () => void
}

const SLICE = 50
/** Rows that are counted before other work goes on: some milliseconds. */
const COUNTED = 20_000

export async function openView(deps: ViewDeps): Promise<RecordView> {
  const { copy, readEnvelope, observe } = deps
  const counting = countRows(deps)
  try {
    while (counting.next()) await nextTurn()
  } catch (error) {
    counting.end()
    throw error
  }
  // Nothing can happen between the last count and this.
  const head = deps.head()
  const sizes = counting.end()
  const kept = new Map<number, ViewedRow | undefined>()
  let cursor = 0
  const stop = observe({
    before(row) {
      if (row.seq <= head.seq && row.row > cursor && !kept.has(row.row)) kept.set(row.row, viewed(row))
    },
  })
  const viewed = (row: StoredRow): ViewedRow | undefined =>
    row.sha256 === undefined ? undefined : { table: row.table, id: row.id, rev: row.rev, seq: row.seq, env: readEnvelope(row) }

  return {
    head,
    sizes,
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

/** Counts in slices; what changes in those that were counted is counted again. `next`: false once every row was counted. */
function countRows({ head, copy, observe }: ViewDeps) {
  const sizes = new Map<string, { rows: number; bytes: number }>()
  let cursor = 0
  const add = (table: string, rows: number, bytes: number) => {
    const before = sizes.get(table) ?? { rows: 0, bytes: 0 }
    sizes.set(table, { rows: before.rows + rows, bytes: before.bytes + bytes })
  }
  const stop = observe({
    after(before, now) {
      if (now.row > cursor) return
      if (before?.sha256 !== undefined) add(before.table, -1, -before.bytes)
      if (now.sha256 !== undefined) add(now.table, 1, now.bytes)
    },
  })
  return {
    next(): boolean {
      for (const { table, rows, bytes } of copy.sizes(cursor, cursor + COUNTED)) add(table, rows, bytes)
      cursor += COUNTED
      return cursor < head().lastRow
    },
    end(): RecordView['sizes'] {
      stop()
      return sizes
    },
  }
}
