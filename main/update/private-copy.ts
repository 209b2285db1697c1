/**
 * The installer of an update, copied from the stick into the data folder and checked there: RA Desk later starts exactly the bytes that
 * it checked, even if the stick has changed since. Read and written in pieces.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, type Result } from '../../domain/result.ts'
import type { UpdateManifest } from '../../domain/update/manifest.ts'
import { errorCode, isDiskFull, syncFolder } from '../files/atomic-file.ts'
import { readFreeSpace, type FreeSpace } from '../files/disk-space.ts'
import { removePatiently, renamePatiently } from '../files/held-files.ts'
import { contentChanged, endedEarly, lockedMeanwhile, noSpace, notRead, notWritten, type TakeFailureCode } from './update-failures.ts'
import type { UpdateSource } from './update-file.ts'

/** Some milliseconds of hashing: other work goes between two of them. */
const PIECE = 1024 * 1024
/** What the disk has beyond the copy, so that cases can still be saved. */
const MARGIN = 256 * 1024 * 1024

export type CopyStep = 'copying' | 'checking'
export interface CopyDeps {
  /** The app's data folder. */
  readonly folder: string
  /** `done`: 0 to 1. */
  readonly onProgress?: (step: CopyStep, done: number) => void
  /** Asked between pieces. Once false, the copy stops and leaves no file. */
  readonly isWanted?: () => boolean
  /** Bytes free where a folder lies. */
  readonly freeSpace?: FreeSpace
}

export const updateFolder = (folder: string): string => join(folder, 'update')

type CopyFailureCode = Extract<
  TakeFailureCode,
  'update-not-read' | 'update-cut-short' | 'update-changed' | 'disk-full' | 'write-failed' | 'locked'
>

/** Answers the path of the copy. After a failure there is none. */
export async function copyInstaller(deps: CopyDeps, source: UpdateSource): Promise<Result<string, CopyFailureCode>> {
  const { installer } = source.manifest
  const folder = updateFolder(deps.folder)
  const path = join(folder, installer.name)
  const unfinished = `${path}.part`
  let isCopied = false
  try {
    await clearUpdateFolder(deps.folder)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readFreeSpace(folder, deps.freeSpace)) < installer.bytes + MARGIN) return noSpace
    const copied = await copyPieces(deps, source, unfinished)
    if (!copied.ok) return copied
    const hash = await hashOfCopy(unfinished, installer.bytes, deps)
    if (hash === undefined) return lockedMeanwhile
    if (hash !== installer.sha256) return contentChanged
    await renamePatiently(unfinished, path)
    await syncFolder(folder)
    isCopied = true
    return ok(path)
  } catch (error) {
    // Without a code of the system it is a bug.
    if (errorCode(error) === '') throw error
    return isDiskFull(error) ? noSpace : notWritten
  } finally {
    if (!isCopied) await clearUpdateFolder(deps.folder).catch(() => undefined)
  }
}

async function copyPieces(deps: CopyDeps, { file, start, manifest }: UpdateSource, to: string): Promise<Result<void, CopyFailureCode>> {
  const { bytes } = manifest.installer
  // Only this account reads it. A file of this name is never written into.
  const copy = await open(to, 'wx', 0o600)
  try {
    const piece = new Uint8Array(PIECE)
    for (let done = 0; done < bytes;) {
      if (deps.isWanted?.() === false) return lockedMeanwhile
      const read = await readFrom(file, piece, Math.min(PIECE, bytes - done), start + done)
      if (!read.ok) return read
      await writeAll(copy, piece.subarray(0, read.value), done)
      done += read.value
      deps.onProgress?.('copying', done / bytes)
    }
    await copy.sync()
    return ok()
  } finally {
    await copy.close()
  }
}

/** The stick's own failures, apart from those of this computer's disk. */
async function readFrom(file: FileHandle, piece: Uint8Array, length: number, at: number): Promise<Result<number, CopyFailureCode>> {
  try {
    const { bytesRead } = await file.read(piece, 0, length, at)
    return bytesRead === 0 ? endedEarly : ok(bytesRead)
  } catch (error) {
    if (errorCode(error) === '') throw error
    return notRead
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

/** SHA-256 in hex; of a file with another length it is none that was signed. `undefined` once it is no longer wanted. */
export async function hashOfCopy(
  path: string,
  bytes: number,
  { onProgress, isWanted }: Pick<CopyDeps, 'onProgress' | 'isWanted'>,
): Promise<string | undefined> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    const piece = new Uint8Array(PIECE)
    for (let done = 0; ;) {
      if (isWanted?.() === false) return undefined
      const { bytesRead } = await file.read(piece, 0, PIECE, done)
      if (bytesRead === 0) return done === bytes ? hash.digest('hex') : ''
      hash.update(piece.subarray(0, bytesRead))
      done += bytesRead
      onProgress?.('checking', Math.min(1, done / bytes))
    }
  } finally {
    await file.close()
  }
}

/** Deletes what earlier updates left, except the installer that is still to be installed. */
export async function clearUpdateFolder(folder: string, except?: UpdateManifest['installer']['name']): Promise<void> {
  const at = updateFolder(folder)
  const names = await readdir(at).catch(() => undefined)
  if (names === undefined) return
  for (const name of names) if (name !== except) await removePatiently(join(at, name))
  if (except === undefined || !names.includes(except)) await rm(at, { recursive: true, force: true })
}
