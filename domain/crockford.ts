/**
 * Crockford base32: for codes that a person reads from paper and types. No I, L, O or U among the digits; on input I and L are 1,
 * O is 0, case, spaces and hyphens do not matter. The check character is the number modulo 37, which finds every single wrong
 * character and every exchange of two neighbours.
 */
import type { Bytes } from './bytes.ts'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECK = `${DIGITS}*~$=U`

/** Five bits a character, left to right; the number of bits must be a multiple of five. */
export function toCrockford(bytes: Uint8Array): string {
  if ((bytes.length * 8) % 5 !== 0) throw new RangeError('not a whole number of five-bit characters')
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += DIGITS[(held >> bits) & 31]!
    }
  }
  return text
}

export function crockfordCheck(text: string): string {
  let remainder = 0
  for (const character of text) remainder = (remainder * 32 + DIGITS.indexOf(character)) % 37
  return CHECK[remainder]!
}

/** Normalises typed text to the characters meant. */
export function normaliseCrockford(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
}

/** Bytes of a normalised text without check character; `undefined` for another character or a wrong length. */
export function findCrockford(text: string): Bytes | undefined {
  if ((text.length * 5) % 8 !== 0) return undefined
  const bytes = new Uint8Array((text.length * 5) / 8)
  let held = 0
  let bits = 0
  let length = 0
  for (const character of text) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) return undefined
    held = ((held << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[length++] = (held >> bits) & 0xff
    }
  }
  return bytes
}
