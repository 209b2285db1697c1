/**
 * Which files and databases are open, by their path: a test that plays a crash leaves those of its app open, as a crash does, but unlike a
 * crash it does not end the process. Node would close them some day, files with a warning, and Windows keeps a folder until then. To be
 * imported before anything is opened.
 */
import type { EventEmitter } from 'node:events'
import files, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { sep } from 'node:path'
import { closeDatabasesBelow } from './open-databases.ts'

const opened = new Map<FileHandle, string>()
const { open } = files

Object.assign(files, {
  open: async (...given: Parameters<typeof open>): Promise<FileHandle> => {
    const file = await open(...given)
    opened.set(file, String(given[0]))
    // It is an emitter, which its types do not say.
    ;(file as unknown as EventEmitter).once('close', () => {
      opened.delete(file)
    })
    return file
  },
})
syncBuiltinESMExports()

/** A file is closed when what is being done with it is done, a database at once. */
export function closeFilesBelow(folder: string): void {
  closeDatabasesBelow(folder)
  for (const [file, path] of opened) if (path.startsWith(`${folder}${sep}`)) void file.close().catch(() => undefined)
}
