import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, formatHex, fromHex } from '../../../domain/bytes.ts'
import { decodeTlvs, encodeLength, readPath, tlv } from '../../../native/card/tlv.ts'

describe('BER-TLV', () => {
  test.each([
    [0, '00'],
    [1, '01'],
    [127, '7F'],
    [128, '8180'],
    [255, '81FF'],
    [256, '820100'],
    [65_535, '82FFFF'],
    [65_536, '83010000'],
  ])('a length of %i is written %s', (length, hex) => {
    expect(formatHex(encodeLength(length))).toBe(hex)
    const value = new Uint8Array(length).fill(7)
    const read = decodeTlvs(tlv(0x53, value))
    expect(read.ok && read.value).toEqual([{ tag: 0x53, value }])
  })

  test.each([0x53, 0x7e, 0x5f2f, 0x7f49, 0x5fc102, 0x5f8001, 0x5fff7f])('tag %i survives', (tag) => {
    const read = decodeTlvs(concat(tlv(tag, fromHex('AA')), tlv(0x80)))
    expect(read.ok && read.value).toEqual([
      { tag, value: fromHex('AA') },
      { tag: 0x80, value: fromHex('') },
    ])
  })

  test('constructed objects are their parts in a row', () => {
    const bytes = tlv(0x7c, [tlv(0x80, fromHex('01')), tlv(0x82)])
    expect(formatHex(bytes)).toBe('7C058001018200')
    expect(readPath(bytes, [0x7c, 0x80])).toEqual({ ok: true, value: fromHex('01') })
    expect(readPath(bytes, [0x7c, 0x81])).toMatchObject({ ok: false, error: { code: 'card-answer-malformed' } })
  })

  test.each([
    ['no length', '53'],
    ['half a tag', '5FC1'],
    ['a tag of four bytes', '5F8181810100'],
    ['half a length', '538201'],
    ['an indefinite length', '53800000'],
    ['more than there is', '53030102'],
    ['a length of four bytes', '538400000001AA'],
  ])('%s is refused', (_name, hex) => {
    expect(decodeTlvs(fromHex(hex))).toMatchObject({ ok: false, error: { code: 'card-answer-malformed' } })
  })

  test.each([0x1f, 0x5f, 0x5f82, 0x1ff, 0x53c102, 0x5f0102, 0xffff, 0x1000000, 0x5f812f01, -1, 0.5])('0x%x is not a tag', (tag) => {
    expect(() => tlv(tag)).toThrow(RangeError)
  })

  test('any bytes are read or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const read = decodeTlvs(bytes)
        if (read.ok) expect(read.value.reduce((sum, one) => sum + one.value.length, 0)).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 2000 },
    )
  })
})
