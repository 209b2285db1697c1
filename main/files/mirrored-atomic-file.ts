/**
 * Small files that everything hangs on, kept twice: the keyring and the slots. The first copy decides: what it says counts from its
 * rename on. The second copy follows before anybody is told that the write is done; where it cannot follow, it goes, so that an old
 * one never speaks later. A key that somebody was told is destroyed is therefore in neither copy, and somebody who was removed is in
 * neither, whenever the power fails. A write that was cut off between the two is completed from the first copy at the next opening,
 * never undone.
 */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ok, type Result } from '../../domain/result.ts'
import { asideOf, findFile, syncFolder, writeFileAtomically, type FileFailureCode } from './atomic-file.ts'

export const secondCopyOf = (path: string): string => `${path}.second`

export async function writeMirrored(path: string, bytes: Uint8Array): Promise<Result<void, FileFailureCode>> {
  const first = await writeFileAtomically(path, bytes)
  return first.ok ? replaceOrRemove(secondCopyOf(path), bytes) : first
}

/** One whole copy is enough, and the next write or opening makes the other again; an old one beside it would be a danger. */
async function replaceOrRemove(path: string, bytes: Uint8Array): Promise<Result<void, FileFailureCode>> {
  const written = await writeFileAtomically(path, bytes)
  if (written.ok) return written
  try {
    await rm(path, { force: true })
    await syncFolder(dirname(path))
    return ok()
  } catch {
    return written
  }
}

/** Age of a copy's content, higher is newer; nothing when it is damaged. */
export type Rank = (bytes: Uint8Array) => number | undefined | Promise<number | undefined>

export interface ReadMirrored {
  /** Of the newest copy that is whole; of the first copy when neither is; nothing when there is none at all. */
  readonly bytes: Uint8Array | undefined
  /** The first copy was damaged, missing or older than the second one, which is used in its place. */
  readonly fromSecond: boolean
}

/** Changes nothing on the disk. */
export async function readMirrored(path: string, rank: Rank): Promise<ReadMirrored> {
  const [first, second] = await Promise.all([findFile(path), findFile(secondCopyOf(path))])
  const [here, there] = [first && (await rank(first)), second && (await rank(second))]
  const fromSecond = there !== undefined && (here === undefined || there > here)
  return { bytes: fromSecond ? second : (first ?? second), fromSecond }
}

/** Makes both copies the same, from the newest one that is whole. Remains of a write that was cut off go, keys in them included. */
export async function repairMirror(path: string, rank: Rank): Promise<{ readonly repaired: boolean; readonly secondRepaired: boolean }> {
  for (const each of [path, secondCopyOf(path)]) await rm(asideOf(each), { force: true }).catch(() => undefined)
  const { bytes, fromSecond } = await readMirrored(path, rank)
  if (bytes === undefined || (await rank(bytes)) === undefined) return { repaired: false, secondRepaired: false }
  const target = fromSecond ? path : secondCopyOf(path)
  const other = await findFile(target)
  const differs = other === undefined || Buffer.compare(other, bytes) !== 0
  if (differs) await replaceOrRemove(target, bytes)
  return { repaired: fromSecond, secondRepaired: differs && !fromSecond }
}
