/**
 * Sets the browser's database aside when it can no longer be opened; the next sign-in builds a new one from the record. This runs at start,
 * before there is a window, because Chromium holds the files open until its process ends, and never reopens a broken database in one
 * session. Nothing is deleted at once: unsaved drafts may be in it.
 *
 * Only folders called `IndexedDB` move. Beside them lies what must stay: on Windows the key store's own key is in `Local State`.
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../files/atomic-file.ts'
import { renamePatiently } from '../files/held-files.ts'

export type DatabaseAside = { readonly kept: string } | { readonly failed: string }

/** In the data folder. */
const SET_ASIDE = 'set-aside'
/** Days: long enough to look into it, but erased data must not stay in an old file for long. */
const SET_ASIDE_DAYS = 14
/** The shells keep the profile at most so deep in the session's folder. */
const DEPTH = 3

/** Moves the database; `undefined` when there is none. `failed`: the system's code, such as `EBUSY` while another program reads the files. */
export async function setDatabaseAside(folder: string, now: Date): Promise<DatabaseAside | undefined> {
  try {
    const found = await findDatabases(join(folder, 'session'), DEPTH)
    if (found.length === 0) return undefined
    const kept = join(folder, SET_ASIDE, `database-${now.toISOString().replaceAll(':', '-')}`)
    await mkdir(kept, { recursive: true, mode: 0o700 })
    for (const [index, path] of found.entries())
      await renamePatiently(path, join(kept, index === 0 ? 'IndexedDB' : `IndexedDB-${String(index + 1)}`))
    await syncFolder(kept)
    return { kept }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { failed: String(error.code) }
    throw error
  }
}

/** Removes databases of the page and of the record that were set aside more than `SET_ASIDE_DAYS` before. A clock that is wrong costs nothing that was saved. */
export async function removeOldAsides(folder: string, now: Date): Promise<number> {
  const place = join(folder, SET_ASIDE)
  const names = await readdir(place).catch(() => [])
  const today = Date.parse(now.toISOString().slice(0, 10))
  let removed = 0
  for (const name of names) {
    const [, day] = /^(?:database|record)-(\d{4}-\d{2}-\d{2})T/.exec(name) ?? []
    if (day === undefined || today - Date.parse(day) <= SET_ASIDE_DAYS * 86_400_000) continue
    await rm(join(place, name), { recursive: true, force: true })
    removed += 1
  }
  return removed
}

async function findDatabases(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    // A file in the place of the folder is as unusable as a broken one.
    if (entry.name === 'IndexedDB') found.push(path)
    else if (entry.isDirectory() && depth > 1) found.push(...(await findDatabases(path, depth - 1)))
  }
  return found
}
