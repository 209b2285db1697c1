/**
 * What SQLite reads in a database file and its write-ahead log: settings, schema, and every row of every table, with SQLite's own check of pages,
 * indexes and free pages. Two files with the same content differ only in bytes that nothing reads. Reads a copy, so the file stays as it is.
 */
import { createHash } from 'node:crypto'
import { cp, mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** One hash; or, where SQLite finds damage, what it says. */
export type DatabaseContent = { readonly hash: string } | { readonly damage: string }

/** Settings of the file's head that SQLite or RA Desk act on. */
const settings = ['application_id', 'user_version', 'page_size', 'encoding', 'auto_vacuum', 'journal_mode', 'page_count', 'freelist_count']
/** Two copies of one thing may have more or fewer pages. */
const ofFile = ['page_count', 'freelist_count']

/** SQLite reads this flag with `auto_vacuum` only, which is compared too. */
const ONLY_A_FLAG = '*** in database main ***\nincremental_vacuum enabled with a max rootpage of zero'

/** `compare`: as files, or as copies of one thing. `scratch`: a folder for the copy. */
export async function databaseContent(path: string, scratch: string, compare: 'files' | 'copies' = 'files'): Promise<DatabaseContent> {
  try {
    return await withCopy(path, scratch, (database) =>
      read(database, compare === 'files' ? settings : settings.filter((name) => !ofFile.includes(name))),
    )
  } catch (error) {
    return { damage: error instanceof Error ? error.message : String(error) }
  }
}

/** Opens a copy of a database and its log. SQLite's errors are thrown, and `missing` when there is none. */
export async function withCopy<Value>(path: string, scratch: string, readFrom: (database: DatabaseSync) => Value): Promise<Value> {
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { recursive: true })
  const copy = join(scratch, basename(path))
  if (!(await copied(path, copy))) throw new Error('missing')
  await copied(`${path}-wal`, `${copy}-wal`)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(copy)
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF')
    return readFrom(database)
  } finally {
    closeQuietly(database)
  }
}

export const isSameContent = (one: DatabaseContent, other: DatabaseContent): boolean =>
  'hash' in one && 'hash' in other && one.hash === other.hash

const copied = (from: string, to: string): Promise<boolean> =>
  cp(from, to).then(
    () => true,
    () => false,
  )

function read(database: DatabaseSync, named: readonly string[]): DatabaseContent {
  const found = database
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => Object.values(row)[0])
  if (found.join() !== 'ok' && found.join() !== ONLY_A_FLAG) return { damage: found.join('; ') }
  const hash = createHash('sha256')
  const add = (value: unknown) =>
    hash.update(JSON.stringify(value, (_, each: unknown) => (each instanceof Uint8Array ? toText(each) : each)))
  for (const name of named) add([name, database.prepare(`PRAGMA ${name}`).get()])
  const schema = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all()
  add(schema)
  for (const { type, name } of schema)
    if (type === 'table') for (const row of database.prepare(`SELECT * FROM "${String(name)}" ORDER BY rowid`).iterate()) add(row)
  return { hash: hash.digest('hex') }
}

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close()
  } catch {
    /* a damaged database may refuse to be closed; this is a copy */
  }
}
