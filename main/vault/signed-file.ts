/** A small file signed by a workstation's own Ed25519 key. It holds the signed text unchanged, so that its bytes are never in doubt. */
import { z } from 'zod'
import { findBase64, lengthPrefixed, toBase64, utf8, type Bytes } from '../../domain/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { verifySignature } from './keys.ts'

const file = z.strictObject({ kind: z.string(), signed: z.string().max(400_000), signature: z.string().max(100) })

/** Bytes to sign. They name the kind, so that a signature of one kind is not valid for another. */
export const signedBytesOf = (kind: string, text: string): Bytes => lengthPrefixed([utf8(`ra/v1/${kind}`), utf8(text)])

export function writeSigned(kind: string, value: unknown, key: DeviceKey): Uint8Array {
  const signed = JSON.stringify(value)
  return utf8(`${JSON.stringify({ kind, signed, signature: toBase64(key.sign(signedBytesOf(kind, signed))) }, undefined, 1)}\n`)
}

export interface SignedFile<Value> {
  readonly value: Value
  isSignedBy(publicKey: string): boolean
}

/** `undefined` if it is not a file of this kind. The caller checks the signature. */
export function readSigned<Shape extends z.ZodType>(
  kind: string,
  bytes: Uint8Array,
  shape: Shape,
): SignedFile<z.output<Shape>> | undefined {
  try {
    const read = file.parse(JSON.parse(new TextDecoder().decode(bytes)))
    if (read.kind !== kind) return undefined
    const value = shape.parse(JSON.parse(read.signed))
    return {
      value,
      isSignedBy: (publicKey) =>
        verifySignature(
          signedBytesOf(kind, read.signed),
          findBase64(read.signature) ?? new Uint8Array(),
          findBase64(publicKey) ?? new Uint8Array(),
        ),
    }
  } catch {
    return undefined
  }
}
