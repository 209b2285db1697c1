/** A copy in which damage was found while it was open: a small file beside it says so, and the next opening makes the copy again. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renamePatiently } from '../../files/held-files.ts'

const doubtOf = (path: string): string => `${path}.doubt`

export const isInDoubt = (path: string): boolean => existsSync(doubtOf(path))

/** If it cannot be written, the next check finds the damage again. */
export function putInDoubt(path: string): void {
  try {
    writeFileSync(doubtOf(path), '', { mode: 0o600 })
  } catch {
    /* see above */
  }
}

/** The copy was made again, but something is still lacking in it. */
export function noteMadeAgain(path: string): void {
  try {
    writeFileSync(doubtOf(path), 'made again', { mode: 0o600 })
  } catch {
    /* then the next opening makes it again once more */
  }
}

export const wasMadeAgain = (path: string): boolean => (statSync(doubtOf(path), { throwIfNoEntry: false })?.size ?? 0) > 0

export const clearDoubt = (path: string): void => rmSync(doubtOf(path), { force: true })

/**
 * Moves a database that is not used any more beside the vault, into `set-aside/`, where it is kept for some days (`database-aside.ts`) so
 * that the damage can be looked into. Everything in it is sealed. Failures of the disk throw.
 */
export async function setAside(path: string, now: Date): Promise<void> {
  const kept = join(dirname(dirname(path)), 'set-aside', `record-${now.toISOString().replaceAll(':', '-')}`)
  for (const each of [path, `${path}-wal`]) {
    if (!existsSync(each)) continue
    mkdirSync(kept, { recursive: true, mode: 0o700 })
    await renamePatiently(each, join(kept, each.slice(dirname(path).length + 1)))
  }
}
