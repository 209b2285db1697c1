/** Deletes a file that RA Desk saved where the agent said, only if it still is that file. */
import { readFile, rm } from 'node:fs/promises'
import { sha256 } from './sha256.ts'

export interface SavedCopy {
  readonly path: string
  /** SHA-256 of what was saved. */
  readonly digest: Uint8Array
}

export const savedCopy = (path: string, bytes: Uint8Array): SavedCopy => ({ path, digest: sha256(bytes) })

/** `other`: another file lies there now, and it was left alone. */
export async function deleteSavedFile({ path, digest }: SavedCopy): Promise<'deleted' | 'gone' | 'other' | 'failed'> {
  try {
    const bytes = await readFile(path)
    if (Buffer.compare(Buffer.from(sha256(bytes)), Buffer.from(digest)) !== 0) return 'other'
    await rm(path)
    return 'deleted'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'failed'
  }
}
