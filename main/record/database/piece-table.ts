/** The one table of the pieces of scans: what is asked of it. Everything here but `find` throws SQLite's errors. */
import type { DatabaseSync } from 'node:sqlite'
import { blobOf, integerOf } from '../../files/columns.ts'
import { transaction } from '../../files/database.ts'
import { readable } from './readable.ts'

export interface Piece {
  /** Number of its row in the record. */
  readonly row: number
  readonly env: Uint8Array
}

export function pieceTable(database: DatabaseSync) {
  const find = database.prepare('SELECT env FROM pieces WHERE row = ?')
  const put = database.prepare('INSERT INTO pieces VALUES (?, ?) ON CONFLICT (row) DO UPDATE SET env = excluded.env')
  const drop = database.prepare('DELETE FROM pieces WHERE row = ?')
  const rowsAfter = database.prepare('SELECT row FROM pieces WHERE row > ? ORDER BY row LIMIT ?')
  return {
    /** Nothing when it is not there or cannot be read. */
    find: (row: number) =>
      readable(() => {
        const found = find.get(row)
        return found && blobOf(found, 'env')
      }),
    put: (pieces: readonly Piece[]) =>
      transaction(database, () => {
        for (const { row, env } of pieces) put.run(row, env)
      }),
    drop: (rows: readonly number[]) =>
      transaction(database, () => {
        for (const row of rows) drop.run(row)
      }),
    rowsAfter: (row: number, limit: number) => rowsAfter.all(row, limit).map((raw) => integerOf(raw, 'row')),
  }
}
