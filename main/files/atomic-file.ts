/** Writes a small file so that it is always the old or the new version, never half of one: written aside, flushed, renamed, folder flushed. */
import { open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import { renamePatiently } from './held-files.ts'

export type FileFailureCode = 'disk-full' | 'write-failed'

const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** One fixed name beside the file, so that the next write overwrites what a crash left. */
export const asideOf = (path: string): string => `${path}.new`

export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<Result<void, FileFailureCode>> {
  const aside = asideOf(path)
  try {
    await writeAndSync(aside, 'w', bytes)
    await renamePatiently(aside, path)
    await syncFolder(dirname(path))
    return ok()
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined)
    return fileFailure(error)
  }
}

/** Adds to the end of a file, which is made if it is not there. On the disk when it resolves; failures of the file system throw. */
export async function appendDurably(path: string, text: string): Promise<void> {
  await writeAndSync(path, 'a', text)
  await syncFolder(dirname(path))
}

async function writeAndSync(path: string, flags: 'w' | 'a', content: Uint8Array | string): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Content, or `undefined` when there is no such file. Other failures of the file system throw. */
export async function findFile(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Makes a rename or a new file in this folder survive a power cut. Windows has no such call and needs none for NTFS metadata. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

export function isDiskFull(error: unknown): boolean {
  return FULL.has(errorCode(error))
}

export function fileFailure(error: unknown): Result<never, FileFailureCode> {
  if (isDiskFull(error)) {
    return err(
      'disk-full',
      'The disk is full. What was saved before is safe; this change was not saved.',
      'Free some space, then try again.',
    )
  }
  return err(
    'write-failed',
    `RA Desk could not write to its folder (${errorCode(error) || 'unknown'}). What was saved before is safe.`,
    'Check that the folder exists and that you may write to it, then try again.',
  )
}
