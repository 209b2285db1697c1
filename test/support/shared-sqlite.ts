/** SQLite with other settings than the app's. */
import type { DatabaseSync } from 'node:sqlite'
import { sep } from 'node:path'
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
export const sharedSqlite: OpenSqlite = (path) => {
  const database = openShared(path)
  opened.push({ path, database })
  return database
}
const openShared = replacingSqlite('PRAGMA locking_mode = EXCLUSIVE;', '')
const opened: { readonly path: string; readonly database: DatabaseSync }[] = []

/** For the end of a test that leaves them open: Windows keeps a folder with an open database. */
export function closeSharedBelow(folder: string): void {
  for (const { path, database } of opened) if (path.startsWith(`${folder}${sep}`) && database.isOpen) database.close()
}
