/** Seals and opens records with AES-256-GCM. The layout is `domain/record/envelope-layout.ts`, shared with the renderer's worker. */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import {
  additionalData,
  damaged,
  joinEnvelope,
  NONCE_LENGTH,
  pad,
  splitEnvelope,
  TAG_LENGTH,
  unpad,
  type EnvelopeFailureCode,
  type Padding,
  type RecordPlace,
} from '../../domain/record/envelope-layout.ts'
import { concat, sameBytes, type Bytes } from '../../domain/bytes.ts'
import type { Result } from '../../domain/result.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from './wipe.ts'

export interface SealingKey {
  /** 16 bytes. */
  readonly keyId: Uint8Array
  /** 32 bytes. */
  readonly key: Uint8Array
}

/** Ciphertext followed by the tag. */
export function encrypt(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Bytes {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
  cipher.setAAD(aad)
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

/** `undefined` when the key, the nonce, the additional data or any byte differs from what was sealed. */
export function decrypt(key: Uint8Array | KeyObject, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Bytes | undefined {
  if (sealed.length < TAG_LENGTH) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH))
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG_LENGTH))
  try {
    decipher.final()
    return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length)
  } catch {
    wipe(plaintext)
    return undefined
  }
}

/**
 * The same for keys and passcodes, leaving no copy behind. Node's own decipher frees a first copy of the plaintext without overwriting
 * it; WebCrypto in Node returns the only one.
 */
export async function decryptSecret(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Promise<Bytes | undefined> {
  const imported = await crypto.subtle.importKey('raw', view(key), 'AES-GCM', false, ['decrypt'])
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: view(nonce), additionalData: view(aad), tagLength: 8 * TAG_LENGTH },
        imported,
        view(sealed),
      ),
    )
  } catch {
    return undefined
  }
}

/** WebCrypto takes no shared memory; there is none here. */
const view = (bytes: Uint8Array): Bytes => bytes as Bytes

export function seal(
  sealing: SealingKey,
  place: RecordPlace,
  plaintext: Uint8Array,
  randomBytes: RandomBytes,
  padding: Padding = 'block',
): Bytes {
  const nonce = randomBytes(NONCE_LENGTH)
  const padded = pad(plaintext, padding)
  try {
    return joinEnvelope(sealing.keyId, nonce, encrypt(sealing.key, nonce, additionalData(place, sealing.keyId), padded))
  } finally {
    wipe(padded)
  }
}

/** `key`: a key object for many envelopes, of which Node then does not have to find out each time what it is. */
export function open(
  sealing: Pick<SealingKey, 'keyId'> & { readonly key: Uint8Array | KeyObject },
  place: RecordPlace,
  envelope: Uint8Array,
): Result<Bytes, EnvelopeFailureCode> {
  const header = splitEnvelope(envelope)
  if (!header.ok) return header
  if (!sameBytes(header.value.keyId, sealing.keyId)) return damaged()
  return takeOut(decrypt(sealing.key, header.value.nonce, additionalData(place, sealing.keyId), header.value.sealed))
}

/** As `open`, for what holds keys or passcodes. */
export async function openSecret(
  sealing: SealingKey,
  place: RecordPlace,
  envelope: Uint8Array,
): Promise<Result<Bytes, EnvelopeFailureCode>> {
  const header = splitEnvelope(envelope)
  if (!header.ok) return header
  if (!sameBytes(header.value.keyId, sealing.keyId)) return damaged()
  return takeOut(await decryptSecret(sealing.key, header.value.nonce, additionalData(place, sealing.keyId), header.value.sealed))
}

function takeOut(padded: Uint8Array | undefined): Result<Bytes, EnvelopeFailureCode> {
  if (padded === undefined) return damaged()
  try {
    return unpad(padded)
  } finally {
    wipe(padded)
  }
}
