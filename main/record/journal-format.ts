/**
 * How the journal lies in bytes.
 *
 *     header  'RAJL' | version 1 | 3 zeros | vault id 16 | generation 4 | MAC 32
 *     frame   'RAJF' | body length 4 | seq 8 | generation 4 | hash of the frame before 32 | MAC over the head 16 | body | MAC over all of it 32
 *
 * The head has a MAC of its own so that its length can be trusted: otherwise one flipped bit in a length would make everything
 * after it look like a torn end. The MACs are under the witness key of the generation that the frame names: when a vault goes on
 * under a new generation, older frames stay as they are, and whoever knows only an older key can write nothing that follows.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { concat, readUnsigned, unsigned, utf8, type Bytes } from '../../domain/record/bytes.ts'

export const JOURNAL_HEADER_LENGTH = 60
export const FRAME_HEAD_LENGTH = 68
export const FRAME_MAC_LENGTH = 32
/** The largest body that is written; scans come in frames of some dozens of pieces. */
export const MAXIMUM_BODY = 32 * 1024 * 1024
export const FRAME_MAGIC = utf8('RAJF')

const JOURNAL_MAGIC = utf8('RAJL')
const HEAD_MAC_LENGTH = 16
const SIGNED_HEAD = FRAME_HEAD_LENGTH - HEAD_MAC_LENGTH

export interface JournalIdentity {
  readonly vaultId: Uint8Array
  readonly generation: number
}

/** MAC keys by the vault generation that they belong to. */
export type WitnessKeys = ReadonlyMap<number, Uint8Array>

export interface FrameHead {
  readonly bodyLength: number
  readonly seq: number
  readonly generation: number
  readonly prev: Uint8Array
}

function mac(key: Uint8Array, use: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac('sha256', key).update(use)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

const sameMac = (left: Uint8Array, right: Uint8Array): boolean => left.length === right.length && timingSafeEqual(left, right)

export function journalHeader(identity: JournalIdentity, witnessKey: Uint8Array): Bytes {
  const signed = concat(JOURNAL_MAGIC, Uint8Array.of(1, 0, 0, 0), identity.vaultId, unsigned(identity.generation, 4))
  return concat(signed, mac(witnessKey, 'ra/v1/journal', signed))
}

/** Whether this is the header of a journal of this vault, under a generation that is known. */
export function isHeaderOf(header: Uint8Array, vaultId: Uint8Array, keys: WitnessKeys): boolean {
  if (header.length !== JOURNAL_HEADER_LENGTH) return false
  const generation = readUnsigned(header, 24, 4)
  const key = keys.get(generation)
  return key !== undefined && sameMac(header, journalHeader({ vaultId, generation }, key))
}

export interface FrameSigner {
  readonly generation: number
  readonly key: Uint8Array
}

export function buildFrame({ generation, key }: FrameSigner, seq: number, prev: Uint8Array, body: Uint8Array): Bytes {
  const signedHead = concat(FRAME_MAGIC, unsigned(body.length, 4), unsigned(seq, 8), unsigned(generation, 4), prev)
  const head = concat(signedHead, mac(key, 'ra/v1/frame-head', signedHead).subarray(0, HEAD_MAC_LENGTH))
  return concat(head, body, mac(key, 'ra/v1/frame', head, body))
}

/** Nothing when these are not the first bytes of a frame that this vault wrote. */
export function findHead(keys: WitnessKeys, bytes: Uint8Array): FrameHead | undefined {
  if (bytes.length < FRAME_HEAD_LENGTH) return undefined
  const signedHead = bytes.subarray(0, SIGNED_HEAD)
  if (!FRAME_MAGIC.every((byte, index) => bytes[index] === byte)) return undefined
  const generation = readUnsigned(bytes, 16, 4)
  const key = keys.get(generation)
  if (key === undefined) return undefined
  if (!sameMac(mac(key, 'ra/v1/frame-head', signedHead).subarray(0, HEAD_MAC_LENGTH), bytes.subarray(SIGNED_HEAD, FRAME_HEAD_LENGTH))) return undefined
  return { bodyLength: readUnsigned(bytes, 4, 4), seq: readUnsigned(bytes, 8, 8), generation, prev: bytes.slice(20, SIGNED_HEAD) }
}

/** The body of a whole frame whose head was read; nothing when its MAC does not fit. */
export function findBody(keys: WitnessKeys, { generation }: FrameHead, frame: Uint8Array): Uint8Array | undefined {
  const key = keys.get(generation)
  const end = frame.length - FRAME_MAC_LENGTH
  const head = frame.subarray(0, FRAME_HEAD_LENGTH)
  const body = frame.subarray(FRAME_HEAD_LENGTH, end)
  return key !== undefined && sameMac(mac(key, 'ra/v1/frame', head, body), frame.subarray(end)) ? body : undefined
}
