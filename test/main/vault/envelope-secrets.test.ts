/** Envelopes of keys and passcodes, and what does not stay in memory after sealing and opening. */
import { createSecretKey } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { pad, type RecordPlace } from '../../../domain/record/envelope-layout.ts'
import { decrypt, decryptSecret, encrypt, open, openSecret, seal } from '../../../main/vault/envelope.ts'
import { overwritten } from '../../support/watched-wipe.ts'
import { code, randomBytes, value } from './support.ts'

vi.mock('../../../main/vault/wipe.ts', () => import('../../support/watched-wipe.ts'))
beforeEach(() => {
  overwritten.length = 0
})

const sealing = { keyId: randomBytes(16), key: randomBytes(32) }
const place: RecordPlace = { vaultId: randomBytes(16), table: 'custody', recordId: 'case-1', rev: 1, schema: 1 }
const plaintext = utf8('a planted passcode')
const padded = toHex(pad(plaintext, 'custody'))
const sealed = () => seal(sealing, place, plaintext, randomBytes, 'custody')

test('envelope: the padded plaintext is wiped after sealing and after opening', async () => {
  const envelope = sealed()
  expect(overwritten).toEqual([padded])
  expect(value(open(sealing, place, envelope))).toEqual(plaintext)
  expect(overwritten).toEqual([padded, padded])
  expect(value(await openSecret(sealing, place, envelope))).toEqual(plaintext)
  expect(overwritten).toEqual([padded, padded, padded])
})

test('envelope: what an altered one decrypts to is wiped, and not given', () => {
  const nonce = randomBytes(12)
  const aad = utf8('place')
  const ciphertext = encrypt(sealing.key, nonce, aad, plaintext)
  expect(decrypt(sealing.key, nonce, aad, ciphertext)).toEqual(plaintext)
  expect(overwritten).toEqual([])
  expect(decrypt(sealing.key, nonce, utf8('elsewhere'), ciphertext)).toBeUndefined()
  expect(overwritten).toEqual([toHex(plaintext)])
})

test('envelope: opens with a key object too', () => {
  expect(value(open({ ...sealing, key: createSecretKey(sealing.key) }, place, sealed()))).toEqual(plaintext)
})

test.each([0, 1, 15])('envelope: %d bytes cannot hold a tag', async (length) => {
  const short = new Uint8Array(length)
  expect(decrypt(sealing.key, randomBytes(12), utf8(''), short)).toBeUndefined()
  expect(await decryptSecret(sealing.key, randomBytes(12), utf8(''), short)).toBeUndefined()
})

test('envelope: the key of a secret cannot be exported from WebCrypto', async () => {
  const imported = vi.spyOn(crypto.subtle, 'importKey')
  const nonce = randomBytes(12)
  await decryptSecret(sealing.key, nonce, utf8(''), encrypt(sealing.key, nonce, utf8(''), new Uint8Array(4)))
  expect(imported.mock.calls.map(([, , , extractable, uses]) => [extractable, uses])).toEqual([[false, ['decrypt']]])
  imported.mockRestore()
})

test('envelope: the tag of nothing is enough', async () => {
  const nonce = randomBytes(12)
  const tag = encrypt(sealing.key, nonce, utf8(''), new Uint8Array())
  expect(tag.length).toBe(16)
  expect(decrypt(sealing.key, nonce, utf8(''), tag)).toEqual(new Uint8Array())
  expect(await decryptSecret(sealing.key, nonce, utf8(''), tag)).toEqual(new Uint8Array())
})

test.each<[string, string, () => Parameters<typeof openSecret>]>([
  ['as sealed', 'ok', () => [sealing, place, sealed()]],
  ['another key', 'record-damaged', () => [{ ...sealing, key: randomBytes(32) }, place, sealed()]],
  ['another key id', 'record-damaged', () => [{ ...sealing, keyId: randomBytes(16) }, place, sealed()]],
  ['another place', 'record-damaged', () => [sealing, { ...place, recordId: 'case-2' }, sealed()]],
  ['cut short', 'record-damaged', () => [sealing, place, sealed().slice(0, -1)]],
  ['a newer version', 'record-newer', () => [sealing, place, sealed().with(2, 9)]],
])('envelope of a secret: %s: %s', async (_, expected, given) => {
  expect(code(await openSecret(...given()))).toBe(expected)
})
