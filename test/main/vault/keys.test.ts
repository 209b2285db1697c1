import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../../../domain/bytes.ts'
import { deriveVaultKeys, hkdf, KEY_LENGTH, publicKeyOf, signWith, verifySignature, wipeVaultKeys } from '../../../main/vault/keys.ts'

test('HKDF: test case 1 of RFC 5869', () => {
  const secret = new Uint8Array(22).fill(0x0b)
  expect(toHex(hkdf(secret, fromHex('000102030405060708090a0b0c'), fromHex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  )
})

describe('Ed25519', () => {
  /** Test 2 of RFC 8032, 7.1. */
  const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  const publicKey = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const message = fromHex('72')
  const signature = fromHex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )

  test('public key and signature of the example in the standard', () => {
    expect(publicKeyOf(seed)).toEqual(new Uint8Array(publicKey))
    expect(signWith(seed, message)).toEqual(new Uint8Array(signature))
    expect(verifySignature(message, signature, publicKey)).toBe(true)
  })

  test.each([
    ['another message', { message: fromHex('73') }],
    ['a flipped bit', { signature: signature.map((byte, index) => (index === 5 ? byte ^ 1 : byte)) }],
    ['another key', { publicKey: publicKeyOf(new Uint8Array(KEY_LENGTH).fill(7)) }],
    ['a signature cut short', { signature: signature.slice(0, 63) }],
    ['no signature', { signature: new Uint8Array() }],
    ['a key cut short', { publicKey: publicKey.slice(0, 31) }],
    ['no key', { publicKey: new Uint8Array() }],
  ])('%s: not valid, and no exception', (_, change) => {
    const asked = { message, signature, publicKey, ...change }
    expect(verifySignature(asked.message, asked.signature, asked.publicKey)).toBe(false)
  })
})

describe('keys of the vault', () => {
  const vaultKey = new Uint8Array(KEY_LENGTH).fill(1)
  const vaultId = new Uint8Array(16).fill(2)
  const bytesOf = ({ records, keyring, audit, index, frames }: ReturnType<typeof deriveVaultKeys>) =>
    [records.key, keyring.key, audit.key, index, frames, records.keyId, keyring.keyId, audit.keyId].map(toHex)

  test('the same from the same vault key; no two uses share a key or an id', () => {
    const derived = bytesOf(deriveVaultKeys(vaultKey, vaultId, 1))
    expect(bytesOf(deriveVaultKeys(vaultKey, vaultId, 1))).toEqual(derived)
    expect(new Set(derived).size).toBe(derived.length)
  })

  test.each([
    ['vault key', [new Uint8Array(KEY_LENGTH).fill(9), vaultId, 1]],
    ['vault', [vaultKey, new Uint8Array(16).fill(9), 1]],
    ['key version', [vaultKey, vaultId, 2]],
  ] as const)('another %s: every key and every id is another', (_, [key, id, keyVersion]) => {
    const all = [...bytesOf(deriveVaultKeys(vaultKey, vaultId, 1)), ...bytesOf(deriveVaultKeys(key, id, keyVersion))]
    expect(new Set(all).size).toBe(all.length)
  })

  test('wiped: every key is zeros, and the ids stay', () => {
    const keys = deriveVaultKeys(vaultKey, vaultId, 1)
    const ids = [keys.records, keys.keyring, keys.audit].map(({ keyId }) => toHex(keyId))
    wipeVaultKeys(keys)
    for (const key of [keys.records.key, keys.keyring.key, keys.audit.key, keys.index, keys.frames])
      expect(key).toEqual(new Uint8Array(KEY_LENGTH))
    expect([keys.records, keys.keyring, keys.audit].map(({ keyId }) => toHex(keyId))).toEqual(ids)
  })

  test('an info text and its bytes are the same', () => {
    expect(hkdf(vaultKey, vaultId, 'ra/v1')).toEqual(hkdf(vaultKey, vaultId, utf8('ra/v1')))
  })
})
