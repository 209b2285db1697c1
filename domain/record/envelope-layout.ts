/**
 * Record envelope, version 1: the bytes of one sealed record. The cipher itself is AES-256-GCM, by node:crypto in the main
 * process and by WebCrypto in the renderer's worker; both build the same bytes here.
 *
 *     0  'R' 'A' | version 1 | algorithm 1 | key id 16 | nonce 12 | ciphertext ‖ tag 16
 */
import { err, ok, type Result } from '../result.ts'
import { concat, lengthPrefixed, readUnsigned, unsigned, utf8, type Bytes } from '../bytes.ts'
import { copySecret, secretBytes } from '../secret-bytes.ts'

const ENVELOPE_VERSION = 1
const ALGORITHM_AES_256_GCM = 1
const KEY_ID_LENGTH = 16
export const NONCE_LENGTH = 12
export const TAG_LENGTH = 16
const HEADER_LENGTH = 32

const MAGIC = [0x52, 0x41] as const
const LENGTH_FIELD = 4
const BLOCK = 256
const CUSTODY_SIZE = 64

/** Where a record belongs. All of it is authenticated, so an envelope opens only in its own place. */
export interface RecordPlace {
  /** 16 random bytes, one vault. */
  readonly vaultId: Uint8Array
  readonly table: string
  readonly recordId: string
  /** Goes up by one with every version of the record. */
  readonly rev: number
  /** Version of the record's own shape. */
  readonly schema: number
  /** Position of this piece of a scan; absent for whole records. */
  readonly chunk?: { readonly index: number; readonly count: number }
}

/** `block` hides the size to the next 256 bytes; `custody` is always 64 bytes, for at most 60 bytes of secret. */
export type Padding = 'block' | 'custody'

export type EnvelopeFailureCode = 'record-damaged' | 'record-newer'

export interface OpenedHeader {
  readonly keyId: Bytes
  readonly nonce: Bytes
  /** Ciphertext followed by the 16-byte tag, as WebCrypto takes and gives it. */
  readonly sealed: Bytes
}

/** Additional authenticated data of a record under a key. */
export function additionalData(place: RecordPlace, keyId: Uint8Array): Bytes {
  if (place.vaultId.length !== 16 || keyId.length !== KEY_ID_LENGTH) throw new RangeError('vault id and key id have 16 bytes')
  const fields = [
    utf8('ra/v1/rec'),
    place.vaultId,
    utf8(place.table),
    utf8(place.recordId),
    unsigned(place.rev, 8),
    unsigned(place.schema, 2),
    keyId,
  ]
  if (place.chunk !== undefined) fields.push(unsigned(place.chunk.index, 4), unsigned(place.chunk.count, 4))
  return lengthPrefixed(fields)
}

/** Length, bytes, zeros: what is encrypted. */
export function pad(plaintext: Uint8Array, padding: Padding): Bytes {
  const needed = LENGTH_FIELD + plaintext.length
  if (padding === 'custody' && needed > CUSTODY_SIZE) throw new RangeError('a custody record holds at most 60 bytes')
  const padded = secretBytes(padding === 'custody' ? CUSTODY_SIZE : Math.ceil(needed / BLOCK) * BLOCK)
  padded.set(unsigned(plaintext.length, LENGTH_FIELD))
  padded.set(plaintext, LENGTH_FIELD)
  return padded
}

/** The plaintext as a copy; the caller may wipe `padded` afterwards. */
export function unpad(padded: Uint8Array): Result<Bytes, EnvelopeFailureCode> {
  if (padded.length !== CUSTODY_SIZE && (padded.length === 0 || padded.length % BLOCK !== 0)) return damaged()
  const length = readUnsigned(padded, 0, LENGTH_FIELD)
  if (length > padded.length - LENGTH_FIELD) return damaged()
  if (padded.subarray(LENGTH_FIELD + length).some((byte) => byte !== 0)) return damaged()
  return ok(copySecret(padded.subarray(LENGTH_FIELD, LENGTH_FIELD + length)))
}

export function joinEnvelope(keyId: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Bytes {
  if (keyId.length !== KEY_ID_LENGTH || nonce.length !== NONCE_LENGTH) throw new RangeError('key id has 16 bytes, nonce 12')
  return concat(Uint8Array.of(...MAGIC, ENVELOPE_VERSION, ALGORITHM_AES_256_GCM), keyId, nonce, sealed)
}

export function splitEnvelope(envelope: Uint8Array): Result<OpenedHeader, EnvelopeFailureCode> {
  if (envelope.length < HEADER_LENGTH + TAG_LENGTH || envelope[0] !== MAGIC[0] || envelope[1] !== MAGIC[1]) return damaged()
  if (envelope[2] !== ENVELOPE_VERSION || envelope[3] !== ALGORITHM_AES_256_GCM) {
    return err(
      'record-newer',
      'This record was written by another version of RA Desk. Nothing was changed.',
      'Open it with the version of RA Desk that wrote it, or update this one.',
    )
  }
  // Parts of the envelope and no copies: at each unlock there are tens of thousands. Nothing here lies in shared memory.
  const bytes = envelope as Bytes
  return ok({
    keyId: bytes.subarray(4, 4 + KEY_ID_LENGTH),
    nonce: bytes.subarray(4 + KEY_ID_LENGTH, HEADER_LENGTH),
    sealed: bytes.subarray(HEADER_LENGTH),
  })
}

/** The same failure for every altered byte: naming the check would help an attacker and not an agent. */
export function damaged(): Result<never, EnvelopeFailureCode> {
  return err(
    'record-damaged',
    'A stored record was altered or damaged and was not opened. Other records are not touched.',
    'Do not edit this case. Ask the RA manager to restore it from a backup.',
  )
}
