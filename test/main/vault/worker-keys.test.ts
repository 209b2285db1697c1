import { createDecipheriv, createECDH } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { fromBase64, toBase64, toHex } from '../../../domain/bytes.ts'
import { WORKER_SESSION_INFO, workerSessionSalt, wrappedKeyAdditionalData } from '../../../domain/record/worker-session.ts'
import type * as Keys from '../../../main/vault/keys.ts'
import { hkdf } from '../../../main/vault/keys.ts'
import { wrapKeys } from '../../../main/vault/worker-keys.ts'
import { code, randomBytes, value } from './support.ts'

/** What a session key was derived from, and the session key. */
const secrets = vi.hoisted((): Uint8Array[] => [])
vi.mock('../../../main/vault/keys.ts', async (original) => {
  const own = await original<typeof Keys>()
  const derive: typeof own.hkdf = (secret, ...words) => {
    const key = own.hkdf(secret, ...words)
    secrets.push(secret, key)
    return key
  }
  return { ...own, hkdf: derive }
})

const worker = createECDH('prime256v1')
const publicKey = new Uint8Array(worker.generateKeys())
const keys = (['case', 'records'] as const).map((purpose) => ({ keyId: randomBytes(16), key: randomBytes(32), purpose }))

test('keys for the worker: it opens each with its own half of the exchange', () => {
  const wrapped = value(wrapKeys(toBase64(publicKey), keys, randomBytes))
  const mainPublicKey = fromBase64(wrapped.mainPublicKey)
  const session = hkdf(
    new Uint8Array(worker.computeSecret(mainPublicKey)),
    workerSessionSalt(mainPublicKey, publicKey),
    WORKER_SESSION_INFO,
  )
  const opened = wrapped.keys.map(({ keyId, purpose, nonce, wrapped: sealed }) => {
    const bytes = fromBase64(sealed)
    const decipher = createDecipheriv('aes-256-gcm', session, fromBase64(nonce))
    decipher.setAAD(wrappedKeyAdditionalData(keyId, purpose))
    decipher.setAuthTag(bytes.subarray(-16))
    return { keyId, purpose, key: toHex(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])) }
  })
  expect(opened).toEqual(keys.map(({ keyId, purpose, key }) => ({ keyId: toHex(keyId), purpose, key: toHex(key) })))
  expect(wrapped.keys.map(({ nonce }) => fromBase64(nonce).length)).toEqual([12, 12])
})

test.each<[string, string]>([
  ['nothing', ''],
  ['no base64', '*'],
  ['a key cut short', toBase64(publicKey.slice(0, 64))],
  ['a key with more behind it', toBase64(Uint8Array.of(...publicKey, 0))],
  ['a compressed key', toBase64(new Uint8Array(worker.getPublicKey(null, 'compressed')))],
  // OpenSSL would take the hybrid form, 06 or 07.
  ['a hybrid key', toBase64(new Uint8Array(worker.getPublicKey(null, 'hybrid')))],
  ['a point that is not on the curve', toBase64(publicKey.with(64, publicKey[64]! ^ 1))],
])('keys for the worker: %s is no key of it, and none is handed over', (_, given) => {
  expect(code(wrapKeys(given, keys, randomBytes))).toBe('worker-key-malformed')
})

test('keys for the worker: a random number that is no secret key of the curve is drawn again', () => {
  const draws: Uint8Array[] = []
  const draw = (length: number) => {
    const bytes = draws.length === 0 ? new Uint8Array(length) : randomBytes(length)
    draws.push(bytes)
    return bytes
  }
  expect(code(wrapKeys(toBase64(publicKey), [], draw))).toBe('ok')
  expect(draws.map(({ length }) => length)).toEqual([32, 32])
})

test('keys for the worker: the secrets of the exchange are wiped', () => {
  secrets.length = 0
  const draws: Uint8Array[] = []
  const draw = (length: number) => {
    const bytes = randomBytes(length)
    draws.push(bytes)
    return bytes
  }
  value(wrapKeys(toBase64(publicKey), keys, draw))
  expect(secrets.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true, true])
  const [secretKey, ...nonces] = draws
  expect(secretKey).toEqual(new Uint8Array(32))
  expect(nonces.length).toBe(2)
})
