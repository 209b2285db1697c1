/** One digest over the ids and revisions of all rows of the database: `main` and the page's worker compute it from what they hold, and compare. */
import { utf8, type Bytes } from '../bytes.ts'

export interface DigestedRow {
  readonly table: string
  readonly id: string
  readonly rev: number
}

/** Tables whose rows are compared. Pieces of scans are counted, and verified when they are opened. */
export const comparedTables = ['cases', 'manifests', 'station'] as const
export type ComparedTable = (typeof comparedTables)[number]

/** The bytes to hash: the same for the same rows in any order. */
export function rowsToDigest(rows: readonly DigestedRow[]): Bytes {
  const lines = rows.map(({ table, id, rev }) => JSON.stringify([table, id, rev]))
  return utf8(['ra/v2/rows', ...lines.sort()].join('\n'))
}
