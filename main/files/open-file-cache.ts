/** Files of the record that are open for reading, by name. A file is closed or deleted only after its pending reads. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readFrameAt, type Place } from './frame-file.ts'
import type { JournalFile, OpenJournalFile } from './random-access-file.ts'
import type { FrameKeys } from './frame-format.ts'

export interface OpenFileCache {
  /** Adds a file that is already open: the segment being written. */
  put(name: string, file: JournalFile): void
  /** The frame at a place; `undefined` when it is unreadable. */
  read(place: Place): Promise<{ readonly seq: number; readonly body: unknown } | undefined>
  /** Deletes files that nothing refers to any more. */
  drop(names: readonly string[]): Promise<void>
  close(): Promise<void>
}

export function createOpenFileCache(folder: string, keys: FrameKeys, openFile: OpenJournalFile): OpenFileCache {
  const files = new Map<string, Promise<JournalFile>>()
  const reads = new Set<Promise<unknown>>()

  function file(name: string): Promise<JournalFile> {
    let opened = files.get(name)
    if (opened === undefined) {
      opened = openFile(join(folder, name))
      files.set(name, opened)
      opened.catch(() => files.delete(name))
    }
    return opened
  }

  async function closeFile(name: string): Promise<void> {
    const opened = files.get(name)
    files.delete(name)
    await (await opened?.catch(() => undefined))?.close()
  }

  return {
    put: (name, opened) => {
      files.set(name, Promise.resolve(opened))
    },
    read(place) {
      const read = (async () => {
        try {
          return await readFrameAt(await file(place.file), keys, place)
        } catch {
          return undefined
        }
      })()
      reads.add(read)
      void read.finally(() => reads.delete(read))
      return read
    },
    async drop(names) {
      await Promise.allSettled(reads)
      for (const name of names) {
        await closeFile(name)
        await rm(join(folder, name), { force: true })
      }
    },
    async close() {
      await Promise.allSettled(reads)
      for (const name of [...files.keys()]) await closeFile(name)
    },
  }
}
