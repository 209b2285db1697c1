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
  const viewed = (row: StoredRow): ViewedRow | undefined =>
    row.sha256 === undefined ? undefined : { table: row.table, id: row.id, rev: row.rev, seq: row.seq, env: readEnvelope(row) }

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
