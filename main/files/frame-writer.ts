/** Writes a file of frames aside and renames it when it is complete: the file is whole, or it does not exist. */
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { concat } from '../../domain/bytes.ts'
import { asideOf, renamePatiently, syncFolder } from './atomic-file.ts'
import { sha256 } from './sha256.ts'
import { writeAt } from './random-access-file.ts'
import { buildFrame, fileHeader, type Beginning, type FileKind, type FrameSigner } from './frame-format.ts'

export interface FrameWriter {
  /** Where the frame will lie. */
  add(body: unknown): Promise<{ readonly offset: number; readonly length: number }>
  /** On the disk under its name when this resolves; the length of the file in bytes. */
  finish(): Promise<number>
  /** Deletes what was written. */
  abandon(): Promise<void>
}

const BUFFER = 1024 * 1024

export async function writeFrames(
  path: string,
  kind: FileKind,
  vaultId: Uint8Array,
  begins: Beginning,
  signer: FrameSigner,
): Promise<FrameWriter> {
  const file = await open(asideOf(path), 'w', 0o600)
  const header = fileHeader(kind, vaultId, begins, signer)
  let hash = sha256(header)
  let { seq } = begins
  let held: Uint8Array[] = [header]
  let heldLength = header.length
  let end = 0

  async function flush(): Promise<void> {
    await writeAt(file, end, concat(...held))
    end += heldLength
    held = []
    heldLength = 0
  }

  return {
    async add(body) {
      const frame = buildFrame(signer, ++seq, hash, Buffer.from(JSON.stringify(body)))
      const offset = end + heldLength
      held.push(frame)
      heldLength += frame.length
      hash = sha256(frame)
      if (heldLength >= BUFFER) await flush()
      return { offset, length: frame.length }
    },
    async finish() {
      await flush()
      await file.sync()
      await file.close()
      await renamePatiently(asideOf(path), path)
      await syncFolder(dirname(path))
      return end
    },
    async abandon() {
      await file.close().catch(() => undefined)
      await rm(asideOf(path), { force: true }).catch(() => undefined)
    },
  }
}
