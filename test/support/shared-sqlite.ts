/** SQLite without the lock that lets only one connection open a file: for tests in which several people sign in to one folder at once. */
import { openSqlite, type OpenSqlite } from '../../main/files/database.ts'

export const sharedSqlite: OpenSqlite = (path) =>
  new Proxy(openSqlite(path), {
    get(database, name) {
      const found: unknown = Reflect.get(database, name, database)
      if (typeof found !== 'function') return found
      return (...args: unknown[]) =>
        (found as (...given: unknown[]) => unknown).apply(
          database,
          args.map((each) => (typeof each === 'string' ? each.replace('PRAGMA locking_mode = EXCLUSIVE;', '') : each)),
        )
    },
  })
