import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ascii,
  findBase64,
  formatHex,
  fromBase64,
  fromHex,
  lengthPrefixed,
  readUnsigned,
  toBase64,
  toHex,
  unsigned,
  utf8,
} from '../../domain/bytes.ts'
import { crockfordCheck, findCrockford, normaliseCrockford, toCrockford } from '../../domain/crockford.ts'

test('UTF-8, hexadecimal and base64 are the same as the platform’s, for any text and any bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toHex(utf8(text))).toBe(Buffer.from(new TextEncoder().encode(text)).toString('hex'))
    }),
  )
  expect(toHex(utf8('\ud800x'))).toBe('efbfbd78')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(findBase64(toBase64(bytes))).toEqual(bytes)
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(fromHex(toHex(bytes))).toEqual(bytes)
      expect(fromHex(formatHex(bytes))).toEqual(bytes)
    }),
  )
})

test.each(['AA=', 'A', 'AA==AA==', 'AB==', 'AAB=', 'A A=', 'AA\n=='])('base64 that is not canonical is refused: %j', (text) => {
  expect(findBase64(text)).toBeUndefined()
  expect(() => fromBase64(text)).toThrow(TypeError)
})

test('hexadecimal: lower case in data, upper case in print, nothing else is read', () => {
  const bytes = Uint8Array.of(0x00, 0xab, 0x0f)
  expect([toHex(bytes), formatHex(bytes)]).toEqual(['00ab0f', '00AB0F'])
  for (const text of ['0', '0g', '00 ab']) expect(() => fromHex(text)).toThrow(TypeError)
})

test('base64: the engine’s own conversion is used where there is one', () => {
  const bytes = Object.assign(Uint8Array.of(1), { toBase64: () => 'of the engine' })
  expect(toBase64(bytes)).toBe('of the engine')
})

test('ASCII: one byte per character, and nothing else', () => {
  expect(ascii('A~')).toEqual(Uint8Array.of(0x41, 0x7e))
  expect(() => ascii('Ŵ')).toThrow(TypeError)
})

test.each([
  [0, 1, '00'],
  [65_535, 2, 'ffff'],
  [0x5fc102, 3, '5fc102'],
  [2 ** 53 - 1, 8, '001fffffffffffff'],
])('unsigned integer: %d in %d bytes is %s, and is read back', (number, size, hex) => {
  expect(toHex(unsigned(number, size))).toBe(hex)
  expect(readUnsigned(unsigned(number, size))).toBe(number)
  expect(readUnsigned(fromHex(`ff${hex}ff`), 1, size)).toBe(number)
  expect(() => readUnsigned(unsigned(number, size), 1, size)).toThrow(RangeError)
})

test('no two lists of fields give the same bytes', () => {
  expect(toHex(lengthPrefixed([utf8('ab'), utf8('c')]))).not.toBe(toHex(lengthPrefixed([utf8('a'), utf8('bc')])))
  expect(toHex(lengthPrefixed([utf8('a'), utf8('')]))).not.toBe(toHex(lengthPrefixed([utf8('a')])))
})

test.each([
  [-1, 4],
  [1.5, 4],
  [2 ** 32, 4],
  [65_536, 2],
  [2 ** 53, 8],
] as const)('%d does not fit in %d bytes', (number, size) => {
  expect(() => unsigned(number, size)).toThrow(RangeError)
})

test('Crockford base32 goes there and back, and what a person mistypes is read as meant', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
      expect(findCrockford(toCrockford(bytes))).toEqual(bytes)
    }),
  )
  expect(normaliseCrockford('o0 il-1–l abc')).toBe('001111ABC')
  expect(findCrockford('U2345678')).toBeUndefined()
})

test.each([1, 4, 6, 8])('Crockford base32: %d bytes are no whole number of characters', (length) => {
  expect(() => toCrockford(new Uint8Array(length))).toThrow(RangeError)
})

test.each(['0', '000000', '0000000', '000000000'])('Crockford base32: %s is no whole number of bytes', (text) => {
  expect(findCrockford(text)).toBeUndefined()
})

test('the check character is the number modulo 37', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 160n) - 1n), (number) => {
      const text = toCrockford(fromHex(number.toString(16).padStart(40, '0')))
      expect('0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U'[Number(number % 37n)]).toBe(crockfordCheck(text))
    }),
  )
})
