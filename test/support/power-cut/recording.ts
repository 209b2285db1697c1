/** Reads the log of the recorder (recorder-log.h), operation by operation. */
import { createReadStream } from 'node:fs'

/** Paths are below the watched folder, with `/` between; the folder itself is ''. An inode binds a file that is open to its later names. */
export type Operation =
  | { readonly kind: 'make'; readonly path: string; readonly inode?: bigint }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Uint8Array; readonly inode?: bigint }
  | { readonly kind: 'resize'; readonly path: string; readonly length: number; readonly inode?: bigint }
  | { readonly kind: 'flush'; readonly path: string; readonly inode?: bigint }
  | { readonly kind: 'flush-folder' | 'make-folder'; readonly path: string }
  | { readonly kind: 'flush-all' }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string; readonly inode?: bigint }
  | { readonly kind: 'remove'; readonly path: string; readonly inode?: bigint }
  /** The program acknowledged something. */
  | { readonly kind: 'mark'; readonly text: string }
  /** Shared memory of a file, whose writes are not recorded. */
  | { readonly kind: 'map'; readonly path: string; readonly inode?: bigint }
  /** Something happened that cannot be replayed. */
  | { readonly kind: 'refuse'; readonly path: string; readonly reason: string }

/** By the numbers of recorder-log.h, from 1. */
const kinds = [
  'make',
  'write',
  'resize',
  'flush',
  'flush-folder',
  'flush-all',
  'rename',
  'remove',
  'make-folder',
  'link',
  'mark',
  'map',
  'refuse',
] as const
const HEADER_BYTES = 40

/**
 * The operations in their order. A frame that is cut off at the end is ignored: a killed program was writing it.
 * @throws when the log is not one.
 */
export async function* readRecording(log: string): AsyncGenerator<Operation> {
  const pieces: Buffer[] = []
  let have = 0
  let need = HEADER_BYTES
  for await (const piece of createReadStream(log, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
    pieces.push(piece)
    have += piece.length
    if (have < need) continue
    const bytes = pieces.length === 1 ? piece : Buffer.concat(pieces, have)
    let at = 0
    for (;;) {
      const left = bytes.length - at
      need = left < HEADER_BYTES ? HEADER_BYTES : frameLength(bytes, at)
      if (left < need) break
      yield decode(bytes.subarray(at, at + need))
      at += need
    }
    pieces.splice(0, pieces.length, bytes.subarray(at))
    have = bytes.length - at
  }
}

function frameLength(bytes: Buffer, at: number): number {
  return HEADER_BYTES + bytes.readUInt32LE(at + 4) + bytes.readUInt32LE(at + 8) + Number(bytes.readBigUInt64LE(at + 32))
}

function decode(frame: Buffer): Operation {
  const kind = kinds[frame.readUInt32LE(0) - 1]
  if (kind === undefined) throw new Error(`not a recording: an operation of kind ${frame.readUInt32LE(0)}`)
  const pathEnd = HEADER_BYTES + frame.readUInt32LE(4)
  const otherEnd = pathEnd + frame.readUInt32LE(8)
  const path = frame.toString('utf8', HEADER_BYTES, pathEnd)
  const other = frame.toString('utf8', pathEnd, otherEnd)
  const inode = frame.readBigUInt64LE(16)
  const offset = Number(frame.readBigUInt64LE(24))
  // A copy: the frame is a part of a large piece of the log, which is not kept in memory for it.
  const data = () => Uint8Array.prototype.slice.call(frame, otherEnd)
  if (kind === 'write') return { kind, path, offset, bytes: data(), inode }
  if (kind === 'resize') return { kind, path, length: offset, inode }
  if (kind === 'rename' || kind === 'link') return { kind, path, to: other, inode }
  if (kind === 'mark') return { kind, text: frame.toString('utf8', otherEnd).replace(/\n$/, '') }
  if (kind === 'refuse') return { kind, path, reason: other }
  if (kind === 'flush-folder' || kind === 'make-folder') return { kind, path }
  if (kind === 'flush-all') return { kind }
  return { kind, path, inode }
}
