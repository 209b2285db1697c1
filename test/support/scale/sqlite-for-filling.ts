/**
 * SQLite for the filler: it waits for no disk, many acts share one transaction, and the second copy of a database is made from the first at
 * the end. Every statement that the app makes is run in its order, so the first copy has the same content as if each act were committed by
 * itself, and the second has the same bytes, as where RA Desk makes a copy again.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { openSqlite, type OpenSqlite } from '../../../main/files/database.ts'

const ACTS_AT_ONCE = 2_000
const SECOND = '-second.db'

export interface SqliteForFilling {
  readonly open: OpenSqlite
  /** Makes the second copies in a data folder and flushes all of its files. Only after both copies were closed. */
  finish(folder: string): void
}

export function sqliteForFilling(): SqliteForFilling {
  const firsts = new Map<string, DatabaseSync>()
  return {
    open(path) {
      const first = path.endsWith(SECOND) ? firsts.get(`${path.slice(0, -SECOND.length)}.db`) : undefined
      if (first !== undefined) return onlyRead(first)
      const database = manyAtOnce(openSqlite(path))
      firsts.set(path, database)
      return database
    },
    finish(folder) {
      for (const path of firsts.keys()) {
        if (existsSync(`${path}-wal`)) throw new Error(`${basename(path)} was not closed whole`)
        const second = `${path.slice(0, -'.db'.length)}${SECOND}`
        if (existsSync(second)) copyFileSync(path, second)
      }
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile() || entry.isDirectory()) flush(join(entry.parentPath, entry.name))
      flush(dirname(folder))
    },
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

function manyAtOnce(database: DatabaseSync): DatabaseSync {
  let acts = 0
  const end = () => {
    acts = 0
    if (database.isTransaction) database.exec('COMMIT')
  }
  const filling: Pick<DatabaseSync, 'exec' | 'prepare' | 'close'> = {
    exec(sql) {
      if (sql === 'BEGIN IMMEDIATE' && database.isTransaction) return
      if (sql === 'ROLLBACK') throw new Error('an act failed while a station was filled')
      if (sql === 'COMMIT') {
        acts += 1
        if (acts === ACTS_AT_ONCE) end()
        return
      }
      database.exec(sql.replace('PRAGMA synchronous = FULL', 'PRAGMA synchronous = OFF; PRAGMA cache_size = -200000'))
    },
    prepare: (sql) => database.prepare(sql),
    close() {
      end()
      database.close()
    },
  }
  return filling as DatabaseSync
}

/** Reads what the first copy has, and writes nothing. */
function onlyRead(first: DatabaseSync): DatabaseSync {
  const reading: Pick<DatabaseSync, 'exec' | 'prepare' | 'close'> = {
    exec: () => undefined,
    prepare(sql) {
      const statement = first.prepare(sql)
      const found: Pick<StatementSync, 'get' | 'all' | 'iterate' | 'run' | 'setReturnArrays'> = {
        get: statement.get.bind(statement),
        all: statement.all.bind(statement),
        iterate: statement.iterate.bind(statement),
        run: () => ({ changes: 0, lastInsertRowid: 0 }),
        setReturnArrays: statement.setReturnArrays.bind(statement),
      }
      return found as StatementSync
    },
    close: () => undefined,
  }
  return reading as DatabaseSync
}
