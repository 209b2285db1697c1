/** Whether a large file is still the one that was written, as far as a look at its two ends tells. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { readAt } from '../files/random-access-file.ts'

/** The header of an age file, which has its key, and the end of its last line. */
const END = 64 * 1024

export interface FileEnds {
  readonly bytes: number
  /** SHA-256 of the first and the last 64 KiB, lower-case hexadecimal. */
  readonly ends: string
}

/** `undefined` if the file cannot be read. */
export async function readEnds(path: string): Promise<FileEnds | undefined> {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256').update(await readAt(file, 0, END))
    hash.update(await readAt(file, Math.max(0, size - END), END))
    return { bytes: size, ends: hash.digest('hex') }
  } catch {
    return undefined
  } finally {
    await file.close().catch(() => undefined)
  }
}
