import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHex, fromHex } from '../../../domain/bytes.ts'
import { algorithms, pivApplication } from '../../../native/card/piv.ts'
import { readPath, tlv } from '../../../native/card/tlv.ts'
import { type VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import { insertCard, selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: selecting', () => {
  test.each(['A000000308', 'A000000308000010000100', 'A00000030800001000'])('%s finds the PIV application', (aid) => {
    const { send } = insertCard()
    const answer = send(0xa4, 4, 0, fromHex(aid), 256)
    expect(answer.sw).toBe(0x9000)
    expect(readPath(answer.data, [0x61, 0x4f])).toEqual({ ok: true, value: fromHex('000010000100') })
    expect(readPath(answer.data, [0x61, 0x79, 0x4f])).toEqual({ ok: true, value: fromHex('A000000308') })
  })

  test.each(['A0000003', 'A000000527471117', 'A00000030800001000010000'])('%s is another application', (aid) => {
    expect(insertCard().send(0xa4, 4, 0, fromHex(aid), 256).sw).toBe(0x6a82)
  })

  test('nothing else is known before it', () => {
    const { say } = insertCard()
    for (const command of ['00FD0000', '0020008000', '00CB3FFF055C035FC10200', '1087039B027C00']) expect(say(command)).toBe('6D00')
  })

  test('selecting again or a reset forgets every log-in', () => {
    const { card, select, verifyPin, send, authenticate, put } = selectedCard()
    expect(verifyPin('123456')).toBe(0x9000)
    expect(authenticate()).toBe(0x9000)
    expect(send(0x20, 0, 0x80).sw).toBe(0x9000)
    select()
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
    expect(put('5FC102', fromHex('3000'))).toBe(0x6982)
    verifyPin('123456')
    card.reset()
    expect(send(0x20, 0, 0x80).sw).toBe(0x6d00)
    select()
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
  })
})

describe('virtual card: the envelope', () => {
  test.each([
    ['80FD0000', '6E00'],
    ['04FD0000', '6882'],
    ['01FD0000', '6881'],
    ['00EE0000', '6D00'],
    ['00A4', '6700'],
    ['00A4040005A0', '6700'],
    ['00C0000000', '6985'],
    ['10200080083132333435363738', '6884'],
  ])('%s is answered %s', (command, answer) => {
    expect(selectedCard().say(command)).toBe(answer)
  })

  test('no bytes make it fall over', () => {
    const { card } = selectedCard()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(card.transmit(bytes).length).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 3000 },
    )
  })

  test('a card without extended length refuses it by its length', () => {
    const { get, say } = selectedCard({ extendedLength: false })
    expect(get('5FC102').sw).toBe(0x6700)
    expect(say('00CB3FFF055C035FC10200')).toBe('6A82')
  })

  test('a long answer comes in pieces of 256 and the last has 9000', () => {
    const { authenticate, put, say } = selectedCard()
    expect(authenticate()).toBe(0x9000)
    expect(put('5FC102', new Uint8Array(600).fill(9))).toBe(0x9000)
    const first = say('00CB3FFF055C035FC10200')
    expect(first).toHaveLength(2 * 258)
    expect(first.endsWith('6100')).toBe(true)
    expect(say('00C0000000').endsWith('615C')).toBe(true)
    expect(say('00C000005C')).toHaveLength(2 * (0x5c + 2))
    expect(say('00C0000000')).toBe('6985')
  })

  test('a chain broken by another command is forgotten', () => {
    const { authenticate, say, get } = selectedCard()
    authenticate()
    expect(say('10DB3FFF055C035FC102')).toBe('9000')
    expect(say('00FD000000')).toBe('0504039000')
    expect(say('00DB3FFF0453023000')).toBe('6A80')
    expect(get('5FC102').sw).toBe(0x6a82)
  })
})

describe('virtual card: cards differ', () => {
  const opened = (over: Partial<VirtualCardState>) => {
    const one = selectedCard(over)
    one.authenticate()
    return one
  }

  test('one gives no answer longer than it likes, whatever is asked for', () => {
    const { put, get, say } = opened({ longestAnswer: 255 })
    expect(put('5FC102', new Uint8Array(600).fill(9))).toBe(0x9000)
    expect(get('5FC102')).toMatchObject({ data: { length: 255 }, sw: 0x6100 })
    expect(say('00C0000000').endsWith('615E')).toBe(true)
  })

  test('one takes no longer command than it likes, and refuses it by its length', () => {
    const { put } = opened({ longestCommand: 1300 })
    expect([put('5FC102', new Uint8Array(1200)), put('5FC102', new Uint8Array(1300))]).toEqual([0x9000, 0x6700])
  })

  test('one with little room refuses the piece that is too much, and keeps what it had', () => {
    const { put, say, card } = opened({ largestObject: 500 })
    expect(put('5FC102', new Uint8Array(501))).toBe(0x6a84)
    const piece = '09'.repeat(246)
    expect(say(`10DB3FFFFF5C035FC10253821000${piece}`)).toBe('9000')
    expect(say(`10DB3FFFFF${'09'.repeat(255)}`)).toBe('9000')
    expect(say(`10DB3FFFFF${'09'.repeat(255)}`)).toBe('6A84')
    expect(card.state().objects).toEqual({})
  })

  test.each([
    ['serial', '00F8000000'],
    ['version', '00FD000000'],
    ['set-retries', '00FA0303'],
    ['set-management-key', '00FFFFFF03039B18'],
  ] as const)('one does not know the command of %s', (name, command) => {
    expect(selectedCard({ lacks: [name] }).say(command)).toBe('6D00')
    expect(selectedCard().say(command)).not.toBe('6D00')
  })

  test('one makes and takes the kinds of key that it has, and may list them', () => {
    const few = opened({ keyAlgorithms: [0x07], managementAlgorithms: [3] })
    expect(few.generate(0x9a, algorithms.p256).sw).toBe(0x6a80)
    expect(few.send(0xff, 0xff, 0xff, fromHex(`0C9B20${'07'.repeat(32)}`)).sw).toBe(0x6a80)
    expect(formatHex(few.send(0xa4, 4, 0, pivApplication, 256).data)).toContain('AC088001038001070600')
    expect(formatHex(selectedCard({ listsAlgorithms: false }).send(0xa4, 4, 0, pivApplication, 256).data)).not.toContain('800103')
  })

  test.each([
    ['fixed', '9000', 0x6a81],
    ['absent', '6A82', 0x6a81],
    ['writable', '6A82', 0x9000],
  ] as const)('the discovery object is %s', (discovery, before, written) => {
    const { say, send } = opened({ discovery })
    expect(say('00CB3FFF035C017E00').slice(-4)).toBe(before)
    expect(send(0xdb, 0x3f, 0xff, tlv(0x7e, tlv(0x5f2f, fromHex('4000')))).sw).toBe(written)
    if (written === 0x9000) expect(say('00CB3FFF035C017E00')).toBe('7E055F2F0240009000')
  })

  test('the card manager tells the chip, and the PIV application is gone until it is selected again', () => {
    const { say, verifyPin } = selectedCard({ tellsChip: true, serial: 0x01020304 })
    expect(verifyPin('123456')).toBe(0x9000)
    expect(say('00A4040008A00000015100000000').slice(-4)).toBe('9000')
    expect(say('80CA9F7F00')).toMatch(/^9F7F2A.{24}01020304.*9000$/)
    expect([say('80CA006600'), say('0020008000')]).toEqual(['6A88', '6D00'])
    expect(selectedCard().say('00A4040008A00000015100000000')).toBe('6A82')
  })
})
