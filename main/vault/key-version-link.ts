/**
 * The link from one key version to the next, for an agent who is absent when the key rotates: the new vault key sealed to the X25519
 * public key of their slot. Opening it needs the slot's own secret and the former vault key, and it counts only if a key that the slot
 * trusts signed it. An agent who was removed knows old vault keys, but can neither open the next one nor forge one.
 *
 *     key    = HKDF-SHA-256(X25519(ephemeral, slot) ‖ former vault key, salt = both public keys, info = place)
 *     sealed = AES-256-GCM(key, next vault key ‖ public keys that may sign the link after it)
 */
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import { z } from 'zod'
import { concat, findBase64, fromHex, lengthPrefixed, sameBytes, toBase64, unsigned, utf8 } from '../../domain/bytes.ts'
import { copySecret, joinSecrets, takeSecret } from '../../domain/secret-bytes.ts'
import { decryptSecret, encrypt } from './envelope.ts'
import { hkdf, KEY_LENGTH, publicKeyOf, signWith, verifySignature } from './keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from './wipe.ts'

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
export const keyVersionLink = z.strictObject({
  /** The key version it leads to; it starts at the one before. */
  keyVersion: z.number().int().min(2).max(0xffff_ffff),
  signer: base64,
  ephemeral: base64,
  nonce: base64,
  sealed: base64,
  signature: base64,
})
export type KeyVersionLink = z.infer<typeof keyVersionLink>

/** What a slot holds of one key version. */
export interface KeyVersionSecrets {
  readonly vaultKey: Uint8Array
  /** Ed25519 public keys that may sign the next rotation: of everyone who may sign in, and the recovery key's. */
  readonly trusted: readonly Uint8Array[]
}

export interface LinkPlace {
  readonly vaultId: Uint8Array
  readonly slotId: string
  readonly keyVersion: number
}

const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex')

/** X25519 public key, 32 bytes, of a 32-byte seed (RFC 7748, RFC 8410). */
export function sealingKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(SPKI_X25519.length))
}

function privateKey(seed: Uint8Array) {
  const der = joinSecrets(PKCS8_X25519, seed)
  try {
    return createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' })
  } finally {
    wipe(der)
  }
}

/** Throws for a public key of small order. */
function agree(seed: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return diffieHellman({
    privateKey: privateKey(seed),
    publicKey: createPublicKey({ key: Buffer.concat([SPKI_X25519, publicKey]), format: 'der', type: 'spki' }),
  })
}

const placeBytes = ({ vaultId, slotId, keyVersion }: LinkPlace) =>
  lengthPrefixed([utf8('ra/v1/link'), vaultId, fromHex(slotId), unsigned(keyVersion, 4)])

function linkKey(shared: Uint8Array, formerKey: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array, place: LinkPlace): Uint8Array {
  const secret = joinSecrets(shared, formerKey)
  try {
    return hkdf(secret, concat(ephemeral, recipient), placeBytes(place))
  } finally {
    wipe(secret, shared)
  }
}

const signedBytes = (place: LinkPlace, signer: Uint8Array, ephemeral: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) =>
  lengthPrefixed([placeBytes(place), signer, ephemeral, nonce, sealed])

export interface LinkToSeal {
  readonly place: LinkPlace
  /** X25519 public key of the slot, from the keyring: never from the slots file, which anybody can write. */
  readonly recipient: Uint8Array
  readonly formerKey: Uint8Array
  readonly next: KeyVersionSecrets
  readonly signingSeed: Uint8Array
  readonly randomBytes: RandomBytes
}

export function sealLink({ place, recipient, formerKey, next, signingSeed, randomBytes }: LinkToSeal): KeyVersionLink {
  const seed = takeSecret(randomBytes(KEY_LENGTH))
  const ephemeral = sealingKeyOf(seed)
  const key = linkKey(agree(seed, recipient), formerKey, ephemeral, recipient, place)
  const nonce = randomBytes(12)
  const payload = joinSecrets(next.vaultKey, ...next.trusted)
  const sealed = encrypt(key, nonce, placeBytes(place), payload)
  const signer = publicKeyOf(signingSeed)
  wipe(seed, key, payload)
  return {
    keyVersion: place.keyVersion,
    signer: toBase64(signer),
    ephemeral: toBase64(ephemeral),
    nonce: toBase64(nonce),
    sealed: toBase64(sealed),
    signature: toBase64(signWith(signingSeed, signedBytes(place, signer, ephemeral, nonce, sealed))),
  }
}

/** `undefined` when no trusted key signed it, it is for another slot, or it was altered. */
async function openLink(
  link: KeyVersionLink,
  place: Omit<LinkPlace, 'keyVersion'>,
  sealingSeed: Uint8Array,
  former: KeyVersionSecrets,
): Promise<KeyVersionSecrets | undefined> {
  const deps = [link.signer, link.ephemeral, link.nonce, link.sealed, link.signature].map(findBase64)
  if (deps.some((part) => part === undefined)) return undefined
  const [signer, ephemeral, nonce, sealed, signature] = deps as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  if (ephemeral.length !== KEY_LENGTH || nonce.length !== 12 || !former.trusted.some((trusted) => sameBytes(trusted, signer)))
    return undefined
  const at = { ...place, keyVersion: link.keyVersion }
  if (!verifySignature(signedBytes(at, signer, ephemeral, nonce, sealed), signature, signer)) return undefined
  try {
    const key = linkKey(agree(sealingSeed, ephemeral), former.vaultKey, ephemeral, sealingKeyOf(sealingSeed), at)
    const payload = await decryptSecret(key, nonce, placeBytes(at), sealed)
    wipe(key)
    return payload === undefined ? undefined : splitSecrets(payload)
  } catch {
    return undefined
  }
}

/** Vault key and trusted keys from their bytes; `undefined` when the length is wrong. Overwrites `payload`. */
export function splitSecrets(payload: Uint8Array): KeyVersionSecrets | undefined {
  if (payload.length < 2 * KEY_LENGTH || payload.length % KEY_LENGTH !== 0) return undefined
  const keys = Array.from({ length: payload.length / KEY_LENGTH }, (_, index) =>
    copySecret(payload.subarray(index * KEY_LENGTH, (index + 1) * KEY_LENGTH)),
  )
  wipe(payload)
  return { vaultKey: keys[0]!, trusted: keys.slice(1) }
}

/** Follows the links from a slot's own key version as far as they lead. */
export async function followLinks(
  links: readonly KeyVersionLink[],
  from: { readonly keyVersion: number } & KeyVersionSecrets,
  place: Omit<LinkPlace, 'keyVersion'>,
  sealingSeed: Uint8Array,
): Promise<{ readonly keyVersion: number } & KeyVersionSecrets> {
  let now = from
  for (const link of links) {
    if (link.keyVersion !== now.keyVersion + 1) break
    const next = await openLink(link, place, sealingSeed, now)
    if (next === undefined) break
    if (now !== from) wipe(now.vaultKey)
    now = { keyVersion: link.keyVersion, ...next }
  }
  return now
}
