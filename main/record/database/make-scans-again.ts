/** Makes the database of the pieces of scans again, from the pieces that read whole in the damaged one, which is then set aside. */
import { putInPlace, removeUnfinished } from '../../files/replace-database.ts'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { asideOf } from '../../files/atomic-file.ts'
import { closeQuietly, createDatabase, findDatabase, type OpenSqlite } from '../../files/database.ts'
import { isBodyWhole, type StoredRow } from './copy.ts'
import { clearDoubt, noteMadeAgain } from './doubt.ts'
import { pieceTable, type Piece } from './piece-table.ts'
import { scansKind } from './schema.ts'

export interface MakeScansAgainDeps {
  readonly path: string
  /** The damaged database. Closed when this resolves, open as it was when it rejects. */
  readonly from: DatabaseSync
  /** Pieces that are not erased. */
  readonly rows: readonly StoredRow[]
  readonly aside: (path: string) => Promise<void>
  readonly openSqlite?: OpenSqlite | undefined
}

const SLICE_BYTES = 1024 * 1024

/** The new database, open. A file beside it still says that pieces are lacking, if any are. */
export async function makeScansAgain({ path, from, rows, aside, openSqlite }: MakeScansAgainDeps): Promise<DatabaseSync> {
  const database = createDatabase(asideOf(path), scansKind, openSqlite)
  let lacking = false
  try {
    const [old, made] = [pieceTable(from), pieceTable(database)]
    let slice: Piece[] = []
    let bytes = 0
    for (const row of rows) {
      const env = old.find(row.row)
      if (env === undefined || !isBodyWhole(row, env)) {
        lacking = true
        continue
      }
      slice.push({ row: row.row, env })
      bytes += env.length
      if (bytes < SLICE_BYTES) continue
      made.put(slice)
      slice = []
      bytes = 0
      await nextTurn()
    }
    made.put(slice)
    // Closing empties its write-ahead log into it and flushes it.
    database.close()
  } catch (error) {
    closeQuietly(database)
    removeUnfinished(path)
    throw error
  }
  closeQuietly(from)
  await aside(path)
  await putInPlace(path)
  if (lacking) noteMadeAgain(path)
  else clearDoubt(path)
  const again = findDatabase(path, scansKind, openSqlite)
  if (again.state !== 'open') throw new Error('the database of scans that was made again does not open')
  return again.database
}
