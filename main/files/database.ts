/**
 * One SQLite database file: opened with the settings that the app's promises rest on, or the reason why it cannot be used. Each commit is on
 * the disk when it returns (WAL, `synchronous=FULL`), deleted content is overwritten (`secure_delete`), and one process at a time holds the
 * file (`locking_mode=EXCLUSIVE`, so there is no file of shared memory either).
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { DamagedColumn } from './columns.ts'

/** What a database file must say of itself. */
export interface DatabaseKind {
  /** `PRAGMA application_id`: four ASCII characters as a number. */
  readonly applicationId: number
  /** `PRAGMA user_version`: version of the schema. */
  readonly version: number
  /** SQL that makes the empty database. */
  readonly schema: string
}

/** Tests replace it with a database that fails. */
export type OpenSqlite = (path: string) => DatabaseSync

export type FoundDatabase =
  | { readonly state: 'open'; readonly database: DatabaseSync }
  | { readonly state: 'missing' | 'damaged' | 'older' | 'newer' }

/** Another process has the file open. */
export class DatabaseInUse extends Error {
  override name = 'DatabaseInUse'
}

export const openSqlite: OpenSqlite = (path) => new DatabaseSync(path)

const PAGE_SIZE = 4096
const settings = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA page_size = ${PAGE_SIZE};
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA mmap_size = 0;
  PRAGMA wal_autocheckpoint = 1000;
`

/** Makes an empty database. The caller makes sure that there is none, and flushes the folder. Failures of the disk throw. */
export function createDatabase(path: string, kind: DatabaseKind, open: OpenSqlite = openSqlite): DatabaseSync {
  // SQLite gives its write-ahead log the same rights as the file.
  closeSync(openSync(path, 'wx', 0o600))
  const database = open(path)
  try {
    database.exec(settings)
    transaction(database, () => {
      database.exec(kind.schema)
      database.exec(`PRAGMA application_id = ${kind.applicationId}; PRAGMA user_version = ${kind.version}`)
    })
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Opens a database that exists. Never makes one. Throws `DatabaseInUse`, and failures of the disk. */
export function findDatabase(path: string, kind: DatabaseKind, open: OpenSqlite = openSqlite): FoundDatabase {
  if (!existsSync(path)) return { state: 'missing' }
  if (!maySqliteWrite(path)) return { state: 'damaged' }
  let database: DatabaseSync | undefined
  try {
    database = open(path)
    database.exec(settings)
    const read = (pragma: string) => Object.values(database!.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
    const version = read('user_version')
    if (read('application_id') !== kind.applicationId) return closed(database, 'damaged')
    if (version !== kind.version) return closed(database, Number(version) < kind.version ? 'older' : 'newer')
    // Flags in the first page that SQLite would believe, and write the file by.
    if (read('auto_vacuum') !== 0 || read('encoding') !== 'UTF-8' || read('page_size') !== PAGE_SIZE) return closed(database, 'damaged')
    return schemaOf(database) === schemaOfKind(kind) ? { state: 'open', database } : closed(database, 'damaged')
  } catch (error) {
    closeQuietly(database)
    if (isInUse(error)) throw new DatabaseInUse('another process has this database open', { cause: error })
    if (isDamage(error)) return { state: 'damaged' }
    throw error
  }
}

/** Byte 18 of the file. With a number that SQLite does not know it reads the file, and refuses every write without calling it damage. */
function maySqliteWrite(path: string): boolean {
  const byte = Buffer.alloc(1)
  const file = openSync(path, 'r')
  try {
    readSync(file, byte, 0, 1, 18)
  } finally {
    closeSync(file)
  }
  return byte[0]! <= 2
}

/** The schema is text in the file: a damaged constraint would refuse every write. */
const schemaOf = (database: DatabaseSync): string =>
  JSON.stringify(database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all())

const schemas = new WeakMap<DatabaseKind, string>()

function schemaOfKind(kind: DatabaseKind): string {
  const known = schemas.get(kind)
  if (known !== undefined) return known
  const database = new DatabaseSync(':memory:')
  database.exec(kind.schema)
  const schema = schemaOf(database)
  database.close()
  schemas.set(kind, schema)
  return schema
}

function closed(database: DatabaseSync, state: 'damaged' | 'older' | 'newer'): FoundDatabase {
  closeQuietly(database)
  return { state }
}

/** A damaged database may refuse even to be closed. */
export function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    /* it was closed already, or its last checkpoint failed: the write-ahead log has everything */
  }
}

/** All of the work, or none of it. On the disk when it returns. */
export function transaction<Value>(database: DatabaseSync, work: () => Value): Value {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    try {
      if (database.isTransaction) database.exec('ROLLBACK')
    } catch {
      /* SQLite has rolled back already; the first error says why */
    }
    throw error
  }
}

/** Empties the write-ahead log into the database and cuts it to nothing, so that nothing older stays in it. Failures of the disk throw. */
export function emptyLog(database: DatabaseSync): void {
  const done = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  if (done?.['busy'] !== 0) throw Object.assign(new Error('the write-ahead log is in use'), { code: 'EBUSY' })
}

/** Damage to the list of free pages shows only when one is used, which is too late. Reads that list only. */
export const areFreePagesWhole = (database: DatabaseSync): boolean =>
  Object.values(database.prepare('PRAGMA quick_check(sqlite_schema)').get() ?? {})[0] === 'ok'

const FULL = 13
const DAMAGE = new Set([11, 26])
const SHORT_READ = 522
const IN_USE = new Set([5, 6])

/** SQLite's primary result code; nothing for an error that is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

/** SQLITE_FULL. */
export const isDatabaseFull = (error: unknown): boolean => resultCode(error) === FULL

/** SQLITE_CORRUPT, SQLITE_NOTADB, and a file that is shorter than it says: not what SQLite wrote. Also a schema that lacks what it should have. */
export const isDamage = (error: unknown): boolean =>
  DAMAGE.has(resultCode(error) ?? 0) ||
  error instanceof DamagedColumn ||
  (error instanceof Error && 'errcode' in error && error.errcode === SHORT_READ) ||
  // A number that no one of ours wrote.
  (error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE') ||
  (error instanceof Error && /no such (?:table|column|index)|malformed|unsupported file format/.test(error.message))

const isInUse = (error: unknown): boolean => IN_USE.has(resultCode(error) ?? 0)

/** What to call a failure in a message: SQLite's words, or the system's code. */
export function describeFailure(error: unknown): string {
  if (error instanceof Error && 'errstr' in error && typeof error.errstr === 'string') return error.errstr
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
