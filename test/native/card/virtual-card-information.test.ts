import { describe, expect, test } from 'vitest'
import { concat, formatHex, fromHex } from '../../../domain/bytes.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: extensions of YubiKey and PivApplet cards', () => {
  test('version and serial number', () => {
    const { say } = selectedCard()
    expect([say('00FD000000'), say('00F8000000')]).toEqual(['0504039000', '0000002A9000'])
  })

  test('metadata tells what is still the factory value', () => {
    const { send, verifyPin } = selectedCard()
    expect(formatHex(send(0xf7, 0, 0x80, undefined, 256).data)).toBe('0101FF05010106020303')
    verifyPin('000000')
    send(0x24, 0, 0x80, concat(padReferenceData('123456'), padReferenceData('004217')))
    expect(formatHex(send(0xf7, 0, 0x80, undefined, 256).data)).toBe('0101FF05010006020303')
    expect(formatHex(send(0xf7, 0, 0x9b, undefined, 256).data)).toBe('01010302020001050101')
    expect(send(0xf7, 0, 0x9a, undefined, 256).sw).toBe(0x6a88)
    expect(selectedCard({ metadata: false }).send(0xf7, 0, 0x80, undefined, 256).sw).toBe(0x6d00)
  })

  test('SET PIN RETRIES puts passcode and PUK back to their factory values', () => {
    const { send, verifyPin, authenticate, card } = selectedCard()
    send(0x24, 0, 0x80, concat(padReferenceData('123456'), padReferenceData('004217')))
    expect(send(0xfa, 5, 4).sw).toBe(0x6982)
    authenticate()
    verifyPin('004217')
    expect(send(0xfa, 5, 4).sw).toBe(0x9000)
    expect(verifyPin('004217')).toBe(0x63c4)
    expect(verifyPin('123456')).toBe(0x9000)
    expect(card.state().puk.total).toBe(4)
  })

  test('a card is blanked only when both are blocked', () => {
    const { send, verifyPin, authenticate, put, card } = selectedCard()
    authenticate()
    put('5FC102', fromHex('3000'))
    expect(send(0xfb, 0, 0).sw).toBe(0x6985)
    for (let index = 0; index < 3; index++) {
      verifyPin('000000')
      send(0x2c, 0, 0x80, concat(padReferenceData('00000000'), padReferenceData('111111')))
    }
    expect(send(0xfb, 0, 0).sw).toBe(0x9000)
    expect(card.state()).toEqual(blankCard({ serial: 42 }))
  })
})
