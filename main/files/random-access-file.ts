/** Reading and writing the journal's bytes at places; the seam where tests put failing disks. */
import { open, type FileHandle } from 'node:fs/promises'

/** The few things the journal does with its file. A `FileHandle` is one. */
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

/** A disk that is nearly full takes a part and says so; the next call brings the error. */
export async function writeAt(file: JournalFile, offset: number, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written)
    written += bytesWritten
  }
}

/** Reads forward with one large read for many small frames. */
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
