/** The files of the record that are open for reading, by name. A file is closed and taken away only after the reads under way. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readFrameAt, type Place } from './frame-file.ts'
import type { JournalFile, OpenJournalFile } from './random-access-file.ts'
import type { FrameKeys } from './frame-format.ts'

export interface OpenFileCache {
  /** A file that is open already: the segment that is being written. */
  put(name: string, file: JournalFile): void
  /** The frame at a place; nothing when it does not read back. */
  read(place: Place): Promise<{ readonly seq: number; readonly body: unknown } | undefined>
  /** Deletes files. Nothing may point at them any more. */
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
