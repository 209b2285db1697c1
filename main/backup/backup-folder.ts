/** The folder for backups: what is in it, room for one more, and which files leave it. */
import { open, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { findBackupsToDrop } from '../../domain/backup/schedule.ts'
import { ok, type Result } from '../../domain/result.ts'
import { backupFull, folderNotFound, type BackupFailureCode } from './backup-failures.ts'
import { takeFolder, type BackupPlace } from './folder-mark.ts'

/** The age format answers pieces of 64 KiB. Between two writes other work goes on. */
const WRITTEN_AT_ONCE = 192 * 1024
const LISTED_FOR_MILLISECONDS = 60_000

/** File names; `undefined` if the folder cannot be reached. */
export const listFolder = (folder: string): Promise<string[] | undefined> => readdir(folder).catch(() => undefined)

/** Keeps the names of a folder for a minute: a network drive that is not connected takes long to answer. */
export function createFolderListing(monotonic: () => number) {
  let listed: { readonly folder: string; readonly at: number; readonly names: readonly string[] | undefined } | undefined
  return {
    async names(folder: string): Promise<readonly string[] | undefined> {
      if (listed?.folder === folder && monotonic() - listed.at < LISTED_FOR_MILLISECONDS) return listed.names
      const names = await listFolder(folder)
      listed = { folder, at: monotonic(), names }
      return names
    },
    forget() {
      listed = undefined
    },
  }
}

/** Makes sure that it is the folder that was chosen, removes unfinished files of earlier backups and checks the free space. `needed`: bytes. */
export async function prepareFolder(place: BackupPlace, needed: number): Promise<Result<void, BackupFailureCode>> {
  const taken = await takeFolder(place)
  if (!taken.ok) return taken
  const { target } = place
  try {
    for (const name of await readdir(target))
      if (/^ra-desk-[0-9a-f]{8}-.*\.age\.part$/.test(name)) await rm(join(target, name), { force: true })
    const { bavail, bsize } = await statfs(target)
    return bavail * bsize < needed ? backupFull : ok()
  } catch {
    return folderNotFound
  }
}

/** Writes all of it and flushes it to the disk. Returns the number of bytes. Keeps pieces until they are written. */
export async function writeFlushed(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'w', 0o600)
  let end = 0
  let held: Uint8Array[] = []
  let length = 0
  const write = async () => {
    const bytes = Buffer.concat(held)
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, end)
      written += bytesWritten
      end += bytesWritten
    }
    held = []
    length = 0
  }
  try {
    for await (const piece of pieces) {
      held.push(piece)
      length += piece.length
      if (length >= WRITTEN_AT_ONCE) await write()
    }
    await write()
    await file.sync()
  } finally {
    await file.close()
  }
  return end
}

/** Deletes the backups that are more than are kept, never `made`. */
export async function dropOlderBackups(target: string, vaultId: string, made: string): Promise<void> {
  const names = await readdir(target).catch(() => [])
  for (const file of findBackupsToDrop(vaultId, names, made)) await rm(join(target, file), { force: true }).catch(() => undefined)
}
