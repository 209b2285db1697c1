import { describe, expect, test } from 'vitest'
import { copySecret, joinSecrets, secretBytes, takeSecret } from '../../domain/secret-bytes.ts'

const secret = () => new Uint8Array([1, 2, 3])

describe('memory for secrets', () => {
  test('has a buffer of its own, so that nothing else is over the same bytes', () => {
    for (const bytes of [secretBytes(3), copySecret(secret()), takeSecret(secret()), joinSecrets(secret())]) {
      expect(bytes.buffer.byteLength).toBe(3)
      expect(bytes.byteOffset).toBe(0)
    }
  })

  test('a copy leaves the original; taking over overwrites it, also where it is a part of something', () => {
    const [copied, taken] = [secret(), Uint8Array.of(9, ...secret(), 9)]
    expect(copySecret(copied)).toEqual(secret())
    expect(copied).toEqual(secret())
    expect(takeSecret(taken.subarray(1, 4))).toEqual(secret())
    expect(taken).toEqual(Uint8Array.of(9, 0, 0, 0, 9))
  })

  test('joined in order; the parts stay', () => {
    const part = secret()
    expect(joinSecrets(part, new Uint8Array(), Uint8Array.of(4))).toEqual(Uint8Array.of(1, 2, 3, 4))
    expect(part).toEqual(secret())
    expect(joinSecrets()).toEqual(new Uint8Array())
  })
})
