/** One segment of the journal as a file: alone, or with its second copy. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { asideOf, errorCode, writeFileAtomically } from '../files/atomic-file.ts'
import { sha256 } from '../files/sha256.ts'
import type { JournalFile, OpenJournalFile } from '../files/random-access-file.ts'
import { fileHeader, type Beginning, type FrameSigner } from '../files/frame-format.ts'
import { openMirroredFile, secondOf } from '../files/mirrored-file.ts'

export const openSegmentFile = (path: string, guarded: boolean, openFile: OpenJournalFile): Promise<JournalFile> =>
  guarded ? openMirroredFile(path, openFile) : openFile(path)

export interface NewSegment {
  readonly folder: string
  readonly name: string
  readonly vaultId: Uint8Array
  readonly begins: Beginning
  readonly signer: FrameSigner
  readonly guarded: boolean
  readonly openFile: OpenJournalFile
}

/** On the disk when this resolves; failures of the disk throw. */
export async function beginSegment(deps: NewSegment): Promise<{ readonly file: JournalFile; readonly hash: Uint8Array }> {
  const path = join(deps.folder, deps.name)
  const header = fileHeader('journal', deps.vaultId, deps.begins, deps.signer)
  for (const each of deps.guarded ? [secondOf(path), path] : [path]) {
    const written = await writeFileAtomically(each, header)
    if (!written.ok)
      throw Object.assign(new Error(written.error.message), {
        code: written.error.code === 'disk-full' ? 'ENOSPC' : errorCode(written.error) || 'EIO',
      })
  }
  return { file: await openSegmentFile(path, deps.guarded, deps.openFile), hash: sha256(header) }
}

/** Removes a segment that could not be begun, its second copy, and what was left of writing them. */
export async function removeStarted(segment: string): Promise<void> {
  for (const each of [segment, secondOf(segment)])
    for (const left of [each, asideOf(each)]) await rm(left, { force: true }).catch(() => undefined)
}
