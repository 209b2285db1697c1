/** A file that the agent saved outside the data folder, not encrypted: written for them to use, and deleted again when it is still that file. */
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rm, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toHex } from '../../domain/bytes.ts'
import { errorCode } from './atomic-file.ts'
import { sha256 as hashOf } from './sha256.ts'

export interface CopyOutside {
  readonly savedAs: string
  readonly bytes: number
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string
}

export const copyOutside = (savedAs: string, bytes: Uint8Array): CopyOutside => ({
  savedAs,
  bytes: bytes.length,
  sha256: toHex(hashOf(bytes)),
})

/** Only the agent's own account may read it. Failures of the file system throw. */
export async function writeOutside(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Overwrites and deletes the copy. `other-contents`: something else is in its place, and stays as it is. Failures of the file system throw,
 * as when another program holds the file.
 */
export async function deleteOutside({ savedAs, bytes, sha256 }: CopyOutside): Promise<'deleted' | 'not-there' | 'other-contents'> {
  const found = await lstat(savedAs).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  })
  if (!found) return 'not-there'
  // A link is never our file.
  if (!found.isFile() || found.size !== bytes) return 'other-contents'
  const file = await open(savedAs, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
  try {
    if (!(await isStill(file, bytes, sha256))) return 'other-contents'
    await file.write(new Uint8Array(bytes), 0, bytes, 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await unlink(savedAs)
  return 'deleted'
}

async function isStill(file: FileHandle, bytes: number, sha256: string): Promise<boolean> {
  const content = new Uint8Array(bytes)
  const { bytesRead } = await file.read(content, 0, bytes, 0)
  const same = bytesRead === bytes && toHex(hashOf(content)) === sha256
  content.fill(0)
  return same
}

/** Overwrites and deletes the files of a folder of our own, then the folder. What cannot be deleted now goes at the next start. */
export async function deleteFolder(folder: string): Promise<void> {
  const files = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const { name } of files.filter((one) => one.isFile())) await overwrite(join(folder, name)).catch(() => undefined)
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

async function overwrite(path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
  try {
    const { size } = await file.stat()
    await file.write(new Uint8Array(size), 0, size, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}
