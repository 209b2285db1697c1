/**
 * Memory for secrets that can be overwritten completely. V8 keeps a typed array of up to 64 bytes in its own heap, copies it at garbage
 * collection and when native code (every cipher, hash and signature) asks for its bytes, and does not overwrite the old copy. So a key
 * from `new Uint8Array(32)`, `Uint8Array.from` or `slice` cannot be overwritten. Bytes over an `ArrayBuffer` of their own are outside
 * that heap and stay in one place.
 */
import type { Bytes } from './bytes.ts'

export function secretBytes(length: number): Bytes {
  return new Uint8Array(new ArrayBuffer(length))
}

export function copySecret(bytes: Uint8Array): Bytes {
  const copy = secretBytes(bytes.length)
  copy.set(bytes)
  return copy
}

/** Takes over bytes that nothing else keeps: copies them and overwrites the original. */
export function takeSecret(bytes: Uint8Array): Bytes {
  const taken = copySecret(bytes)
  bytes.fill(0)
  return taken
}

export function joinSecrets(...parts: readonly Uint8Array[]): Bytes {
  const whole = secretBytes(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
