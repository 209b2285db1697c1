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
  /** Absent when the row is erased, or does not read back from either copy. */
  readonly env?: Uint8Array | undefined
  readonly erased?: true
}

export interface TableSize {
  readonly rows: number
  readonly bytes: number
}

export interface RecordView {
  readonly head: Head
  /** Rows that are not erased and their bytes, by table. */
  readonly sizes: ReadonlyMap<string, TableSize>
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

/** Rows that are read before other work goes on. */
export const ROWS_A_SLICE = 50
/** Rows that are counted before other work goes on: some milliseconds. */
export const ROWS_COUNTED = 20_000

interface Counting<Sizes> {
  /** Counts a slice; false once every row was counted. */
  next(): boolean
  end(): Sizes
}

/** `begin` is called right after the last count: nothing can happen between. */
export async function afterCounting<Sizes, View>(counting: Counting<Sizes>, begin: (sizes: Sizes) => View): Promise<View> {
  try {
    while (counting.next()) await nextTurn()
  } catch (error) {
    counting.end()
    throw error
  }
  return begin(counting.end())
}

export const openView = (deps: ViewDeps): Promise<RecordView> => afterCounting(countRows(deps), (sizes) => viewOf(deps, sizes))

function viewOf(deps: ViewDeps, sizes: RecordView['sizes']): RecordView {
  const { copy, readEnvelope, observe } = deps
  const head = deps.head()
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
    sizes,
    async *rows(exceptTable) {
      for (let slice = copy.rowsAfter(0, ROWS_A_SLICE); slice.length > 0; slice = copy.rowsAfter(cursor, ROWS_A_SLICE)) {
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

/** What changes in the slices that were counted is counted again. */
function countRows({ head, copy, observe }: ViewDeps): Counting<RecordView['sizes']> {
  const sizes = new Map<string, TableSize>()
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
      for (const { table, rows, bytes } of copy.sizes(cursor, cursor + ROWS_COUNTED)) add(table, rows, bytes)
      cursor += ROWS_COUNTED
      return cursor < head().lastRow
    },
    end() {
      stop()
      return sizes
    },
  }
}

export function viewedRow(row: StoredRow, readEnvelope: ViewDeps['readEnvelope']): ViewedRow {
  const { table, id, rev, seq } = row
  return row.sha256 === undefined ? { table, id, rev, seq, erased: true } : { table, id, rev, seq, env: readEnvelope(row) }
}
