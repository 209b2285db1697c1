/** Reads a file of frames from end to end, or one frame at its place. Never skips a frame that is unreadable or out of sequence. */
import { sameBytes } from '../../domain/bytes.ts'
import { sha256 } from './sha256.ts'
import { forwardReader, readAt, type JournalFile } from './random-access-file.ts'
import {
  findBody,
  findHead,
  findHeader,
  FRAME_HEAD_LENGTH,
  FRAME_MAC_LENGTH,
  HEADER_LENGTH,
  type Beginning,
  type FileKind,
  type FrameHead,
  type FrameKeys,
} from './frame-format.ts'

/** Where a frame lies. */
export interface Place {
  /** Name in the vault's folder. */
  readonly file: string
  readonly offset: number
  readonly length: number
}

export interface WholeFrame {
  readonly seq: number
  readonly offset: number
  readonly length: number
  readonly body: unknown
  readonly hash: Uint8Array
}

export interface ReadThrough {
  readonly begins: Beginning
  /** After the last whole frame. */
  readonly end: number
  readonly size: number
  readonly lastSeq: number
  /** Hash of the last frame, or of the header when there is none. */
  readonly hash: Uint8Array
  readonly keyVersion: number
  /** `unreadable`: no frame begins at `end`; `out-of-place`: one does, but it does not follow the frame before. */
  readonly stopped: 'at-end' | 'unreadable' | 'out-of-place'
  /** The head at `end`, when the rest of that frame is unreadable. */
  readonly head?: FrameHead
}

/** Bytes read at once. */
export const WINDOW = 1024 * 1024

export const frameLength = (head: FrameHead): number => FRAME_HEAD_LENGTH + head.bodyLength + FRAME_MAC_LENGTH

/** `undefined` when the header is not that of such a file. `take` returns false for a body that must not be there. */
export async function readThrough(
  source: { readonly file: JournalFile; readonly kind: FileKind; readonly vaultId: Uint8Array; readonly keys: FrameKeys },
  take: (frame: WholeFrame) => boolean,
): Promise<ReadThrough | undefined> {
  const { file, keys } = source
  const { size } = await file.stat()
  const at = forwardReader(file, Math.min(size, WINDOW))
  const header = Uint8Array.from(await at(0, HEADER_LENGTH))
  const begins = findHeader(source.kind, header, source.vaultId, keys)
  if (begins === undefined) return undefined
  let { keyVersion, seq: lastSeq } = begins
  let hash: Uint8Array = sha256(header)
  let end = HEADER_LENGTH
  const stop = (stopped: ReadThrough['stopped'], head?: FrameHead): ReadThrough => ({
    begins,
    end,
    size,
    lastSeq,
    hash,
    keyVersion,
    stopped,
    ...(head === undefined ? {} : { head }),
  })
  while (end < size) {
    const head = findHead(keys, await at(end, FRAME_HEAD_LENGTH))
    if (head === undefined) return stop('unreadable')
    const frame = await at(end, frameLength(head))
    const body = frame.length === frameLength(head) ? findBody(keys, head, frame) : undefined
    if (body === undefined) return stop('unreadable', head)
    const parsed = parse(body)
    if (head.seq !== lastSeq + 1 || !sameBytes(head.prev, hash) || head.keyVersion < keyVersion || parsed === undefined)
      return stop('out-of-place', head)
    const frameHash = sha256(frame)
    if (!take({ seq: head.seq, offset: end, length: frame.length, body: parsed, hash: frameHash })) return stop('out-of-place', head)
    keyVersion = head.keyVersion
    lastSeq = head.seq
    hash = frameHash
    end += frame.length
  }
  return stop('at-end')
}

/** The body of the frame at a place; `undefined` when there is no whole frame. */
export async function readFrameAt(
  file: JournalFile,
  keys: FrameKeys,
  place: { readonly offset: number; readonly length: number },
): Promise<{ readonly seq: number; readonly body: unknown } | undefined> {
  const bytes = await readAt(file, place.offset, place.length)
  const head = findHead(keys, bytes)
  const body = head !== undefined && bytes.length === frameLength(head) ? findBody(keys, head, bytes) : undefined
  const parsed = body === undefined ? undefined : parse(body)
  return head === undefined || parsed === undefined ? undefined : { seq: head.seq, body: parsed }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
