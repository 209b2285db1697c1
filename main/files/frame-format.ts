/**
 * The format of the record's files. There are four kinds, each a header followed by frames:
 *
 *     journal.log, journal-<seq>.log   'RAJL'  one frame for each change; the next segment begins at each snapshot
 *     snapshot-<seq>.bin               'RASN'  the newest version of every row after frame <seq>; ends with a closing frame
 *     scans-<seq>.bin                  'RAPK'  pieces of scans that snapshots refer to, so that no snapshot copies them again
 *     audit.log                        'RAAU'  audit entries of segments that are deleted or will be
 *
 *     header  kind 4 | version 1 (now 2) | 3 zeros | vault id 16 | key version 4 | seq 8 | hash 32 | MAC 32
 *     frame   'RAJF' | body length 4 | seq 8 | key version 4 | hash of the frame before 32 | MAC over the head 16 | body | MAC over all of it 32
 *
 * The header's seq and hash name the journal's frame after which this file begins, and that frame's hash (zeros before the first). The
 * first frame holds the hash of its header, so one file cannot take another's place.
 * The head has a MAC of its own so that its length can be trusted: otherwise one flipped bit in a length would make everything
 * after it look like a torn end. The MACs are under the frame key of the key version that the frame names: when the vault key rotates,
 * older frames stay as they are, and a person who knows only an older key cannot append.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { concat, readUnsigned, unsigned, utf8, type Bytes } from '../../domain/bytes.ts'

/** Version of frames and their content. Version 1 had no key version in a frame and no clock in a snapshot. */
export const FORMAT_VERSION = 2
export const HEADER_LENGTH = 100
export const FRAME_HEAD_LENGTH = 68
export const FRAME_MAC_LENGTH = 32
/** Bytes of the largest body; a frame of scans holds some dozens of pieces. */
export const MAXIMUM_BODY = 32 * 1024 * 1024
export const FRAME_MAGIC = utf8('RAJF')

const kinds = { journal: utf8('RAJL'), snapshot: utf8('RASN'), scans: utf8('RAPK'), audit: utf8('RAAU') } as const
export type FileKind = keyof typeof kinds
const HEAD_MAC_LENGTH = 16
const SIGNED_HEAD = FRAME_HEAD_LENGTH - HEAD_MAC_LENGTH

/** Where in the journal a file begins. */
export interface Beginning {
  /** Number of the journal's frame after which it begins; 0 before the first. */
  readonly seq: number
  /** Hash of that frame. */
  readonly hash: Uint8Array
}
export const theBeginning: Beginning = { seq: 0, hash: new Uint8Array(32) }

/** MAC keys by key version of the vault. */
export type FrameKeys = ReadonlyMap<number, Uint8Array>

export interface FrameHead {
  readonly bodyLength: number
  readonly seq: number
  readonly keyVersion: number
  readonly prev: Uint8Array
}

function mac(key: Uint8Array, use: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac('sha256', key).update(use)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

const sameMac = (left: Uint8Array, right: Uint8Array): boolean => left.length === right.length && timingSafeEqual(left, right)

export function fileHeader(
  kind: FileKind,
  vaultId: Uint8Array,
  { seq, hash }: Beginning,
  { keyVersion, key }: FrameSigner,
  version = FORMAT_VERSION,
): Bytes {
  const signed = concat(kinds[kind], Uint8Array.of(version, 0, 0, 0), vaultId, unsigned(keyVersion, 4), unsigned(seq, 8), hash)
  return concat(signed, mac(key, 'ra/v1/journal', signed))
}

/** `undefined` unless this is the header of such a file of this vault, under a known key version, in this format version. */
export function findHeader(
  kind: FileKind,
  header: Uint8Array,
  vaultId: Uint8Array,
  keys: FrameKeys,
): (Beginning & { readonly keyVersion: number }) | undefined {
  const found = findHeaderOfAnyVersion(kind, header, vaultId, keys)
  return found?.version === FORMAT_VERSION ? found : undefined
}

/** The header is the same in all format versions: if its MAC verifies, the file is not damaged, only of another version. */
export function findHeaderOfAnyVersion(
  kind: FileKind,
  header: Uint8Array,
  vaultId: Uint8Array,
  keys: FrameKeys,
): (Beginning & { readonly keyVersion: number; readonly version: number }) | undefined {
  if (header.length !== HEADER_LENGTH) return undefined
  const keyVersion = readUnsigned(header, 24, 4)
  const key = keys.get(keyVersion)
  const begins = { seq: readUnsigned(header, 28, 8), hash: header.slice(36, 68) }
  if (key === undefined || !Number.isSafeInteger(begins.seq)) return undefined
  const version = header[4]!
  return sameMac(header, fileHeader(kind, vaultId, begins, { keyVersion, key }, version)) ? { ...begins, keyVersion, version } : undefined
}

export interface FrameSigner {
  readonly keyVersion: number
  readonly key: Uint8Array
}

/** The key for the next frame: that of the newest key version. */
export function newestSigner(keys: FrameKeys): FrameSigner {
  const keyVersion = Math.max(...keys.keys())
  return { keyVersion, key: keys.get(keyVersion)! }
}

export function buildFrame({ keyVersion, key }: FrameSigner, seq: number, prev: Uint8Array, body: Uint8Array): Bytes {
  const signedHead = concat(FRAME_MAGIC, unsigned(body.length, 4), unsigned(seq, 8), unsigned(keyVersion, 4), prev)
  const head = concat(signedHead, mac(key, 'ra/v1/frame-head', signedHead).subarray(0, HEAD_MAC_LENGTH))
  return concat(head, body, mac(key, 'ra/v1/frame', head, body))
}

/** `undefined` unless these are the first bytes of a frame that this vault wrote. */
export function findHead(keys: FrameKeys, bytes: Uint8Array): FrameHead | undefined {
  if (bytes.length < FRAME_HEAD_LENGTH) return undefined
  const signedHead = bytes.subarray(0, SIGNED_HEAD)
  if (!FRAME_MAGIC.every((byte, index) => bytes[index] === byte)) return undefined
  const keyVersion = readUnsigned(bytes, 16, 4)
  const key = keys.get(keyVersion)
  if (key === undefined) return undefined
  if (!sameMac(mac(key, 'ra/v1/frame-head', signedHead).subarray(0, HEAD_MAC_LENGTH), bytes.subarray(SIGNED_HEAD, FRAME_HEAD_LENGTH)))
    return undefined
  return { bodyLength: readUnsigned(bytes, 4, 4), seq: readUnsigned(bytes, 8, 8), keyVersion, prev: bytes.slice(20, SIGNED_HEAD) }
}

/** The body of a whole frame whose head was read; `undefined` when its MAC does not verify. */
export function findBody(keys: FrameKeys, { keyVersion }: FrameHead, frame: Uint8Array): Uint8Array | undefined {
  const key = keys.get(keyVersion)
  const end = frame.length - FRAME_MAC_LENGTH
  const head = frame.subarray(0, FRAME_HEAD_LENGTH)
  const body = frame.subarray(FRAME_HEAD_LENGTH, end)
  return key !== undefined && sameMac(mac(key, 'ra/v1/frame', head, body), frame.subarray(end)) ? body : undefined
}
