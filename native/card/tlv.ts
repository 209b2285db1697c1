/**
 * BER-TLV of ISO/IEC 8825-1 as cards use it (7816-4 §5.2.2): tags of one to three bytes, definite lengths only.
 * The short form of a length ends at 0x7F; 128 is already `81 80`.
 */
import { err, ok, type Result } from '../../domain/result.ts'
import { concat, unsigned } from '../../domain/bytes.ts'

export interface Tlv {
  /** The tag's bytes read as one number: 0x53, 0x7F49, 0x5FC102. */
  readonly tag: number
  readonly value: Uint8Array
}

export type TlvFailureCode = 'card-answer-malformed'

function tagBytes(tag: number): Uint8Array {
  const length = tag > 0xffff ? 3 : tag > 0xff ? 2 : 1
  const bytes = unsigned(tag, length)
  const wellFormed =
    length === 1
      ? (bytes[0]! & 0x1f) !== 0x1f
      : (bytes[0]! & 0x1f) === 0x1f && bytes.subarray(1, -1).every((byte) => byte >= 0x80) && bytes.at(-1)! < 0x80
  if (!wellFormed) throw new RangeError(`not a BER tag: ${tag.toString(16)}`)
  return bytes
}

export function encodeLength(length: number): Uint8Array {
  if (length <= 0x7f) return Uint8Array.of(length)
  if (length <= 0xff) return Uint8Array.of(0x81, length)
  if (length <= 0xffff) return concat(Uint8Array.of(0x82), unsigned(length, 2))
  if (length <= 0xffffff) return concat(Uint8Array.of(0x83), unsigned(length, 3))
  throw new RangeError('longer than any card object')
}

/** One data object; a list of encoded parts makes it constructed: `tlv(0x53, [tlv(0x70, certificate), tlv(0xFE)])`. */
export function tlv(tag: number, value: Uint8Array | readonly Uint8Array[] = []): Uint8Array {
  const content = value instanceof Uint8Array ? value : concat(...value)
  return concat(tagBytes(tag), encodeLength(content.length), content)
}

function malformed(what: string): Result<never, TlvFailureCode> {
  return err(
    'card-answer-malformed',
    `The card sent data that cannot be read (${what}). Nothing was decided from it.`,
    'Try the card once more. If it happens again, set this card aside and take another.',
  )
}

/** Reads data objects one after another until the bytes end. Padding, indefinite lengths and overruns are refused. */
export function decodeTlvs(bytes: Uint8Array): Result<readonly Tlv[], TlvFailureCode> {
  const found: Tlv[] = []
  let at = 0
  while (at < bytes.length) {
    const tagStart = at
    if ((bytes[at++]! & 0x1f) === 0x1f) {
      while (at < bytes.length && bytes[at]! >= 0x80) at++
      at++
    }
    if (at - tagStart > 3) return malformed('a tag longer than three bytes')
    if (at >= bytes.length) return malformed('it ends inside a tag')
    const tag = bytes.subarray(tagStart, at).reduce((value, byte) => value * 0x100 + byte, 0)
    let length = bytes[at++]!
    if (length > 0x7f) {
      const size = length & 0x7f
      if (size === 0 || size > 3) return malformed('a length that cards do not use')
      if (at + size > bytes.length) return malformed('it ends inside a length')
      length = bytes.subarray(at, at + size).reduce((value, byte) => value * 0x100 + byte, 0)
      at += size
    }
    if (at + length > bytes.length) return malformed('it ends inside a value')
    found.push({ tag, value: bytes.slice(at, at + length) })
    at += length
  }
  return ok(found)
}

export function findTlv(tlvs: readonly Tlv[], tag: number): Uint8Array | undefined {
  return tlvs.find((one) => one.tag === tag)?.value
}

/** Walks nested templates: `readPath(answer, [0x7C, 0x82])`. A missing part is a malformed answer. */
export function readPath(bytes: Uint8Array, path: readonly number[]): Result<Uint8Array, TlvFailureCode> {
  let value = bytes
  for (const tag of path) {
    const parts = decodeTlvs(value)
    if (!parts.ok) return parts
    const next = findTlv(parts.value, tag)
    if (!next) return malformed(`tag ${tag.toString(16).toUpperCase()} is missing`)
    value = next
  }
  return ok(value)
}
