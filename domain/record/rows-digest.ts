/** One digest over all rows of the database: `main` and the page's worker compute it from what they hold, and compare. */
import { concat, lengthPrefixed, unsigned, utf8, type Bytes } from '../bytes.ts'

export interface DigestedRow {
  readonly table: string
  readonly id: string
  readonly rev: number
  /** SHA-256 of the sealed envelope. */
  readonly sha256: Uint8Array
}

/** Tables whose rows are compared. Pieces of scans are counted, and verified when they are opened. */
export const comparedTables = ['cases', 'manifests', 'station'] as const

/** The bytes to hash: the same for the same rows in any order. */
export function rowsToDigest(rows: readonly DigestedRow[]): Bytes {
  const keyed = rows
    .map((row) => ({ row, key: `${row.table} ${row.id}` }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  return concat(utf8('ra/v1/rows'), ...keyed.map(({ row, key }) => lengthPrefixed([utf8(key), unsigned(row.rev, 8), row.sha256])))
}
