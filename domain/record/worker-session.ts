/**
 * How record keys travel from the main process to the renderer's worker: ephemeral ECDH on P-256, HKDF-SHA-256, then each 32-byte
 * key wrapped by itself with AES-256-GCM, so that WebCrypto can unwrap it straight into a key that cannot be exported.
 */
import { concat, lengthPrefixed, utf8, type Bytes } from '../bytes.ts'

export interface WrappedKey {
  /** Lower-case hexadecimal, 32 characters. */
  readonly keyId: string
  readonly purpose: 'records' | 'case' | 'evidence'
  /** Base64, 12 bytes. */
  readonly nonce: string
  /** Base64, the wrapped key and its tag. */
  readonly wrapped: string
}

export const WORKER_SESSION_INFO = utf8('ra/v1/worker-session')

/** HKDF salt: both public keys (uncompressed, 65 bytes each), main's first; it binds the session key to this exchange. */
export function workerSessionSalt(mainPublicKey: Uint8Array, workerPublicKey: Uint8Array): Bytes {
  return concat(mainPublicKey, workerPublicKey)
}

/** Binds a wrapped key to its id and purpose, so that two keys cannot change places. */
export function wrappedKeyAdditionalData(keyId: string, purpose: WrappedKey['purpose']): Bytes {
  return lengthPrefixed([utf8('ra/v1/worker-key'), utf8(keyId), utf8(purpose)])
}
