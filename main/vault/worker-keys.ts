/** Hands record keys to the renderer's worker, wrapped to its public key. The layout is `domain/record/worker-session.ts`. */
import { createECDH, type ECDH } from 'node:crypto'
import { findBase64, toBase64, toHex } from '../../domain/bytes.ts'
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData, type WrappedKey } from '../../domain/record/worker-session.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { encrypt, type SealingKey } from './envelope.ts'
import { hkdf } from './keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from './wipe.ts'

export interface WrappedKeys {
  /** P-256, uncompressed, base64. */
  readonly mainPublicKey: string
  readonly keys: WrappedKey[]
}

export interface KeyToWrap extends SealingKey {
  readonly purpose: WrappedKey['purpose']
}

const CURVE = 'prime256v1'
const PUBLIC_KEY_LENGTH = 65

/** Each call is an exchange of its own, with a fresh key pair and fresh nonces. */
export function wrapKeys(
  workerPublicKey: string,
  keys: readonly KeyToWrap[],
  randomBytes: RandomBytes,
): Result<WrappedKeys, 'worker-key-malformed'> {
  const theirs = findBase64(workerPublicKey)
  if (theirs?.length !== PUBLIC_KEY_LENGTH || theirs[0] !== 4) return malformed
  const ours = freshPair(randomBytes)
  let shared: Uint8Array
  try {
    shared = ours.computeSecret(theirs)
  } catch {
    return malformed
  }
  const mainPublicKey = new Uint8Array(ours.getPublicKey())
  const session = hkdf(shared, workerSessionSalt(mainPublicKey, theirs), WORKER_SESSION_INFO)
  const wrapped = keys.map((key) => {
    const keyId = toHex(key.keyId)
    const nonce = randomBytes(12)
    const { purpose } = key
    return {
      keyId,
      purpose,
      nonce: toBase64(nonce),
      wrapped: toBase64(encrypt(session, nonce, wrappedKeyAdditionalData(keyId, purpose), key.key)),
    }
  })
  wipe(shared, session)
  return ok({ mainPublicKey: toBase64(mainPublicKey), keys: wrapped })
}

/** The library refuses a random number outside the curve's order, about once in 2^32: draw again. */
function freshPair(randomBytes: RandomBytes): ECDH {
  for (;;) {
    const pair = createECDH(CURVE)
    const secret = randomBytes(32)
    try {
      pair.setPrivateKey(secret)
      return pair
    } catch {
      continue
    } finally {
      wipe(secret)
    }
  }
}

const malformed = err('worker-key-malformed', 'The page sent an invalid key. No key was handed over.', 'Lock RA Desk and unlock it again.')
