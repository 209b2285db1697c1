/**
 * A growing file in two identical copies: the journal's current segment, and the audit record. If one copy was flipped, cut, deleted or
 * put back to an older state, it is repaired from the other before anything is read.
 */
import { open, rm } from 'node:fs/promises'
import { findFile, writeFileAtomically } from './atomic-file.ts'
import { readThrough, type ReadThrough } from './frame-file.ts'
import type { JournalFile, OpenJournalFile } from './random-access-file.ts'
import type { FileKind, FrameKeys } from './frame-format.ts'

export const secondOf = (path: string): string => `${path}.second`

export interface MirroredFileDeps {
  readonly path: string
  readonly kind: FileKind
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly openFile: OpenJournalFile
  /** Frames reported as saved: a copy that lacks one of them is damaged, not torn. */
  readonly acknowledged?: number
}

/** Which copy was repaired from the other, if one was. */
export type Repaired = 'first-repaired' | 'second-repaired' | undefined

/** Call before reading the first copy. A torn end is no damage: that copy is only shorter. Failures of the disk throw. */
export async function repairMirroredFile(parts: MirroredFileDeps): Promise<Repaired> {
  const second = secondOf(parts.path)
  const acknowledged = parts.acknowledged ?? 0
  const [mine, theirs] = await Promise.all([findFile(parts.path), findFile(second)])
  if (mine !== undefined && theirs !== undefined && Buffer.compare(mine, theirs) === 0) return undefined
  if (mine === undefined && theirs === undefined) return undefined
  const [here, there] = [await look(parts, parts.path), await look(parts, second)]
  if (there !== undefined && (here === undefined || there.lastSeq > here.lastSeq)) {
    // A frame in one copy only was never reported as saved, so completing it is no finding. Anything else was damage.
    const usual =
      here !== undefined &&
      here.stopped !== 'out-of-place' &&
      there.lastSeq === here.lastSeq + 1 &&
      here.size < there.size &&
      here.lastSeq >= acknowledged
    if (mine !== undefined && !usual) await mustWrite(`${parts.path}.damaged`, mine)
    await mustWrite(parts.path, theirs!.subarray(0, there.end))
    return usual ? undefined : 'first-repaired'
  }
  if (here === undefined) return undefined
  const usual =
    there !== undefined &&
    there.stopped !== 'out-of-place' &&
    there.lastSeq >= here.lastSeq - 1 &&
    there.size !== here.size &&
    there.lastSeq >= acknowledged
  await mustWrite(second, mine!.subarray(0, here.end))
  return usual ? undefined : 'second-repaired'
}

async function look(parts: MirroredFileDeps, path: string): Promise<ReadThrough | undefined> {
  try {
    const file = await parts.openFile(path)
    try {
      return await readThrough({ file, kind: parts.kind, vaultId: parts.vaultId, keys: parts.keys }, () => true)
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

async function mustWrite(path: string, bytes: Uint8Array): Promise<void> {
  const written = await writeFileAtomically(path, bytes)
  if (!written.ok) throw Object.assign(new Error(written.error.message), { code: written.error.code === 'disk-full' ? 'ENOSPC' : 'EIO' })
}

/** Writes go to both copies and reads to the first. A write resolves when both have it. */
export async function openMirroredFile(path: string, openFile: OpenJournalFile): Promise<JournalFile> {
  const first = await openFile(path)
  try {
    const handle = await open(secondOf(path), 'a', 0o600)
    await handle.close()
    const second = await openFile(secondOf(path))
    return {
      read: first.read.bind(first),
      stat: first.stat.bind(first),
      write: (async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        const written = await first.write(bytes, offset, length, position)
        let done = 0
        while (done < written.bytesWritten)
          done += (await second.write(bytes, offset + done, written.bytesWritten - done, position + done)).bytesWritten
        return written
      }) as JournalFile['write'],
      datasync: async () => {
        await Promise.all([first.datasync(), second.datasync()])
      },
      truncate: async (length) => {
        await Promise.all([first.truncate(length), second.truncate(length)])
      },
      close: async () => {
        await Promise.all([first.close(), second.close()])
      },
    }
  } catch (error) {
    await first.close()
    throw error
  }
}

export const removeSecond = (path: string): Promise<void> => rm(secondOf(path), { force: true })
