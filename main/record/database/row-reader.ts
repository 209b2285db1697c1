/** Reads rows from the first copy, and what does not read there from the second. A copy in which damage shows is put in doubt. */
import type { KeyObject } from 'node:crypto'
import { hasBody, isBodyWhole, isRowWhole, type Place, type RecordCopy, type StoredRow } from './copy.ts'
import { readable } from './readable.ts'
import type { ScansDatabase } from './scans-database.ts'
import { SCANS_TABLE } from './schema.ts'

export interface RowReaderDeps {
  readonly first: RecordCopy
  readonly second: RecordCopy
  readonly scans: ScansDatabase
  readonly rowsKey: KeyObject
  readonly doubt: (copy: RecordCopy) => void
  /** The first copy has an act that failed in the second and is still to be taken back. */
  readonly isUneven: () => boolean
}

export type RowReader = ReturnType<typeof rowReader>

export function rowReader({ first, second, scans, rowsKey, doubt, isUneven }: RowReaderDeps) {
  function findIn(copy: RecordCopy, table: string, id: string): StoredRow | undefined {
    const row = readable(() => copy.findRow(table, id))
    return row !== undefined && isRowWhole(rowsKey, row) ? row : undefined
  }

  /** A row that is in one copy only is there: an index that lost it must not let a second one begin. */
  function find(table: string, id: string): StoredRow | undefined {
    const here = isUneven() ? undefined : findIn(first, table, id)
    if (here !== undefined) return here
    const there = findIn(second, table, id)
    if (there !== undefined && !isUneven()) doubt(first)
    return there
  }

  /** From the first copy, or from the second when the first is damaged. */
  function either<Value>(read: (copy: RecordCopy) => Value): Value {
    if (isUneven()) return read(second)
    const here = readable(() => ({ value: read(first) }))
    if (here !== undefined) return here.value
    doubt(first)
    return read(second)
  }

  function envelope(row: StoredRow): Uint8Array | undefined {
    if (row.table === SCANS_TABLE) {
      const piece = scans.find(row.row)
      return isBodyWhole(row, piece) ? piece : undefined
    }
    if (!hasBody(row)) return undefined
    const here = readable(() => first.body(row.row))
    if (isBodyWhole(row, here)) return here
    const there = readable(() => second.body(row.row))
    if (!isBodyWhole(row, there)) return undefined
    if (!isUneven()) doubt(first)
    return there
  }

  const changed = (table: string, seq: number): StoredRow[] => either((copy) => copy.changed(table, seq))

  return {
    find,
    envelope,
    changed,
    newest: (table: string) => either((copy) => copy.newest(table)),
    ids: (table: string) => either((copy) => copy.ids(table)),
    revs: (table: string) => either((copy) => copy.revs(table)),
    bodiesAfter: (table: string, after: Place, limit: number) => either((copy) => copy.bodiesAfter(table, after, limit)),
    /** Some of the changes, in whole frames: up to the frame in which a table has its `most`th. `upTo` is absent when these are all. */
    changedSome(seq: number, tables: readonly string[], most: number): { readonly rows: StoredRow[]; readonly upTo?: number } {
      const frameOf = (table: string, nth: number) => either((copy) => copy.frameOfChange(table, seq, nth))
      const ends = tables.flatMap((table) => (frameOf(table, most + 1) === undefined ? [] : (frameOf(table, most) ?? [])))
      const upTo = Math.min(...ends)
      const rows = tables.flatMap((table) => either((copy) => copy.changed(table, seq, ends.length === 0 ? undefined : upTo)))
      return { rows: rows.sort(byChange), ...(ends.length === 0 ? {} : { upTo }) }
    },
    /** Of every table, when none are named. */
    changedAfter: (seq: number, tables?: readonly string[]): StoredRow[] =>
      (tables ?? either((copy) => copy.tables())).flatMap((table) => changed(table, seq)).sort(byChange),
  }
}

const byChange = (one: StoredRow, other: StoredRow): number => one.seq - other.seq || one.row - other.row
