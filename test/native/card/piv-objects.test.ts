import { describe, expect, test } from 'vitest'
import { formatHex, fromHex, readUnsigned } from '../../../domain/bytes.ts'
import {
  cardCapabilityContainer,
  chuid,
  encodeFascn,
  facialImage,
  jpegSize,
  nonFederalFascn,
  organisationLines,
  printedInformation,
} from '../../../native/card/piv-objects.ts'
import { decodeTlvs, findTlv } from '../../../native/card/tlv.ts'
import { agencyFascn, sampleJpeg } from '../../support/cards.ts'

function parts(bytes: Uint8Array) {
  const read = decodeTlvs(bytes)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

describe('PIV data objects', () => {
  test('the FASC-N example of TIG SCEPACS 2.2 comes out bit for bit', () => {
    const example = encodeFascn(agencyFascn)
    expect(formatHex(example)).toBe('D0439458210C2C19A0846D83685A1082108CE73984108CA3FC')
  })

  test('the non-federal FASC-N is the one that other PIV tools write', () => {
    expect(formatHex(nonFederalFascn)).toBe('D4E739DA739CED39CE739D836858210842108421C84210C3EB')
  })

  test('CHUID has its parts in the order of the standard', () => {
    const object = parts(chuid({ guid: fromHex('00112233445566778899AABBCCDDEEFF'), expiry: '2029-02-03' }))
    expect(object.map((part) => part.tag)).toEqual([0x30, 0x34, 0x35, 0x3e, 0xfe])
    expect(text(findTlv(object, 0x35))).toBe('20290203')
  })

  test('CCC names the card by its GUID', () => {
    const identifier = findTlv(parts(cardCapabilityContainer({ guid: fromHex('00112233445566778899AABBCCDDEEFF') })), 0xf0)
    expect(formatHex(identifier!)).toBe('A000000116FF0200112233445566778899AABBCCDD')
  })

  test('printed information keeps every accent and the leading zeros', () => {
    const object = parts(
      printedInformation({
        name: 'Łucja Nguyễn-Ŵyn',
        uuid: '000000000042',
        expiry: '2029-02-03',
        cardSerial: '0042',
        organisation: 'Example Integrated Care Board',
      }),
    )
    expect(text(findTlv(object, 0x01))).toBe('Łucja Nguyễn-Ŵyn')
    expect(text(findTlv(object, 0x02))).toBe('UUID 000000000042')
    expect(text(findTlv(object, 0x04))).toBe('2029FEB03')
    expect(text(findTlv(object, 0x05))).toBe('0042')
    expect([text(findTlv(object, 0x07)), text(findTlv(object, 0x08))]).toEqual(['Example Integrated', 'Care Board'])
  })

  test.each([
    ['Short Trust', ['Short Trust', '']],
    ['Example Integrated Care Board', ['Example Integrated', 'Care Board']],
    ['Llanfairpwllgwyngyllgogerychwyrndrobwll Surgery', ['Llanfairpwllgwyngyll', 'Surgery']],
    ['ŵŵŵŵŵŵŵŵŵŵŵŵ', ['ŵŵŵŵŵŵŵŵŵŵ', '']],
  ])('%s fits two lines of twenty bytes', (organisation, lines) => {
    expect(organisationLines(organisation)).toEqual(lines)
  })

  test('the photograph sits in an INCITS 385 record with the right lengths', () => {
    const jpeg = sampleJpeg(3000)
    const content = findTlv(parts(facialImage({ jpeg, takenAt: '2026-11-23', expiry: '2029-11-22' })), 0xbc)!
    expect(content.length).toBe(88 + 14 + 20 + 12 + jpeg.length)
    expect(readUnsigned(content.subarray(2, 6))).toBe(content.length - 88)
    expect(formatHex(content.subarray(12, 20))).toBe('202611230000005A')
    const record = content.subarray(88)
    expect(formatHex(record.subarray(0, 8))).toBe('4641430030313000')
    expect(readUnsigned(record.subarray(8, 12))).toBe(record.length)
    expect(readUnsigned(record.subarray(14, 18))).toBe(record.length - 14)
    expect([readUnsigned(record.subarray(36, 38)), readUnsigned(record.subarray(38, 40))]).toEqual([240, 320])
    expect(record.subarray(46)).toEqual(jpeg)
  })

  test.each([
    ['baseline, after a comment', 'FFFE00040102', 'C0'],
    ['progressive', '', 'C2'],
    ['after its Huffman tables', 'FFC400040102', 'C0'],
    ['after a reserved marker', 'FFC800040102', 'C1'],
    ['after arithmetic tables', 'FFCC00040102', 'C9'],
    ['after fill bytes', 'FFFF', 'C0'],
  ])('the size of a JPEG, %s', (_, before, frame) => {
    expect(jpegSize(fromHex(`FFD8${before}FF${frame}000B08014000F00101`))).toEqual({ height: 0x140, width: 0xf0 })
  })

  test('a facial image is made of a JPEG only', () => {
    expect(() => facialImage({ jpeg: fromHex('89504E47'), takenAt: '2026-11-23', expiry: '2029-11-22' })).toThrow('not a JPEG')
  })

  test.each(['', 'FFD8', '89504E47', 'FFD8FFE00010', 'FFD8FFC0000B08'])('%s is not a JPEG', (hex) => {
    expect(jpegSize(fromHex(hex))).toBeUndefined()
  })
})
