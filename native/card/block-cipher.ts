/** The management key's ciphers, one block at a time (SP 800-73-4 part 2 §3.2.4 uses ECB on a single block). */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { algorithms, type ManagementAlgorithm } from './piv.ts'

// CBC with a zero IV over exactly one block is ECB, and unlike `des-ede3-ecb` every build of Node's crypto (BoringSSL in Electron too) knows it.
const ciphers: Readonly<Record<ManagementAlgorithm, { readonly name: string; readonly keyLength: number; readonly blockLength: number }>> =
  {
    [algorithms.tripleDes]: { name: 'des-ede3-cbc', keyLength: 24, blockLength: 8 },
    [algorithms.aes128]: { name: 'aes-128-cbc', keyLength: 16, blockLength: 16 },
    [algorithms.aes192]: { name: 'aes-192-cbc', keyLength: 24, blockLength: 16 },
    [algorithms.aes256]: { name: 'aes-256-cbc', keyLength: 32, blockLength: 16 },
  }

export function isManagementAlgorithm(value: number): value is ManagementAlgorithm {
  return Object.hasOwn(ciphers, value)
}

export function managementKeyLength(algorithm: ManagementAlgorithm): number {
  return ciphers[algorithm].keyLength
}

/** For a card that does not say, likeliest first: 3DES and AES-192 have keys of the same length, and most cards that do not say have 3DES. */
export function managementAlgorithmsOfLength(length: number): readonly [ManagementAlgorithm, ...ManagementAlgorithm[]] {
  return length === 16 ? [algorithms.aes128] : length === 32 ? [algorithms.aes256] : [algorithms.tripleDes, algorithms.aes192]
}

export function blockLength(algorithm: ManagementAlgorithm): number {
  return ciphers[algorithm].blockLength
}

export function encryptBlock(algorithm: ManagementAlgorithm, key: Uint8Array, block: Uint8Array): Uint8Array {
  const { name, blockLength: length } = ciphers[algorithm]
  if (block.length !== length) throw new RangeError('one block, no more')
  const cipher = createCipheriv(name, key, new Uint8Array(length)).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([cipher.update(block), cipher.final()]))
}

export function decryptBlock(algorithm: ManagementAlgorithm, key: Uint8Array, block: Uint8Array): Uint8Array {
  const { name, blockLength: length } = ciphers[algorithm]
  if (block.length !== length) throw new RangeError('one block, no more')
  const decipher = createDecipheriv(name, key, new Uint8Array(length)).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([decipher.update(block), decipher.final()]))
}
