import { describe, expect, test } from 'vitest'
import { formatHex, fromHex } from '../../../domain/bytes.ts'
import { selectedCard } from '../../support/virtual-card-bench.ts'

describe('virtual card: data objects', () => {
  test('what is written is read, an empty one is gone', () => {
    const { authenticate, put, get } = selectedCard()
    authenticate()
    expect(get('5FC102').sw).toBe(0x6a82)
    put('5FC102', fromHex('300102'))
    expect(formatHex(get('5FC102').data)).toBe('5303300102')
    put('5FC102', new Uint8Array(0))
    expect(get('5FC102').sw).toBe(0x6a82)
  })

  test.each(['5FC109', '5FC108'])('%s is read only after the passcode, there or not', (tag) => {
    const { authenticate, put, get, verifyPin } = selectedCard()
    expect(get(tag).sw).toBe(0x6982)
    authenticate()
    expect(put(tag, fromHex('01'))).toBe(0x9000)
    expect(get(tag).sw).toBe(0x6982)
    verifyPin('123456')
    expect(formatHex(get(tag).data)).toBe('530101')
  })

  test('a container has the size of the standard', () => {
    const { authenticate, put } = selectedCard()
    authenticate()
    expect([put('5FC109', new Uint8Array(245)), put('5FC109', new Uint8Array(246))]).toEqual([0x9000, 0x6a84])
    expect([put('5FC108', new Uint8Array(12_710)), put('5FC108', new Uint8Array(12_711))]).toEqual([0x9000, 0x6a84])
  })

  test('discovery is open and in its own template', () => {
    expect(formatHex(selectedCard().get('7E').data)).toBe('7E124F0BA0000003080000100001005F2F024000')
  })

  test.each(['5C', '5C00', '5C045FC10200', '53005C035FC102', ''])('"%s" names no object', (data) => {
    expect(selectedCard().send(0xcb, 0x3f, 0xff, fromHex(data), 256).sw).toBe(0x6a80)
  })
})
