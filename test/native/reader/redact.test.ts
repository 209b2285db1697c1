import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCommand } from '../../../native/card/apdu.ts'
import { concat, formatHex, fromHex, unsigned } from '../../../domain/bytes.ts'
import { objects, pivApplication } from '../../../native/card/piv.ts'
import { tlv } from '../../../native/card/tlv.ts'
import { createRedactor } from '../../../native/reader/redact.ts'

/** Twelve bytes that stand nowhere by chance: any four of them in a row in a transcript are a leak. */
const marker = fc.uint8Array({ minLength: 12, maxLength: 12 }).filter((bytes) => new Set(bytes).size === 12)
const leaks = (text: string, secret: Uint8Array): boolean => {
  for (let at = 0; at + 4 <= secret.length; at++)
    if (text.replaceAll(/[^0-9A-F]/g, '').includes(formatHex(secret.subarray(at, at + 4)))) return true
  return false
}

/** The same command in one piece or in chained pieces of any size, short or extended, with or without Le. */
const chunking = fc.record({
  size: fc.integer({ min: 1, max: 255 }),
  form: fc.constantFrom('auto' as const, 'extended' as const),
  le: fc.boolean(),
  whole: fc.boolean(),
})
function pieces(
  header: { ins: number; p1: number; p2: number },
  data: Uint8Array,
  how: { size: number; form: 'auto' | 'extended'; le: boolean; whole: boolean },
): Uint8Array[] {
  const le = how.le ? { le: 256 } : {}
  if (how.whole) return [encodeCommand({ cla: 0, ...header, data, ...le }, how.form)]
  const parts: Uint8Array[] = []
  for (let at = 0; at < data.length; at += how.size) {
    const last = at + how.size >= data.length
    parts.push(encodeCommand({ cla: last ? 0 : 0x10, ...header, data: data.subarray(at, at + how.size), ...(last ? le : {}) }, how.form))
  }
  return parts
}

const secretCommands = [
  ['VERIFY', { ins: 0x20, p1: 0, p2: 0x80 }],
  ['VERIFY, odd', { ins: 0x21, p1: 0, p2: 0x80 }],
  ['CHANGE REFERENCE DATA, passcode', { ins: 0x24, p1: 0, p2: 0x80 }],
  ['CHANGE REFERENCE DATA, PUK', { ins: 0x24, p1: 0, p2: 0x81 }],
  ['RESET RETRY COUNTER', { ins: 0x2c, p1: 0, p2: 0x80 }],
  ['SET MANAGEMENT KEY', { ins: 0xff, p1: 0xff, p2: 0xff }],
  ['IMPORT KEY', { ins: 0xfe, p1: 0x11, p2: 0x9a }],
] as const
const personalCommands = [
  ['GENERAL AUTHENTICATE, management key', { ins: 0x87, p1: 0x03, p2: 0x9b }],
  ['GENERAL AUTHENTICATE, log-in key', { ins: 0x87, p1: 0x11, p2: 0x9a }],
  ['PUT DATA', { ins: 0xdb, p1: 0x3f, p2: 0xff }],
  ['PUT DATA, even', { ins: 0xda, p1: 0x3f, p2: 0xff }],
  ['SELECT of something else', { ins: 0xa4, p1: 4, p2: 0 }],
  ['an unknown command', { ins: 0x5a, p1: 0, p2: 0 }],
] as const

describe('secrets', () => {
  test.each(secretCommands)('%s never shows its data, in any form and any chunking, at either fence', (_what, header) => {
    fc.assert(
      fc.property(
        marker,
        fc.uint8Array({ maxLength: 600 }),
        chunking,
        fc.constantFrom('withheld' as const, 'kept' as const),
        (secret, around, how, personal) => {
          const redactor = createRedactor({ personal })
          const text = pieces(header, concat(around, secret), how)
            .map((piece) => redactor.command(piece))
            .join('\n')
          expect(leaks(text, secret)).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('a command whose form cannot be read is withheld after its header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 40 }), (bytes) => {
        // A length byte that says less than there is: not a form of ISO 7816-4.
        const broken = concat(bytes.subarray(0, 4), Uint8Array.of(1), bytes.subarray(0, 0), fromHex('0102030405'))
        expect(createRedactor({ personal: 'kept' }).command(broken)).toBe(`${formatHex(broken.subarray(0, 4))} [6 bytes withheld]`)
      }),
    )
  })
})

describe('what says something of a person', () => {
  test.each(personalCommands)('%s shows no data, in any chunking', (_what, header) => {
    fc.assert(
      fc.property(marker, fc.integer({ min: 0, max: 500 }), chunking, (secret, before, how) => {
        const redactor = createRedactor({ personal: 'withheld' })
        const text = pieces(header, concat(tlv(0x5c, unsigned(objects.chuid, 3)), tlv(0x53, concat(new Uint8Array(before), secret))), how)
          .flatMap((piece) => [redactor.command(piece), redactor.answer(concat(secret, fromHex('9000')))])
          .join('\n')
        expect(leaks(text, secret)).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  test('answers to GET DATA show nothing, nor do the pieces that GET RESPONSE fetches', () => {
    const personal = Object.values(objects).filter((tag) => tag !== objects.discovery)
    fc.assert(
      fc.property(marker, fc.constantFrom(...personal), fc.integer({ min: 0, max: 5 }), (secret, tag, more) => {
        const redactor = createRedactor({ personal: 'withheld' })
        const lines = [
          redactor.command(encodeCommand({ cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data: tlv(0x5c, unsigned(tag, 3)), le: 256 })),
          redactor.answer(concat(secret, fromHex('6100'))),
        ]
        for (let piece = 0; piece < more; piece++)
          lines.push(redactor.command(fromHex('00C0000000')), redactor.answer(concat(secret, fromHex('61FF'))))
        expect(leaks(lines.join('\n'), secret)).toBe(false)
        // It still says what was asked for, and what happened to it.
        expect(lines[0]).toContain(formatHex(unsigned(tag, 3)))
        expect(lines.at(-1)).toMatch(/^\[12 bytes withheld\] 61(00|FF)$/)
      }),
    )
  })

  test('the last piece of a chain is judged as its first, however harmless it looks by itself', () => {
    fc.assert(
      fc.property(
        marker,
        fc.constantFrom(['00CB3FFF035C017E00', 0xcb, 0x3f, 0xff], ['00A4040005A00000030800', 0xa4, 0x04, 0x00]),
        (secret, [last, ins, p1, p2]) => {
          const redactor = createRedactor({ personal: 'withheld' })
          const lines = [
            redactor.command(encodeCommand({ cla: 0x10, ins: ins as number, p1: p1 as number, p2: p2 as number, data: secret })),
            redactor.answer(fromHex('9000')),
            redactor.command(fromHex(last as string)),
            redactor.answer(concat(secret, fromHex('9000'))),
          ]
          expect(leaks(lines.join('\n'), secret)).toBe(false)
          expect(lines[3]).toBe('[12 bytes withheld] 9000')
        },
      ),
    )
  })

  test.each([
    ['the serial number', '00F8000000'],
    ['the public key', '00F7009A00'],
    ['a new key pair', '0047009A05AC0380011100'],
  ])('%s is not shown', (_what, command) => {
    const redactor = createRedactor({ personal: 'withheld' })
    expect(redactor.command(fromHex(command))).toBe(command)
    expect(redactor.answer(fromHex('0102030405069000'))).toBe('[6 bytes withheld] 9000')
  })
})

describe('what is shown, because it helps and says nothing', () => {
  test.each([
    ['select', `00A404000B${formatHex(pivApplication)}00`, '61114F0600001000010079074F05A0000003089000'],
    ['discovery', '00CB3FFF035C017E00', '7E124F0BA0000003080000100001005F2F0240009000'],
    ['version', '00FD000000', '0504039000'],
    ['counters of the passcode', '00F7008000', '0501010602030390'.padEnd(18, '0')],
    ['an empty VERIFY, which asks for the attempts', '00200080', '63C3'],
  ])('%s', (_what, command, answer) => {
    const redactor = createRedactor({ personal: 'withheld' })
    expect([redactor.command(fromHex(command)), redactor.answer(fromHex(answer))]).toEqual([command, answer])
  })

  test('a refusal is shown whole', () => {
    const redactor = createRedactor({ personal: 'withheld' })
    redactor.command(fromHex('0020008008303034323137FFFF'))
    expect(redactor.answer(fromHex('63C2'))).toBe('63C2')
  })

  test('one byte is no status word', () => {
    const redactor = createRedactor({ personal: 'withheld' })
    redactor.command(fromHex('00F8000000'))
    expect(redactor.answer(fromHex('42'))).toBe('[1 bytes withheld]')
  })
})
