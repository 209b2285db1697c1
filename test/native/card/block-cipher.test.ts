import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../domain/bytes.ts'
import {
  blockLength,
  decryptBlock,
  encryptBlock,
  isManagementAlgorithm,
  managementAlgorithmsOfLength,
  managementKeyLength,
} from '../../../native/card/block-cipher.ts'
import { algorithms } from '../../../native/card/piv.ts'

/** AES: FIPS 197 appendix C. 3DES: NIST SP 800-67, the first block of the key that appendix B.1 uses, as OpenSSL encrypts it. */
const published = [
  { name: 'AES-128', algorithm: algorithms.aes128, key: '000102030405060708090a0b0c0d0e0f', cipher: '69c4e0d86a7b0430d8cdb78070b4c55a' },
  {
    name: 'AES-192',
    algorithm: algorithms.aes192,
    key: '000102030405060708090a0b0c0d0e0f1011121314151617',
    cipher: 'dda97ca4864cdfe06eaf70a0ec0d7191',
  },
  {
    name: 'AES-256',
    algorithm: algorithms.aes256,
    key: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    cipher: '8ea2b7ca516745bfeafc49904b496089',
  },
] as const
const plain = '00112233445566778899aabbccddeeff'

describe('block cipher', () => {
  test.each(published)('$name encrypts and decrypts the block of FIPS 197', ({ algorithm, key, cipher }) => {
    expect(toHex(encryptBlock(algorithm, fromHex(key), fromHex(plain)))).toBe(cipher)
    expect(toHex(decryptBlock(algorithm, fromHex(key), fromHex(cipher)))).toBe(plain)
    expect(blockLength(algorithm)).toBe(16)
    expect(managementKeyLength(algorithm)).toBe(key.length / 2)
  })

  test('3DES encrypts and decrypts the first block of SP 800-67 appendix B.1', () => {
    const key = fromHex('0123456789abcdef23456789abcdef01456789abcdef0123')
    const block = fromHex('5468652071756663')
    expect(toHex(encryptBlock(algorithms.tripleDes, key, block))).toBe('a826fd8ce53b855f')
    expect(toHex(decryptBlock(algorithms.tripleDes, key, fromHex('a826fd8ce53b855f')))).toBe('5468652071756663')
    expect(blockLength(algorithms.tripleDes)).toBe(8)
    expect(managementKeyLength(algorithms.tripleDes)).toBe(24)
  })

  test.each([
    [8, algorithms.aes128, 16],
    [32, algorithms.aes128, 16],
    [16, algorithms.tripleDes, 24],
    [0, algorithms.tripleDes, 24],
  ] as const)('%i bytes are not one block: nothing is encrypted or decrypted', (length, algorithm, keyLength) => {
    const key = new Uint8Array(keyLength).map((_, index) => index)
    expect(() => encryptBlock(algorithm, key, new Uint8Array(length))).toThrow(RangeError)
    expect(() => decryptBlock(algorithm, key, new Uint8Array(length))).toThrow(RangeError)
  })

  test.each([
    [16, [algorithms.aes128]],
    [24, [algorithms.tripleDes, algorithms.aes192]],
    [32, [algorithms.aes256]],
  ] as const)('a key of %i bytes, where the card does not say its kind', (length, algorithm) => {
    expect(managementAlgorithmsOfLength(length)).toEqual(algorithm)
  })

  test.each<[number, boolean]>([
    [algorithms.tripleDes, true],
    [algorithms.aes128, true],
    [algorithms.aes192, true],
    [algorithms.aes256, true],
    [algorithms.p256, false],
    [algorithms.rsa2048, false],
    [0, false],
  ])('0x%s is a kind of management key: %s', (value, expected) => {
    expect(isManagementAlgorithm(value)).toBe(expected)
  })
})
