/** Reads and writes the journal's bytes at an offset. Tests replace it with failing disks. */
import { open, type FileHandle } from 'node:fs/promises'

/** What the journal needs of a file. A `FileHandle` is one. */
export type JournalFile = Pick<FileHandle, 'read' | 'write' | 'datasync' | 'truncate' | 'stat' | 'close'>
export type OpenJournalFile = (path: string) => Promise<JournalFile>

export const openJournalFile: OpenJournalFile = (path) => open(path, 'r+')

/** Up to `length` bytes; fewer only at the end of the file. */
export async function readAt(file: JournalFile, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** A nearly full disk writes a part and reports how much; the next call fails. */
export async function writeAt(file: JournalFile, offset: number, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written)
    written += bytesWritten
  }
}

/** Reads forward: one large read serves many small frames. */
export function forwardReader(file: JournalFile, window: number) {
  let start = 0
  let held: Uint8Array = new Uint8Array(0)
  return async (offset: number, length: number): Promise<Uint8Array> => {
    if (offset < start || offset + length > start + held.length) {
      start = offset
      held = await readAt(file, offset, Math.max(length, window))
    }
    return held.subarray(offset - start, offset - start + length)
  }
}
