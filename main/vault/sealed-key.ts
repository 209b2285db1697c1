/**
 * One key of the keyring as it lies in its database, sealed on its own. All entries have one length, and a free place is zeros, so that an
 * entry is overwritten in place and never moved: SQLite leaves copies of moved cells in unused parts of pages, `secure_delete` or not.
 *
 *     key id 16 | purpose 1 | length of owner 1 | owner 64 | number 8 | id of the sealing key 16 | nonce 32 | key, masked 32 | MAC 32
 *
 * Mask and MAC key are HKDF-SHA-256(sealing key, salt = nonce, info = vault id and everything before the nonce), and the MAC is HMAC-SHA-256
 * over the masked key: the shape of DEM3 of ISO/IEC 18033-2. Not AES-GCM: Node's decipher leaves a copy of what it opens in freed memory,
 * HKDF does not.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { concat, unsigned, utf8 } from '../../domain/bytes.ts'
import { secretBytes } from '../../domain/secret-bytes.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { SealingKey } from './envelope.ts'
import { keyPurposes, type KeyPurpose } from './keyring-content.ts'
import { hkdf, KEY_LENGTH } from './keys.ts'
import { wipe } from './wipe.ts'

const OWNER = 64
const HEAD = 16 + 2 + OWNER + 8 + 16
const ENTRY_LENGTH = HEAD + 32 + KEY_LENGTH + 32

/** What an entry says without being opened. */
export interface EntryHead {
  readonly keyId: Uint8Array
  readonly purpose: KeyPurpose
  readonly ownerId: string
  /** Later keys have higher numbers. */
  readonly number: number
  /** Id of the key that seals it, lower-case hexadecimal. */
  readonly sealedWith: string
}

export const freeEntry = (): Uint8Array => new Uint8Array(ENTRY_LENGTH)

/** The same in the form in which hundreds of thousands are kept. */
export interface PlainHead extends Pick<EntryHead, 'ownerId' | 'number' | 'sealedWith'> {
  /** A text of 16 letters, one for each byte. */
  readonly keyId: string
  /** Place in the list of purposes. */
  readonly purpose: number
}

/** `undefined` for a free place, and for bytes that are no entry. */
export function readPlainHead(entry: Uint8Array): PlainHead | undefined {
  const purpose = entry[16] ?? 255
  const length = entry[17] ?? 0
  if (entry.length !== ENTRY_LENGTH || keyPurposes[purpose] === undefined || length === 0 || length > OWNER) return undefined
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.length)
  return {
    keyId: bytes.toString('latin1', 0, 16),
    purpose,
    ownerId: bytes.toString('utf8', 18, 18 + length),
    number: bytes.readUInt16BE(18 + OWNER) * 2 ** 48 + bytes.readUIntBE(18 + OWNER + 2, 6),
    sealedWith: bytes.toString('hex', HEAD - 16, HEAD),
  }
}

/** The same of one entry. */
export function readHead(entry: Uint8Array): EntryHead | undefined {
  const head = readPlainHead(entry)
  return head && { ...head, keyId: entry.slice(0, 16), purpose: keyPurposes[head.purpose]! }
}

export function sealKey(
  { sealing, vaultId, randomBytes }: { readonly sealing: SealingKey; readonly vaultId: Uint8Array; readonly randomBytes: RandomBytes },
  { keyId, purpose, ownerId, number }: Omit<EntryHead, 'sealedWith'>,
  key: Uint8Array,
): Uint8Array {
  const owner = utf8(ownerId)
  if (owner.length === 0 || owner.length > OWNER) throw new RangeError('an owner is a random id')
  const head = concat(
    keyId,
    Uint8Array.of(keyPurposes.indexOf(purpose), owner.length),
    owner,
    new Uint8Array(OWNER - owner.length),
    unsigned(number, 8),
    sealing.keyId,
  )
  const nonce = randomBytes(32)
  const secrets = derive(sealing, vaultId, head, nonce)
  const masked = xor(key, secrets)
  const entry = concat(head, nonce, masked, mac(secrets, masked))
  wipe(secrets)
  return entry
}

/** The key in memory of its own; `undefined` when anything of the entry is not as it was sealed. */
export const openKey = (sealing: SealingKey, vaultId: Uint8Array, entry: Uint8Array): Uint8Array | undefined =>
  whenWhole(sealing, vaultId, entry, xor)

/** Whether all of the entry is as it was sealed. The key stays masked. */
export const isKeyWhole = (sealing: SealingKey, vaultId: Uint8Array, entry: Uint8Array): boolean =>
  whenWhole(sealing, vaultId, entry, () => true) ?? false

function whenWhole<Value>(
  sealing: SealingKey,
  vaultId: Uint8Array,
  entry: Uint8Array,
  read: (masked: Uint8Array, secrets: Uint8Array) => Value,
): Value | undefined {
  if (entry.length !== ENTRY_LENGTH) return undefined
  const secrets = derive(sealing, vaultId, entry.subarray(0, HEAD), entry.subarray(HEAD, HEAD + 32))
  const masked = entry.subarray(HEAD + 32, HEAD + 32 + KEY_LENGTH)
  const isWhole = timingSafeEqual(mac(secrets, masked), entry.subarray(-32))
  const value = isWhole ? read(masked, secrets) : undefined
  wipe(secrets)
  return value
}

/** Mask, then MAC key. */
const derive = (sealing: SealingKey, vaultId: Uint8Array, head: Uint8Array, nonce: Uint8Array): Uint8Array =>
  hkdf(sealing.key, nonce, concat(utf8('ra/v2/keyring-key'), vaultId, head), 2 * KEY_LENGTH)

const mac = (secrets: Uint8Array, masked: Uint8Array): Uint8Array =>
  createHmac('sha256', secrets.subarray(KEY_LENGTH)).update(masked).digest()

function xor(bytes: Uint8Array, mask: Uint8Array): Uint8Array {
  const result = secretBytes(KEY_LENGTH)
  for (let index = 0; index < KEY_LENGTH; index += 1) result[index] = bytes[index]! ^ mask[index]!
  return result
}
