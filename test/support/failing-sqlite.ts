/** SQLite whose commits fail where a test says, with the error that SQLite would give. */
import { basename } from 'node:path'
import { openSqlite, type OpenSqlite } from '../../main/files/database.ts'

export interface FailingCommits {
  /** Names of the databases whose commits fail. */
  names: readonly string[]
  /** A database whose commits fail too, from the next failure on. */
  also?: string | undefined
  /** SQLite's result code: 13 is a full disk, 10 an I/O error, 11 damage. */
  errcode: number
  /** Whether the commit is there all the same, as when only its flush failed. */
  isThere: boolean
}

export const FULL = 13
export const IO_ERROR = 10
export const CORRUPT = 11

export const noFailures = (): FailingCommits => ({ names: [], errcode: IO_ERROR, isThere: false })

export const failingSqlite =
  (failing: FailingCommits): OpenSqlite =>
  (path) =>
    new Proxy(openSqlite(path), {
      get(database, name) {
        const found: unknown = Reflect.get(database, name, database)
        if (typeof found !== 'function') return found
        return (...args: unknown[]) => {
          if (name === 'exec' && args[0] === 'COMMIT' && failing.names.includes(basename(path))) {
            if (failing.isThere) database.exec('COMMIT')
            if (failing.also !== undefined) failing.names = [...failing.names, failing.also]
            throw Object.assign(new Error('failed by a test'), { code: 'ERR_SQLITE_ERROR', errcode: failing.errcode, errstr: 'a test' })
          }
          return (found as (...given: unknown[]) => unknown).apply(database, args)
        }
      },
    })
