import { createHmac, hkdfSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { keyPurposes } from '../../../main/vault/keyring-content.ts'
import type * as Keys from '../../../main/vault/keys.ts'
import { freeEntry, openKey, readHead, readPlainHead, sealKey, type EntryHead } from '../../../main/vault/sealed-key.ts'
import { randomBytes } from './support.ts'

/** Masks and MAC keys that were derived. */
const derived = vi.hoisted((): Uint8Array[] => [])
vi.mock('../../../main/vault/keys.ts', async (original) => {
  const own = await original<typeof Keys>()
  const hkdf: typeof own.hkdf = (...words) => {
    const key = own.hkdf(...words)
    derived.push(key)
    return key
  }
  return { ...own, hkdf }
})

const sealing = { keyId: randomBytes(16), key: randomBytes(32) }
const vaultId = randomBytes(16)
const head = { keyId: randomBytes(16), purpose: 'custody', ownerId: 'case-1', number: 2 ** 50 + 5 } as const
const key = randomBytes(32)
const entryOf = (change: Partial<EntryHead> = {}) => sealKey({ sealing, vaultId, randomBytes }, { ...head, ...change }, key)
const LENGTH = 202

test('sealed key: opens as it was sealed, and says what it is without being opened', () => {
  const entry = entryOf()
  expect(openKey(sealing, vaultId, entry)).toEqual(key)
  expect(readHead(entry)).toEqual({ ...head, sealedWith: toHex(sealing.keyId) })
  expect(readPlainHead(entry)?.keyId).toBe(Buffer.from(head.keyId).toString('latin1'))
})

test('sealed key: every field is in its place', () => {
  const entry = entryOf()
  const field = (start: number, length: number) => toHex(entry.slice(start, start + length))
  expect(entry.length).toBe(LENGTH)
  expect([field(0, 16), field(16, 2), field(18, 64), field(82, 8), field(90, 16)]).toEqual([
    toHex(head.keyId),
    '0206',
    toHex(utf8('case-1')).padEnd(128, '0'),
    '0004000000000005',
    toHex(sealing.keyId),
  ])
})

test('sealed key: mask and MAC are those of the layout, made with the engine’s own functions', () => {
  const entry = entryOf()
  const [before, nonce, masked, mac] = [entry.slice(0, 106), entry.slice(106, 138), entry.slice(138, 170), entry.slice(170)]
  const secrets = Buffer.from(hkdfSync('sha256', sealing.key, nonce, Buffer.concat([utf8('ra/v2/keyring-key'), vaultId, before]), 64))
  expect(toHex(masked)).toBe(toHex(key.map((byte, index) => byte ^ secrets[index]!)))
  expect(toHex(mac)).toBe(createHmac('sha256', secrets.subarray(32)).update(masked).digest('hex'))
})

test('sealed key: no flipped bit opens it, and no other key or vault', () => {
  const entry = entryOf()
  for (let index = 0; index < entry.length; index += 1) {
    const flipped = entry.slice()
    flipped[index]! ^= 1 << (index % 8)
    expect(openKey(sealing, vaultId, flipped), `byte ${index}`).toBeUndefined()
  }
  expect(openKey({ ...sealing, key: randomBytes(32) }, vaultId, entry)).toBeUndefined()
  expect(openKey(sealing, randomBytes(16), entry)).toBeUndefined()
})

test.each(keyPurposes)('sealed key: purpose %s', (purpose) => {
  expect(readHead(entryOf({ purpose }))?.purpose).toBe(purpose)
})

test.each([0, 1, 2 ** 48 - 1, 2 ** 48, 2 ** 53 - 1])('sealed key: number %d', (number) => {
  expect(readHead(entryOf({ number }))?.number).toBe(number)
})

test.each(['a', 'o'.repeat(64), 'ŵ'.repeat(32)])('sealed key: owner “%s”', (ownerId) => {
  expect(readHead(entryOf({ ownerId }))?.ownerId).toBe(ownerId)
})

test.each(['', 'o'.repeat(65), 'ŵ'.repeat(33)])('sealed key: “%s” is no owner', (ownerId) => {
  expect(() => entryOf({ ownerId })).toThrow(new RangeError('an owner is a random id'))
})

test.each<[string, (entry: Uint8Array) => Uint8Array]>([
  ['a free place', () => freeEntry()],
  ['nothing', () => new Uint8Array()],
  ['an entry cut short', (entry) => entry.slice(0, -1)],
  ['an entry with more behind it', (entry) => Uint8Array.of(...entry, 0)],
  ['an unknown purpose', (entry) => entry.with(16, keyPurposes.length)],
  ['no owner', (entry) => entry.with(17, 0)],
  ['an owner that is too long', (entry) => entry.with(17, 65)],
])('sealed key: %s is no entry and opens nothing', (_, change) => {
  const entry = change(entryOf())
  expect([readPlainHead(entry), readHead(entry), openKey(sealing, vaultId, entry)]).toEqual([undefined, undefined, undefined])
})

test('sealed key: a free place is zeros', () => {
  expect(freeEntry()).toEqual(new Uint8Array(LENGTH))
})

test('sealed key: mask and MAC key are wiped after sealing, after opening, and when nothing opens', () => {
  derived.length = 0
  const entry = entryOf()
  openKey(sealing, vaultId, entry)
  openKey(sealing, vaultId, entry.with(150, entry[150]! ^ 1))
  expect(derived).toEqual([1, 2, 3].map(() => new Uint8Array(64)))
})
