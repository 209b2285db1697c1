/**
 * Small files that everything depends on, kept in two copies: the keyring and the key slots. The first copy decides: its content counts
 * from its rename on. The second copy is written before the write resolves; if that fails, it is deleted or emptied, so that an
 * old copy is never used later. A key reported as destroyed is therefore in neither copy, and neither is a removed agent, whenever the power fails. A write
 * interrupted between the two is completed from the first copy at the next opening, never undone.
 */
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import { asideOf, errorCode, findFile, syncFolder, writeFileAtomically, type FileFailureCode } from './atomic-file.ts'
import { isHeld, removePatiently } from './held-files.ts'

export const secondCopyOf = (path: string): string => `${path}.second`

/**
 * Once the first copy is in its place the change has happened, and is told as done. A second copy that another program holds for longer
 * than some seconds is made good at the next write or opening. If the disk itself fails between the two, that is said as it is.
 */
export async function writeMirrored(path: string, bytes: Uint8Array): Promise<Result<void, FileFailureCode>> {
  const first = await writeFileAtomically(path, bytes)
  if (!first.ok) return first
  try {
    await replaceOrRemove(secondCopyOf(path), bytes)
    return ok()
  } catch (error) {
    return isHeld(error) ? ok() : perhapsWritten(error)
  }
}

const perhapsWritten = (error: unknown): Result<never, FileFailureCode> =>
  err(
    'write-failed',
    `The disk failed while RA Desk wrote this change (${errorCode(error) || 'unknown'}). It may have been made. What was saved before is safe.`,
    'Lock RA Desk and sign in again to see whether it was made.',
  )

/** One whole copy is enough, because the next write or opening makes the other again. An old copy beside it would be a danger. */
async function replaceOrRemove(path: string, bytes: Uint8Array): Promise<void> {
  const written = await writeFileAtomically(path, bytes)
  if (written.ok) return
  try {
    await removePatiently(path)
    await syncFolder(dirname(path))
  } catch (error) {
    await emptyInPlace(path).catch(() => Promise.reject(error))
  }
}

/** A program may let others write what they may neither replace nor remove. */
async function emptyInPlace(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.truncate(0)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Revision of a copy, higher is newer; `undefined` when the copy is damaged. */
export type Rank = (bytes: Uint8Array) => number | undefined | Promise<number | undefined>

export interface ReadMirrored {
  /** Of the newest whole copy; of the first copy when neither is whole; `undefined` when there is no copy. */
  readonly bytes: Uint8Array | undefined
  /** The first copy was damaged, missing or older, so the second one is used. */
  readonly fromSecond: boolean
}

/** Changes nothing on the disk. */
export async function readMirrored(path: string, rank: Rank): Promise<ReadMirrored> {
  const [first, second] = await Promise.all([findFile(path), findFile(secondCopyOf(path))])
  const [here, there] = [first && (await rank(first)), second && (await rank(second))]
  const fromSecond = there !== undefined && (here === undefined || there > here)
  return { bytes: fromSecond ? second : (first ?? second), fromSecond }
}

/** Makes both copies the same, from the newest whole one. Deletes what an interrupted write left, including keys in it. */
export async function repairMirror(path: string, rank: Rank): Promise<{ readonly repaired: boolean; readonly secondRepaired: boolean }> {
  for (const each of [path, secondCopyOf(path)]) await rm(asideOf(each), { force: true }).catch(() => undefined)
  const { bytes, fromSecond } = await readMirrored(path, rank)
  if (bytes === undefined || (await rank(bytes)) === undefined) return { repaired: false, secondRepaired: false }
  const target = fromSecond ? path : secondCopyOf(path)
  const other = await findFile(target)
  const differs = other === undefined || Buffer.compare(other, bytes) !== 0
  // What cannot be replaced now is said, and the next opening tries again.
  if (differs) await replaceOrRemove(target, bytes).catch(() => undefined)
  return { repaired: fromSecond, secondRepaired: differs && !fromSecond }
}
