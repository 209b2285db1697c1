/** Byte arithmetic shared by the main process, the renderer's worker and the stand-alone verifier. No Node, no DOM. */
export type Bytes = Uint8Array<ArrayBuffer>

/** A synchronous hash function, handed in because `domain/` has none of its own. */
export type Hash = (bytes: Uint8Array) => Uint8Array

export const empty: Bytes = new Uint8Array(0)

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Not in constant time: never for comparing secrets or authentication codes. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  // A plain loop: at sign-in it compares hundreds of thousands of short entries.
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false
  return true
}

/** Big-endian unsigned integer of `size` bytes (1 to 8). Throws a RangeError when the value does not fit. */
export function unsigned(value: number, size: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * size)) throw new RangeError(`not an unsigned ${size}-byte integer`)
  const bytes = new Uint8Array(size)
  for (let index = size - 1, rest = value; index >= 0; index -= 1) {
    bytes[index] = rest % 0x100
    rest = Math.floor(rest / 0x100)
  }
  return bytes
}

/** Reads what `unsigned` wrote; by default all the bytes from `offset` on. A value beyond 2^53 - 1 comes back inexact: check the range. */
export function readUnsigned(bytes: Uint8Array, offset = 0, size = bytes.length - offset): number {
  if (offset + size > bytes.length) throw new RangeError('beyond the end of the bytes')
  let value = 0
  for (let index = offset; index < offset + size; index += 1) value = value * 0x100 + bytes[index]!
  return value
}

/** Each field preceded by its length (4 bytes), so that no two lists of fields give the same bytes. */
export function lengthPrefixed(fields: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(fields.reduce((length, field) => length + 4 + field.length, 0))
  const view = new DataView(whole.buffer)
  let offset = 0
  for (const field of fields) {
    view.setUint32(offset, field.length)
    whole.set(field, offset + 4)
    offset += 4 + field.length
  }
  return whole
}

/** UTF-8; a lone surrogate becomes U+FFFD, as in the Encoding Standard. */
export function utf8(text: string): Bytes {
  const ascii = new Uint8Array(text.length)
  let index = 0
  for (let code = text.charCodeAt(0); index < text.length && code < 0x80; code = text.charCodeAt(index)) ascii[index++] = code
  return index === text.length ? ascii : encodeUtf8(text)
}

function encodeUtf8(text: string): Bytes {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0)!
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
  }
  return Uint8Array.from(bytes)
}

/** One byte per character. Throws on anything that is not ASCII: the texts are our own. */
export function ascii(text: string): Bytes {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!
    if (code > 0x7f) throw new TypeError('not ASCII')
    return code
  })
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower case: the only spelling in data and in comparisons. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 1) text += HEX[bytes[index]!]!
  return text
}

/** Upper case, for people and standards only: APDUs, status words and answers to reset are printed so. */
export const formatHex = (bytes: Uint8Array): string => toHex(bytes).toUpperCase()

/** Lower or upper case hexadecimal; anything else is a bug of the caller, who validates input first. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new TypeError('not hexadecimal')
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = (hexDigit(text.charCodeAt(2 * index)) << 4) | hexDigit(text.charCodeAt(2 * index + 1))
  return bytes
}

function hexDigit(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const NO_BASE64 = 64
const BASE64_VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = BASE64.indexOf(String.fromCharCode(code))
  return value < 0 ? NO_BASE64 : value
})

/** The engine's own conversion (ECMAScript 2026), much faster on scans of megabytes. Node 24 and TypeScript's library lack it. */
interface BuiltInBase64 {
  toBase64?(): string
}
interface BuiltInBase64Constructor {
  fromBase64?(text: string, options: { readonly lastChunkHandling: 'strict' }): Bytes
}

/** RFC 4648 §4 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return (bytes as BuiltInBase64).toBase64?.() ?? writeBase64Text(bytes)
}

function writeBase64Text(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const group = (bytes[index]! << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    text += BASE64[group >> 18]! + BASE64[(group >> 12) & 63]!
    text += index + 1 < bytes.length ? BASE64[(group >> 6) & 63]! : '='
    text += index + 2 < bytes.length ? BASE64[group & 63]! : '='
  }
  return text
}

/** RFC 4648 §4, strict: padding required, unused bits zero, no white space. */
export function findBase64(text: string): Bytes | undefined {
  const bytes = new Uint8Array(Math.floor((base64Characters(text) * 6) / 8))
  return writeBase64(text, bytes, 0) < 0 ? undefined : bytes
}

/** As `findBase64`, for text that was checked before or that we wrote ourselves. Throws on anything else. */
export function fromBase64(text: string): Bytes {
  const bytes = (Uint8Array as BuiltInBase64Constructor).fromBase64?.(text, { lastChunkHandling: 'strict' }) ?? findBase64(text)
  if (!bytes) throw new TypeError('not base64')
  return bytes
}

const base64Characters = (text: string): number =>
  text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length

/** Writes the bytes of a text and answers how many; -1 for what `findBase64` refuses. One pass, because a record has very many of them. */
export function writeBase64(text: string, bytes: Uint8Array, at: number): number {
  const characters = base64Characters(text)
  if (text.length % 4 !== 0 || characters % 4 === 1) return -1
  const value = (index: number): number => (index < characters ? (BASE64_VALUES[text.charCodeAt(index)] ?? NO_BASE64) : 0)
  let seen = 0
  let unused = 0
  let length = at
  for (let index = 0; index < characters; index += 4) {
    const one = value(index)
    const two = value(index + 1)
    const three = value(index + 2)
    const four = value(index + 3)
    seen |= one | two | three | four
    bytes[length++] = (one << 2) | (two >> 4)
    if (index + 2 < characters) bytes[length++] = (two << 4) | (three >> 2)
    else unused = two & 0x0f
    if (index + 3 < characters) bytes[length++] = (three << 6) | four
    else unused |= three & 0x03
  }
  return seen < NO_BASE64 && unused === 0 ? length - at : -1
}
