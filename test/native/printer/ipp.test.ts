import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeIpp,
  encodeIpp,
  findIppGroup,
  findIppNumber,
  ippAttributes,
  type IppMessage,
  readIppStrings,
} from '../../../native/printer/ipp.ts'
import { bytes, collection, examples, integer } from '../../support/ipp-examples.ts'

describe('the examples of RFC 8010, appendix A', () => {
  test.each(examples)('%s is written so', (_name, octets, message) =>
    expect(Buffer.from(encodeIpp(message)).toString('hex')).toBe(Buffer.from(octets).toString('hex')),
  )
  test.each(examples)('%s is read so', (_name, octets, message) => expect(decodeIpp(octets)).toEqual(message))
  test.each(examples)('%s cut short anywhere before its end is no message', (_name, octets, { data }) => {
    for (let length = 0; length < octets.length - data.length; length++) expect(decodeIpp(octets.subarray(0, length))).toBeUndefined()
  })
})

describe('what a hostile printer may send', () => {
  const inGroup = (...parts: readonly string[]): Uint8Array => bytes('#0200 0000 00000001 04', ...parts, '#03')
  test.each([
    ['a value without a name before any other', inGroup('#21 0000 0004 00000001')],
    ['an integer of three bytes', inGroup('#21 0001', 'a', '#0003 000001')],
    ['an integer of five bytes', inGroup('#21 0001', 'a', '#0005 0000000001')],
    ['a boolean of no byte', inGroup('#22 0001', 'a', '#0000')],
    ['a length beyond the end', inGroup('#44 0001', 'a', '#7fff', 'b')],
    ['a collection that never ends', inGroup('#34 0001', 'a', '#0000')],
    ['the end of a collection that never began', inGroup('#37 0001', 'a', '#0000')],
    ['a member without a name', inGroup('#34 0001', 'a', '#0000', '#21 0000 0004 00000001', '#37 0000 0000')],
    ['a value outside any group', bytes('#0200 0000 00000001', '#44 0001', 'a', '#0001', 'b', '#03')],
    [
      'collections in collections without end',
      inGroup('#34 0001', 'a', '#0000', ...Array.from({ length: 5_000 }, () => '#4a 0000 0001 62 34 0000 0000')),
    ],
  ])('%s is no message', (_what, octets) => expect(decodeIpp(octets)).toBeUndefined())

  test('no bytes make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, framed) => {
        decodeIpp(framed ? new Uint8Array([2, 0, 0, 0, 0, 0, 0, 1, 4, ...noise]) : noise)
      }),
      { numRuns: 3_000 },
    )
  })

  test('names that mean something to JavaScript are names like any other', () => {
    const message = decodeIpp(inGroup('#44 0009', '__proto__', '#0001', 'x'))!
    expect(readIppStrings(findIppGroup(message, 4), '__proto__')).toEqual(['x'])
    expect(readIppStrings(findIppGroup(message, 4), 'constructor')).toEqual([])
  })
})

test('negative numbers, ranges, accents and several collections come back as they were', () => {
  const attributes = ippAttributes({
    'copies-supported': { kind: 'rangeOfInteger', low: -1, high: 2_147_483_647 },
    'printer-info': { kind: 'text', value: 'Kärtchendrucker “Süd”' },
    'media-size-supported': [
      collection({ 'x-dimension': integer(1) }),
      collection({ 'x-dimension': { kind: 'rangeOfInteger', low: 2, high: 3 } }),
    ],
    level: integer(-2),
  })
  const message: IppMessage = { version: [2, 0], code: 0, requestId: 7, groups: [{ tag: 4, attributes }], data: new Uint8Array() }
  expect(decodeIpp(encodeIpp(message))).toEqual(message)
  expect(findIppNumber(attributes, 'level')).toBe(-2)
  expect(findIppNumber(attributes, 'printer-info')).toBeUndefined()
})
