/** Record keys inside the worker: unwrapped by WebCrypto straight into keys that nothing can export. */
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData } from '../../../domain/record/worker-session.ts'
import { fromBase64, toBase64, utf8 } from '../../../domain/bytes.ts'
import type { WrappedKeys } from '../../../preload/contract.ts'

export interface WorkerKeys {
  publicKey(): Promise<string>
  add(wrapped: WrappedKeys): Promise<void>
  get(keyId: string): CryptoKey
  has(keyId: string): boolean
}

const AES = 'AES-GCM'

export async function createWorkerKeys(): Promise<WorkerKeys> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const ownPublicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const keys = new Map<string, CryptoKey>()

  async function sessionKey(mainPublicKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    const peer = await crypto.subtle.importKey('raw', mainPublicKey, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, pair.privateKey, 256)
    const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    new Uint8Array(shared).fill(0)
    const salt = workerSessionSalt(mainPublicKey, ownPublicKey)
    return crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt, info: WORKER_SESSION_INFO },
      material,
      { name: AES, length: 256 },
      false,
      ['unwrapKey'],
    )
  }

  return {
    publicKey: async () => toBase64(ownPublicKey),
    add: async ({ mainPublicKey, keys: wrapped }) => {
      if (wrapped.length === 0) return
      const session = await sessionKey(fromBase64(mainPublicKey))
      await Promise.all(
        wrapped.map(async ({ keyId, purpose, nonce, wrapped: bytes }) => {
          const unwrap = { name: AES, iv: fromBase64(nonce), additionalData: wrappedKeyAdditionalData(keyId, purpose) }
          keys.set(keyId, await crypto.subtle.unwrapKey('raw', fromBase64(bytes), session, unwrap, AES, false, ['encrypt', 'decrypt']))
        }),
      )
    },
    get: (keyId) => {
      const key = keys.get(keyId)
      if (!key) throw new Error('a row is sealed under a key that this session does not have')
      return key
    },
    has: (keyId) => keys.has(keyId),
  }
}

export const keyIdOfText = (keyId: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(keyId.match(/../g)!, (pair) => Number.parseInt(pair, 16))
export const textBytes = utf8
