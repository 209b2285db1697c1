/** Pieces of scans, by the number of their row. One copy: the page's database has the second, and `main/integrity` takes it back from there. */
import { removeUnfinished } from '../../files/replace-database.ts'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { areFreePagesWhole, closeQuietly, createDatabase, findDatabase, isDamage, type OpenSqlite } from '../../files/database.ts'
import { isBodyWhole, type StoredRow } from './copy.ts'
import { clearDoubt, isInDoubt, putInDoubt, wasMadeAgain } from './doubt.ts'
import { makeScansAgain } from './make-scans-again.ts'
import { pieceTable, type Piece } from './piece-table.ts'
import { readable } from './readable.ts'
import { SCANS_FILE, scansKind } from './schema.ts'

export interface ScansDatabase {
  /** What was wrong at opening: pieces may be missing. */
  readonly lacking: boolean
  /** Nothing when it is not there or cannot be read. */
  find(row: number): Uint8Array | undefined
  /** On the disk when it returns. Failures of the disk throw. */
  put(pieces: readonly Piece[]): void
  /** Removes pieces of erased rows. Their key is destroyed, so a failure is no matter: the next check removes them. */
  drop(rows: readonly number[]): void
  /** Numbers of pieces after a number, in order. */
  rowsAfter(row: number, limit: number): number[]
  /** Whether SQLite finds its free pages in order. */
  areFreePagesWhole(): boolean
  /** Damage was found, and the file was not made again since. */
  isBroken(): boolean
  /** Puts every piece that reads whole into a new file, in slices. Nothing is written meanwhile. Failures of the disk throw. */
  makeAgain(): Promise<void>
  close(): void
}

export interface OpenScansDeps {
  /** The vault's. */
  readonly folder: string
  /** Pieces that are not erased. Asked only when some may be missing. */
  readonly rows: () => readonly StoredRow[]
  /** Keeps a file that SQLite refuses. */
  readonly aside: (path: string) => Promise<void>
  readonly openSqlite?: OpenSqlite | undefined
}

/**
 * Makes a new file when there is none, or when SQLite refuses it: what was in it is then lacking, and is asked of the page. While pieces are
 * lacking, a mark beside the file says so, and each opening looks whether they are back.
 */
export async function openScans(deps: OpenScansDeps): Promise<ScansDatabase> {
  const { folder, rows, aside, openSqlite } = deps
  const path = join(folder, SCANS_FILE)
  removeUnfinished(path)
  const found = findDatabase(path, scansKind, openSqlite)
  // The record has this version, and both are raised together: a file of another version is damaged.
  const state = found.state === 'open' ? lookInside(found.database, path, rows) : found.state === 'missing' ? 'missing' : 'damaged'
  if (found.state === 'open' && (state === 'whole' || state === 'lacking')) {
    const isBroken = isInDoubt(path) && !wasMadeAgain(path)
    if (state === 'whole' && !isBroken) clearDoubt(path)
    return openedScans(deps, path, found.database, { lacking: state === 'lacking', isBroken })
  }
  if (found.state === 'open') closeQuietly(found.database)
  if (state === 'damaged') await aside(path)
  const lacking = rows().length > 0
  if (lacking) putInDoubt(path)
  else clearDoubt(path)
  return openedScans(deps, path, createDatabase(path, scansKind, openSqlite), { lacking, isBroken: false })
}

/** Reads the pieces only when damage was found before. */
function lookInside(database: DatabaseSync, path: string, rows: OpenScansDeps['rows']): 'whole' | 'lacking' | 'damaged' {
  if (readable(() => areFreePagesWhole(database)) !== true) putInDoubt(path)
  if (!isInDoubt(path)) return 'whole'
  const { find } = pieceTable(database)
  return rows().every((row) => isBodyWhole(row, find(row.row))) ? 'whole' : 'lacking'
}

function openedScans(
  deps: OpenScansDeps,
  path: string,
  opened: DatabaseSync,
  given: { readonly lacking: boolean; readonly isBroken: boolean },
): ScansDatabase {
  let database = opened
  let table = pieceTable(database)
  let { isBroken } = given
  return {
    lacking: given.lacking,
    find: (row) => table.find(row),
    put(pieces) {
      try {
        table.put(pieces)
      } catch (error) {
        isBroken ||= isDamage(error)
        throw error
      }
    },
    drop(rows) {
      try {
        table.drop(rows)
      } catch {
        /* see above */
      }
    },
    rowsAfter: (row, limit) => table.rowsAfter(row, limit),
    areFreePagesWhole: () => readable(() => areFreePagesWhole(database)) === true,
    isBroken: () => isBroken,
    async makeAgain() {
      database = await makeScansAgain({ ...deps, path, from: database, rows: deps.rows() })
      table = pieceTable(database)
      isBroken = false
    },
    close: () => closeQuietly(database),
  }
}
