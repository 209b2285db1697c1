/** Writes acknowledged transactions into two databases while it is recorded, or only opens them: `node two-databases-program.ts FOLDER MANNER`. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { acknowledge } from './record-program.ts'
import { ACTS, bodyOf, databaseNames, databaseOf, type Manner, ROWS } from './two-databases.ts'

const folder = process.argv[2]!
const manner = process.argv[3] as Manner
const fileOf = (name: string) => join(folder, `${name}.db`)

function open(name: string): DatabaseSync {
  const database = new DatabaseSync(fileOf(name))
  const synchronous = manner === 'never flushes' ? 'OFF' : 'FULL'
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA mmap_size = 0`)
  return database
}

function save(database: DatabaseSync, act: number): void {
  database.exec('BEGIN IMMEDIATE')
  const insert = database.prepare('INSERT INTO rows (act, row, body) VALUES (?, ?, ?)')
  for (let row = 0; row < ROWS; row += 1) insert.run(act, row, bodyOf(act, row))
  database.exec('UPDATE totals SET acts = acts + 1; COMMIT')
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** Saves an act by putting a new, compact database with it in the place of the old one. */
function replace(database: DatabaseSync, name: string, act: number): void {
  const next = `${fileOf(name)}.next`
  database.prepare('VACUUM INTO ?').run(next)
  // Closing brings the log into the database and removes the log, so that it is never read with the new database.
  database.close()
  const compact = new DatabaseSync(next)
  // SQLite flushes nothing here: what this function flushes must be enough.
  compact.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
  save(compact, act)
  compact.close()
  if (manner === 'full' || manner === 'does not flush the folder after a rename') flush(next)
  renameSync(next, fileOf(name))
  if (manner === 'full' || manner === 'renames a file that is not flushed') flush(folder)
}

const databases = new Map(databaseNames.map((name) => [name, open(name)]))
if (manner !== 'only opens') {
  for (const database of databases.values())
    database.exec(
      'BEGIN; CREATE TABLE rows (act INTEGER, row INTEGER, body BLOB, PRIMARY KEY (act, row)); CREATE TABLE totals (acts INTEGER); INSERT INTO totals VALUES (0); COMMIT',
    )
  for (let act = 1; act <= ACTS; act += 1) {
    const name = databaseOf(act)
    const database = databases.get(name)!
    if (act % 5 === 0) replace(database, name, act)
    else save(database, act)
    if (act % 5 === 2) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    acknowledge(`saved ${act}`)
    if (act % 5 === 0) databases.set(name, open(name))
  }
}
for (const database of databases.values()) database.close()
