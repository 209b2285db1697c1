/** A database that is made again is written beside the old one (`asideOf`), closed whole, and then put in its place by a rename. */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { asideOf, syncFolder } from './atomic-file.ts'
import { renamePatiently } from './held-files.ts'

/** Removes what a crash left of a database that was being made again. */
export function removeUnfinished(path: string): void {
  for (const left of [asideOf(path), `${asideOf(path)}-wal`]) rmSync(left, { force: true })
}

/** Nothing may be in its place any more that it could not replace. On the disk when this resolves; failures of the disk throw. */
export async function putInPlace(path: string): Promise<void> {
  await renamePatiently(asideOf(path), path)
  await syncFolder(dirname(path))
}
