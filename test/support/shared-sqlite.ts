/** SQLite with other settings than the app's. */
import { openSqlite, type OpenSqlite } from '../../main/files/database.ts'

/** Puts another text in the place of one in all that SQLite is told. */
export const replacingSqlite =
  (text: string, other: string): OpenSqlite =>
  (path) =>
    new Proxy(openSqlite(path), {
      get(database, name) {
        const found: unknown = Reflect.get(database, name, database)
        if (typeof found !== 'function') return found
        return (...args: unknown[]) =>
          (found as (...given: unknown[]) => unknown).apply(
            database,
            args.map((each) => (typeof each === 'string' ? each.replace(text, other) : each)),
          )
      },
    })

/** Without the lock that lets only one connection open a file: for tests in which several people sign in to one folder at once. */
export const sharedSqlite: OpenSqlite = replacingSqlite('PRAGMA locking_mode = EXCLUSIVE;', '')
