import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse } from '../../../native/card/apdu.ts'
import { formatHex, fromHex } from '../../../domain/bytes.ts'

const byte = fc.integer({ min: 0, max: 255 })

describe('command APDUs', () => {
  test.each([
    ['case 1', { cla: 0, ins: 0xfd, p1: 0, p2: 0 }, '00FD0000'],
    ['case 2, all there is', { cla: 0, ins: 0xfd, p1: 0, p2: 0, le: 256 }, '00FD000000'],
    ['case 2, five bytes', { cla: 0, ins: 0xfd, p1: 0, p2: 0, le: 5 }, '00FD000005'],
    ['case 3', { cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: fromHex('3132') }, '00200080023132'],
    ['case 4', { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data: fromHex('5C017E'), le: 256 }, '00CB3FFF035C017E00'],
    ['case 2 extended', { cla: 0, ins: 0xc0, p1: 0, p2: 0, le: 65_536 }, '00C00000000000'],
    ['case 4 extended', { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data: fromHex('5C017E'), le: 65_536 }, '00CB3FFF0000035C017E0000'],
  ])('%s is laid out as ISO 7816-4 §5.1 says', (_name, command, hex) => {
    expect(formatHex(encodeCommand(command))).toBe(hex)
  })

  test.each([0, 1, 127, 128, 254, 255, 256, 257, 65_535])('data of %i bytes comes back as it went', (length) => {
    const data = Uint8Array.from({ length }, (_, index) => index & 0xff)
    const decoded = decodeCommand(encodeCommand({ cla: 0, ins: 0xdb, p1: 0x3f, p2: 0xff, data, le: 256 }))
    expect(decoded?.data).toEqual(data)
    expect(decoded?.le).toBe(256)
    expect(decoded?.form).toBe(length > 255 ? 'extended' : 'short')
  })

  test('what is encoded is decoded again', () => {
    fc.assert(
      fc.property(
        byte,
        byte,
        byte,
        byte,
        fc.uint8Array({ maxLength: 600 }),
        fc.option(fc.integer({ min: 1, max: 65_536 }), { nil: undefined }),
        (cla, ins, p1, p2, data, le) => {
          const command = { cla, ins, p1, p2, data, ...(le === undefined ? {} : { le }) }
          const { form, ...decoded } = decodeCommand(encodeCommand(command))!
          expect(decoded).toEqual(command)
          expect(form).toBe(data.length > 255 || (le ?? 0) > 256 ? 'extended' : 'short')
        },
      ),
    )
  })

  test('every prefix that a cut leaves behind is refused or is another command, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeCommand(bytes)
        if (decoded) expect(formatHex(encodeCommand(decoded, decoded.form))).toBe(formatHex(bytes))
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['', '00', '00A404', '00A4040005A0', '00A4040001A00000', '00CB3FFF00000000', '00CB3FFF0000055C'])(
    '%s is not a command',
    (hex) => {
      expect(decodeCommand(fromHex(hex))).toBeUndefined()
    },
  )

  test.each([
    { cla: 256, ins: 0, p1: 0, p2: 0 },
    { cla: 0, ins: 0, p1: 0, p2: 0, le: 0 },
    { cla: 0, ins: 0, p1: 0, p2: 0, le: 65_537 },
    { cla: 0, ins: 0, p1: 0, p2: 0, data: new Uint8Array(65_536) },
  ])('what no APDU can say is a bug and throws', (command) => {
    expect(() => encodeCommand(command)).toThrow(RangeError)
  })
})

describe('response APDUs', () => {
  test('data comes before SW1 SW2', () => {
    expect(decodeResponse(fromHex('0102039000'))).toEqual({ data: fromHex('010203'), sw: 0x9000 })
    expect(formatHex(encodeResponse({ data: fromHex('0102'), sw: 0x63c2 }))).toBe('010263C2')
  })

  test.each(['', '90'])('an answer of "%s" is no answer', (hex) => {
    expect(decodeResponse(fromHex(hex))).toBeUndefined()
  })
})
