/**
 * How the record lies in bytes. Four kinds of file, all of them a header and frames:
 *
 *     journal.log, journal-<seq>.log   'RAJL'  one frame for each change; the next segment begins at each snapshot
 *     snapshot-<seq>.bin               'RASN'  the newest version of every row as it was after frame <seq>; ends with a closing frame
 *     scans-<seq>.bin                  'RAPK'  pieces of scans that snapshots point at, so that no snapshot copies them again
 *     audit.log                        'RAAU'  audit entries of segments that are gone or will be
 *
 *     header  kind 4 | version 1 (now 2) | 3 zeros | vault id 16 | generation 4 | seq 8 | hash 32 | MAC 32
 *     frame   'RAJF' | body length 4 | seq 8 | generation 4 | hash of the frame before 32 | MAC over the head 16 | body | MAC over all of it 32
 *
 * The header's seq and hash say what it follows on: the journal's frame after which this file begins, and that frame's hash (zeros
 * before the first). The first frame follows on the hash of its header, so a whole file cannot be put in another's place.
 * The head has a MAC of its own so that its length can be trusted: otherwise one flipped bit in a length would make everything
 * after it look like a torn end. The MACs are under the witness key of the generation that the frame names: when a vault goes on
 * under a new generation, older frames stay as they are, and whoever knows only an older key can write nothing that follows.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { concat, readUnsigned, unsigned, utf8, type Bytes } from '../../domain/bytes.ts'

/** Of frames and what is in them. Version 1 had no generation in a frame and no clock in a snapshot. */
export const FORMAT_VERSION = 2
export const HEADER_LENGTH = 100
export const FRAME_HEAD_LENGTH = 68
export const FRAME_MAC_LENGTH = 32
/** The largest body that is written; scans come in frames of some dozens of pieces. */
export const MAXIMUM_BODY = 32 * 1024 * 1024
export const FRAME_MAGIC = utf8('RAJF')

const kinds = { journal: utf8('RAJL'), snapshot: utf8('RASN'), scans: utf8('RAPK'), audit: utf8('RAAU') } as const
export type FileKind = keyof typeof kinds
const HEAD_MAC_LENGTH = 16
const SIGNED_HEAD = FRAME_HEAD_LENGTH - HEAD_MAC_LENGTH

/** What a file follows on. */
export interface Beginning {
  /** Number of the journal's frame after which it begins; 0 before the first. */
  readonly seq: number
  /** Hash of that frame. */
  readonly hash: Uint8Array
}
export const theBeginning: Beginning = { seq: 0, hash: new Uint8Array(32) }

/** MAC keys by the vault generation that they belong to. */
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

/** Nothing when this is not the header of such a file of this vault, under a generation that is known, in the form of this version. */
export function findHeader(
  kind: FileKind,
  header: Uint8Array,
  vaultId: Uint8Array,
  keys: FrameKeys,
): (Beginning & { readonly keyVersion: number }) | undefined {
  const found = findHeaderOfAnyVersion(kind, header, vaultId, keys)
  return found?.version === FORMAT_VERSION ? found : undefined
}

/** The header has been the same in all versions: what the MAC holds for is no damage, only of another time. */
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

/** Who writes the next frame. */
export function newestSigner(keys: FrameKeys): FrameSigner {
  const keyVersion = Math.max(...keys.keys())
  return { keyVersion, key: keys.get(keyVersion)! }
}

export function buildFrame({ keyVersion, key }: FrameSigner, seq: number, prev: Uint8Array, body: Uint8Array): Bytes {
  const signedHead = concat(FRAME_MAGIC, unsigned(body.length, 4), unsigned(seq, 8), unsigned(keyVersion, 4), prev)
  const head = concat(signedHead, mac(key, 'ra/v1/frame-head', signedHead).subarray(0, HEAD_MAC_LENGTH))
  return concat(head, body, mac(key, 'ra/v1/frame', head, body))
}

/** Nothing when these are not the first bytes of a frame that this vault wrote. */
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

/** The body of a whole frame whose head was read; nothing when its MAC does not fit. */
export function findBody(keys: FrameKeys, { keyVersion }: FrameHead, frame: Uint8Array): Uint8Array | undefined {
  const key = keys.get(keyVersion)
  const end = frame.length - FRAME_MAC_LENGTH
  const head = frame.subarray(0, FRAME_HEAD_LENGTH)
  const body = frame.subarray(FRAME_HEAD_LENGTH, end)
  return key !== undefined && sameMac(mac(key, 'ra/v1/frame', head, body), frame.subarray(end)) ? body : undefined
}
