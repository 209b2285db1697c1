/**
 * What changed in the record after an earlier frame, as it is at one moment, read in slices while acts go on: what a backup of changes holds.
 * Rows are read in the order of their changes; before an act changes one that was not read yet, its old version is kept in memory.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StoredRow } from './copy.ts'
import {
  afterCounting,
  ROWS_A_SLICE,
  ROWS_COUNTED,
  viewedRow,
  type RecordView,
  type TableSize,
  type ViewDeps,
  type ViewedRow,
} from './view.ts'

/** The state of the record after which changes are wanted. */
export interface ViewedSince {
  readonly seq: number
  /** Number of the newest row. */
  readonly lastRow: number
}

interface ChangedSize extends TableSize {
  /** Rows that were first written since, and are not erased. */
  readonly fresh: number
  /** Rows from before that are erased now. */
  readonly gone: number
}

export interface ChangesView extends RecordView {
  /** Rows that changed, erased ones included, and their bytes, by table. */
  readonly sizes: ReadonlyMap<string, ChangedSize>
  /** Every row that changed, those that were erased included, except those of a table. */
  rows(exceptTable: string): AsyncGenerator<ViewedRow>
  /** Ids of the rows of a table that changed. */
  changedIds(table: string): readonly string[]
}

export const openChangesView = (deps: ViewDeps, since: ViewedSince): Promise<ChangesView> =>
  afterCounting(countChanges(deps, since), (sizes) => changesViewOf(deps, since, sizes))

function changesViewOf(deps: ViewDeps, since: ViewedSince, sizes: ChangesView['sizes']): ChangesView {
  const { copy, readEnvelope, observe } = deps
  const head = deps.head()
  const tables = copy.tables()
  const kept = new Map<number, ViewedRow>()
  const read = new Set<number>()
  const stop = observe({
    before(row) {
      const isChange = row.seq > since.seq && row.seq <= head.seq
      if (isChange && !read.has(row.row) && !kept.has(row.row)) kept.set(row.row, viewedRow(row, readEnvelope))
    },
  })

  function take(row: number): ViewedRow | undefined {
    const found = kept.get(row)
    kept.delete(row)
    read.add(row)
    return found
  }

  async function* rowsOf(table: string): AsyncGenerator<ViewedRow> {
    let place = { seq: since.seq, row: Number.MAX_SAFE_INTEGER }
    for (;;) {
      const slice = copy.changedSlice(table, place, ROWS_A_SLICE)
      for (const row of slice) {
        // From here on come later acts; what they changed was kept.
        if (row.seq > head.seq) return
        place = { seq: row.seq, row: row.row }
        yield take(row.row) ?? viewedRow(row, readEnvelope)
      }
      if (slice.length < ROWS_A_SLICE) return
      await nextTurn()
    }
  }

  return {
    head,
    sizes,
    changedIds: (table) => copy.changedIds(table, since.seq),
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

/** A row that changes after it was counted is taken out: it is counted again at its new frame. */
function countChanges({ head, copy, observe }: ViewDeps, since: ViewedSince) {
  const sizes = new Map<string, ChangedSize>()
  /** Frame up to which a table was counted. */
  const counted = new Map<string, number>()
  const countedTo = (table: string): number => counted.get(table) ?? since.seq
  const add = (table: string, { rows, bytes, fresh, gone }: ChangedSize) => {
    const before = sizes.get(table) ?? nothing
    sizes.set(table, {
      rows: before.rows + rows,
      bytes: before.bytes + bytes,
      fresh: before.fresh + fresh,
      gone: before.gone + gone,
    })
  }
  const stop = observe({
    after(before) {
      if (before !== undefined && before.seq > since.seq && before.seq <= countedTo(before.table))
        add(before.table, { rows: -1, bytes: -before.bytes, ...takenOut(before, since) })
    },
  })
  return {
    next(): boolean {
      let rows = 0
      for (const table of copy.tables()) {
        const from = countedTo(table)
        const upTo = Math.min(copy.frameOfChange(table, from, ROWS_COUNTED) ?? head().seq, head().seq)
        const size = copy.changedSize(table, from, upTo, since.lastRow)
        add(table, size)
        counted.set(table, upTo)
        rows += size.rows
        if (rows >= ROWS_COUNTED) return true
      }
      return false
    },
    end(): ChangesView['sizes'] {
      stop()
      return sizes
    },
  }
}

const nothing: ChangedSize = { rows: 0, bytes: 0, fresh: 0, gone: 0 }

const takenOut = ({ row, sha256 }: StoredRow, { lastRow }: ViewedSince): Pick<ChangedSize, 'fresh' | 'gone'> => ({
  fresh: sha256 !== undefined && row > lastRow ? -1 : 0,
  gone: sha256 === undefined && row <= lastRow ? -1 : 0,
})
