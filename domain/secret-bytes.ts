/**
 * Memory for secrets, such that overwriting it overwrites all there is. V8 keeps a typed array of up to 64 bytes within its own heap:
 * it copies it when it tidies up, and again when native code (every cipher, hash and signature) asks for its bytes, and leaves the
 * former place as it was. So a key that went through `new Uint8Array(32)`, `Uint8Array.from` or `slice` cannot be overwritten any more.
 * Bytes over an `ArrayBuffer` of their own lie outside that heap, in one place, for as long as they live.
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

/** Overwrites what it is given, which somebody else made and nobody else keeps. */
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
