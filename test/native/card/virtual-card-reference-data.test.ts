import { describe, expect, test } from 'vitest'
import { concat, fromHex } from '../../../domain/bytes.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: passcode and PUK', () => {
  test('VERIFY: without data it tells the attempts left and takes none', () => {
    const { send, verifyPin } = selectedCard()
    expect([send(0x20, 0, 0x80).sw, send(0x20, 0, 0x80).sw]).toEqual([0x63c3, 0x63c3])
    verifyPin('000000')
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c2)
  })

  test('VERIFY: after three wrong attempts the right passcode is refused too', () => {
    const { verifyPin, send, card } = selectedCard()
    expect([verifyPin('000000'), verifyPin('000000'), verifyPin('000000'), verifyPin('123456')]).toEqual([0x63c2, 0x63c1, 0x63c0, 0x6983])
    expect(send(0x20, 0, 0x80).sw).toBe(0x6983)
    expect(card.state().passcode.left).toBe(0)
  })

  test('VERIFY: the right passcode restores the attempts', () => {
    const { verifyPin, card } = selectedCard()
    verifyPin('000000')
    expect(card.state().passcode.left).toBe(2)
    expect(verifyPin('123456')).toBe(0x9000)
    expect(card.state().passcode.left).toBe(3)
  })

  test.each(['313233343536', '3132333435363738FF', '31323334FFFFFFFF', '3132333435FF36FF', '4142434445463132', ''])(
    '"%s" is not a passcode in its eight bytes and costs no try',
    (data) => {
      const { send, card } = selectedCard()
      expect(send(0x20, 0, 0x80, fromHex(data)).sw).toBe(data === '' ? 0x63c3 : 0x6a80)
      expect(card.state().passcode.left).toBe(3)
    },
  )

  test('VERIFY: other references are not found', () => {
    const { send } = selectedCard()
    expect([send(0x20, 0, 0x00, padReferenceData('123456')).sw, send(0x24, 0, 0x82, new Uint8Array(16)).sw]).toEqual([0x6a88, 0x6a88])
  })

  test('VERIFY: P1 = FF logs out', () => {
    const { verifyPin, send } = selectedCard()
    verifyPin('123456')
    expect(send(0x20, 0xff, 0x80).sw).toBe(0x9000)
    expect(send(0x20, 0, 0x80).sw).toBe(0x63c3)
  })

  test('CHANGE REFERENCE DATA: only with the current passcode, and a wrong one takes an attempt', () => {
    const { send, verifyPin } = selectedCard()
    const change = (from: string, to: string): number => send(0x24, 0, 0x80, concat(padReferenceData(from), padReferenceData(to))).sw
    expect(change('000000', '004217')).toBe(0x63c2)
    expect(change('123456', '004217')).toBe(0x9000)
    expect(verifyPin('123456')).toBe(0x63c2)
    expect(verifyPin('004217')).toBe(0x9000)
    expect(send(0x24, 0, 0x80, concat(padReferenceData('004217'), fromHex('313233FFFFFFFFFF'))).sw).toBe(0x6a80)
    expect(send(0x24, 0, 0x80, padReferenceData('004217')).sw).toBe(0x6a80)
  })

  test('RESET RETRY COUNTER: the PUK unblocks, and is blocked after three wrong attempts', () => {
    const { send, verifyPin } = selectedCard()
    const unblock = (puk: string, pin: string): number => send(0x2c, 0, 0x80, concat(padReferenceData(puk), padReferenceData(pin))).sw
    for (let index = 0; index < 3; index++) verifyPin('000000')
    expect(unblock('12345678', '004217')).toBe(0x9000)
    expect(verifyPin('004217')).toBe(0x9000)
    expect([
      unblock('00000000', '111111'),
      unblock('00000000', '111111'),
      unblock('00000000', '111111'),
      unblock('12345678', '111111'),
    ]).toEqual([0x63c2, 0x63c1, 0x63c0, 0x6983])
  })

  test('VERIFY: an attempt is saved before the answer leaves', () => {
    const { verifyPin, saved } = selectedCard()
    verifyPin('000000')
    expect(saved.at(-1)?.passcode.left).toBe(2)
  })
})
