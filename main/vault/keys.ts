/** Keys derived from the vault key of one key version, and the forms of the signing keys. */
import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto'
import { toHex } from '../../domain/bytes.ts'
import { joinSecrets } from '../../domain/secret-bytes.ts'
import type { SealingKey } from './envelope.ts'
import { wipe } from './wipe.ts'

export const KEY_LENGTH = 32

export interface VaultKeys {
  readonly keyVersion: number
  /** Sealed rows that belong to no case, lists, settings. */
  readonly records: SealingKey
  /** The keyring file. */
  readonly keyring: SealingKey
  /** Detail of audit entries that belong to no case. */
  readonly audit: SealingKey
  /** HMAC of the few blind indexes. */
  readonly index: Uint8Array
  /** HMAC of journal frames and of the high-water mark. */
  readonly frames: Uint8Array
}

/** HKDF-SHA-256 (RFC 5869). */
export function hkdf(secret: Uint8Array, salt: Uint8Array, info: string | Uint8Array, length = KEY_LENGTH): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, info, length))
}

export function deriveVaultKeys(vaultKey: Uint8Array, vaultId: Uint8Array, keyVersion: number): VaultKeys {
  const key = (use: string) => hkdf(vaultKey, vaultId, `ra/v1/${use}/${keyVersion}`)
  const sealing = (use: string): SealingKey => ({ keyId: hkdf(vaultKey, vaultId, `ra/v1/key-id/${use}/${keyVersion}`, 16), key: key(use) })
  return {
    keyVersion,
    records: sealing('records'),
    keyring: sealing('keyring'),
    audit: sealing('audit'),
    index: key('index'),
    frames: key('frames'),
  }
}

export function wipeVaultKeys(keys: VaultKeys): void {
  wipe(keys.records.key, keys.keyring.key, keys.audit.key, keys.index, keys.frames)
}

/** RFC 8410: an Ed25519 private key in PKCS #8 is these bytes and the 32-byte seed; a public key in SPKI likewise. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

function privateKey(seed: Uint8Array): KeyObject {
  const der = joinSecrets(PKCS8_ED25519, seed)
  try {
    return createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' })
  } finally {
    wipe(der)
  }
}

/** Ed25519 public key, 32 bytes, of a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(SPKI_ED25519.length))
}

export function signWith(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKey(seed)))
}

export function verifySignature(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  return verify(null, message, publicKeyObject(publicKey), signature)
}

/** A record has very many signatures of few keys. */
const KEPT_PUBLIC_KEYS = 16
const publicKeys = new Map<string, KeyObject>()

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const name = toHex(publicKey)
  const kept = publicKeys.get(name)
  if (kept !== undefined) return kept
  const made = createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' })
  if (publicKeys.size >= KEPT_PUBLIC_KEYS) publicKeys.clear()
  publicKeys.set(name, made)
  return made
}
