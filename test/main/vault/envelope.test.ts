import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../../domain/bytes.ts'
import { additionalData, joinEnvelope, pad, splitEnvelope, unpad, type RecordPlace } from '../../../domain/record/envelope-layout.ts'
import { open, seal } from '../../../main/vault/envelope.ts'
import { code, randomBytes, value } from './support.ts'

const sealing = { keyId: randomBytes(16), key: randomBytes(32) }
const place: RecordPlace = {
  vaultId: randomBytes(16),
  table: 'cases',
  recordId: '22222222-2222-4222-8222-222222222222',
  rev: 7,
  schema: 2,
  chunk: { index: 1, count: 3 },
}
const plaintext = utf8('Ffion Ŵyn-Sample')
const { subtle } = globalThis.crypto

const algorithm = (where: RecordPlace, nonce: Uint8Array) => ({
  name: 'AES-GCM',
  iv: nonce as BufferSource,
  additionalData: additionalData(where, sealing.keyId),
})
const webKey = () => subtle.importKey('raw', sealing.key as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt'])

test('WebCrypto opens what node seals', async () => {
  const header = value(splitEnvelope(seal(sealing, place, plaintext, randomBytes)))
  const padded = new Uint8Array(await subtle.decrypt(algorithm(place, header.nonce), await webKey(), header.sealed))
  expect(value(unpad(padded))).toEqual(plaintext)
})

test('node opens what WebCrypto seals', async () => {
  const nonce = randomBytes(12)
  const sealed = new Uint8Array(await subtle.encrypt(algorithm(place, nonce), await webKey(), pad(plaintext, 'block')))
  expect(value(open(sealing, place, joinEnvelope(sealing.keyId, nonce, sealed)))).toEqual(plaintext)
})

describe('an envelope opens in its own place only', () => {
  const elsewhere: [string, RecordPlace][] = [
    ['vault', { ...place, vaultId: randomBytes(16) }],
    ['table', { ...place, table: 'chunks' }],
    ['record', { ...place, recordId: '32222222-2222-4222-8222-222222222222' }],
    ['revision', { ...place, rev: 8 }],
    ['schema', { ...place, schema: 3 }],
    ['chunk index', { ...place, chunk: { index: 2, count: 3 } }],
    ['chunk count', { ...place, chunk: { index: 1, count: 4 } }],
    ['no chunk', { vaultId: place.vaultId, table: place.table, recordId: place.recordId, rev: place.rev, schema: place.schema }],
    ['fields shifted', { ...place, table: 'cases2', recordId: place.recordId.slice(1) }],
  ]
  test.each(elsewhere)('another %s is refused', (_, other) => {
    const envelope = seal(sealing, place, plaintext, randomBytes)
    expect(open(sealing, place, envelope).ok).toBe(true)
    expect(code(open(sealing, other, envelope))).toBe('record-damaged')
  })
})

test('another key id or another key is refused', () => {
  const envelope = seal(sealing, place, plaintext, randomBytes)
  expect(code(open({ ...sealing, key: randomBytes(32) }, place, envelope))).toBe('record-damaged')
  const relabelled = envelope.slice()
  const otherId = randomBytes(16)
  relabelled.set(otherId, 4)
  expect(code(open({ ...sealing, keyId: otherId }, place, relabelled))).toBe('record-damaged')
})

test('no flipped bit and no cut passes', () => {
  const envelope = seal(sealing, place, plaintext, randomBytes)
  for (let index = 0; index < envelope.length; index += 1) {
    const flipped = envelope.slice()
    flipped[index]! ^= 1 << (index % 8)
    expect(open(sealing, place, flipped).ok, `byte ${index}`).toBe(false)
    expect(open(sealing, place, envelope.subarray(0, index)).ok, `length ${index}`).toBe(false)
  }
})

test('a version or algorithm that is not ours is reported as newer, not damaged', () => {
  for (const index of [2, 3]) {
    const newer = seal(sealing, place, plaintext, randomBytes)
    newer[index] = 2
    expect(code(open(sealing, place, newer))).toBe('record-newer')
  }
})

test('sizes are hidden to the next 256 bytes; a custody record is always the same size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
      const envelope = seal(sealing, place, bytes, randomBytes)
      expect((envelope.length - 48) % 256).toBe(0)
      expect(value(open(sealing, place, envelope))).toEqual(bytes)
    }),
  )
  expect(seal(sealing, place, new Uint8Array(0), randomBytes, 'custody').length).toBe(112)
  expect(seal(sealing, place, new Uint8Array(60), randomBytes, 'custody').length).toBe(112)
  expect(() => seal(sealing, place, new Uint8Array(61), randomBytes, 'custody')).toThrow(RangeError)
})

test('padding that is not zero, or a length beyond it, is refused', () => {
  const padded = pad(plaintext, 'block')
  padded[255] = 1
  expect(unpad(padded).ok).toBe(false)
  const long = pad(plaintext, 'block')
  long.set([0, 0, 0, 253])
  expect(unpad(long).ok).toBe(false)
})
