/** Pieces of scans, by the number of their row. One copy: the page's database has the second, and `main/integrity` takes it back from there. */
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { closeQuietly, createDatabase, findDatabase, transaction, type OpenSqlite } from '../../files/database.ts'
import { isBodyWhole, type StoredRow } from './copy.ts'
import { clearDoubt, isInDoubt, putInDoubt } from './doubt.ts'
import { readable } from './readable.ts'
import { SCANS_FILE, scansKind } from './schema.ts'

export interface Piece {
  readonly row: number
  readonly env: Uint8Array
}

export interface ScansDatabase {
  /** What was wrong at opening: pieces may be missing. */
  readonly lacking: boolean
  /** Of another version of RA Desk, which is never written over. */
  readonly otherVersion: 'older' | 'newer' | undefined
  /** Nothing when it is not there or cannot be read. */
  find(row: number): Uint8Array | undefined
  /** On the disk when it returns. Failures of the disk throw. */
  put(pieces: readonly Piece[]): void
  /** Removes pieces of erased rows. Their key is destroyed, so a failure is no matter: the next check removes them. */
  drop(rows: readonly number[]): void
  /** Numbers of pieces after a number, in order. */
  rowsAfter(row: number, limit: number): number[]
  close(): void
}

export interface OpenScansDeps {
  /** The vault's. */
  readonly folder: string
  /** Pieces that are not erased. Asked only when some may be missing. */
  readonly rows: () => readonly StoredRow[]
  /** Keeps a file that SQLite refuses. */
  readonly aside: (path: string) => void
  readonly openSqlite?: OpenSqlite | undefined
}

/**
 * Makes a new file when there is none, or when SQLite refuses it: what was in it is then lacking, and is asked of the page. While pieces are
 * lacking, a mark beside the file says so, and each opening looks whether they are back.
 */
export function openScans({ folder, rows, aside, openSqlite }: OpenScansDeps): ScansDatabase {
  const path = join(folder, SCANS_FILE)
  const found = findDatabase(path, scansKind, openSqlite)
  if (found.state === 'older' || found.state === 'newer') return scans(undefined, false, found.state)
  const state = found.state === 'open' ? lookInside(found.database, path, rows) : found.state
  if (state === 'whole' || state === 'lacking') {
    if (state === 'whole') clearDoubt(path)
    return scans(found.state === 'open' ? found.database : undefined, state === 'lacking', undefined)
  }
  if (found.state === 'open') closeQuietly(found.database)
  if (state === 'damaged') aside(path)
  const lacking = rows().length > 0
  if (lacking) putInDoubt(path)
  else clearDoubt(path)
  return scans(createDatabase(path, scansKind, openSqlite), lacking, undefined)
}

/** Reads the pieces only when damage was found before. */
function lookInside(database: DatabaseSync, path: string, rows: OpenScansDeps['rows']): 'whole' | 'lacking' | 'damaged' {
  if (!isInDoubt(path)) return 'whole'
  return (
    readable(() => {
      const find = database.prepare('SELECT env FROM pieces WHERE row = ?')
      return rows().every((row) => isBodyWhole(row, find.get(row.row)?.['env'] as Uint8Array | undefined)) ? 'whole' : 'lacking'
    }) ?? 'damaged'
  )
}

function scans(database: DatabaseSync | undefined, lacking: boolean, otherVersion: ScansDatabase['otherVersion']): ScansDatabase {
  if (database === undefined) return { lacking, otherVersion, find: none, put: none, drop: none, rowsAfter: () => [], close: none }
  const find = database.prepare('SELECT env FROM pieces WHERE row = ?')
  const put = database.prepare('INSERT INTO pieces VALUES (?, ?) ON CONFLICT (row) DO UPDATE SET env = excluded.env')
  const drop = database.prepare('DELETE FROM pieces WHERE row = ?')
  const rowsAfter = database.prepare('SELECT row FROM pieces WHERE row > ? ORDER BY row LIMIT ?')
  return {
    lacking,
    otherVersion,
    find: (row) => readable(() => find.get(row)?.['env'] as Uint8Array | undefined),
    put: (pieces) =>
      transaction(database, () => {
        for (const { row, env } of pieces) put.run(row, env)
      }),
    drop(rows) {
      try {
        transaction(database, () => {
          for (const row of rows) drop.run(row)
        })
      } catch {
        /* see above */
      }
    },
    rowsAfter: (row, limit) => rowsAfter.all(row, limit).map((raw) => raw['row'] as number),
    close: () => closeQuietly(database),
  }
}

const none = (): undefined => undefined
