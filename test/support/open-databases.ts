/** Which databases are open: Windows keeps a folder in which a test left one. To be imported before anything is opened. */
import { sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Nothing is kept from being collected, which closes it too. */
interface Watched {
  readonly known: WeakSet<DatabaseSync>
  readonly each: WeakRef<DatabaseSync>[]
}

/** Test files share a process, and each loads its modules anew: the method is replaced once, and the list is the process's. */
const shared = globalThis as { databasesOfTests?: Watched }

function watchDatabases(): Watched {
  const watched: Watched = { known: new WeakSet(), each: [] }
  const { exec } = DatabaseSync.prototype
  // What the module exports cannot be replaced. Each database is set up by `exec` when it is opened.
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    if (!watched.known.has(this)) {
      watched.known.add(this)
      watched.each.push(new WeakRef(this))
    }
    exec.call(this, sql)
  }
  return watched
}

const { each } = (shared.databasesOfTests ??= watchDatabases())

export function closeDatabasesBelow(folder: string): void {
  for (const one of each.splice(0)) {
    const database = one.deref()
    if (database?.isOpen !== true) continue
    if (database.location()?.startsWith(`${folder}${sep}`)) database.close()
    else each.push(one)
  }
}
