import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../domain/bytes.ts'
import { followLimits, timeLimit, timeLimits } from '../../../native/reader/time-limit.ts'

describe('how long a card may think', () => {
  test.each([
    ['select', '00A4040005A000000308', timeLimits.usual],
    ['verify', '0020008008303034323137FFFF', timeLimits.usual],
    ['read', '00CB3FFF055C035FC10200', timeLimits.usual],
    ['sign', '0087119A047C02820000', timeLimits.slow],
    ['write', '00DB3FFF055C035FC102', timeLimits.slow],
    ['write, in pieces', '10DB3FFF055C035FC102', timeLimits.slow],
    ['a key pair on P-256', '0047009A05AC0380011100', timeLimits.keyPair],
    ['a key pair on P-384, extended', '0047009A000005AC038001140000', timeLimits.keyPair],
    ['an RSA key pair', '0047009A05AC0380010700', timeLimits.rsaKeyPair],
    ['a key pair of a kind that cannot be read', '0047009A02FFFF', timeLimits.rsaKeyPair],
    ['a stump', '00', timeLimits.usual],
  ])('%s', (_what, command, limit) => {
    expect(timeLimit(fromHex(command))).toBe(limit)
  })

  test('an RSA key pair gets more than the three minutes that have been seen', () => {
    expect(timeLimits.rsaKeyPair).toBeGreaterThanOrEqual(180_000)
    expect(timeLimits.usual).toBeLessThan(timeLimits.rsaKeyPair)
  })
})

test('what fetches an answer gets the time of the command that it belongs to', () => {
  const limitOf = followLimits(timeLimit)
  const times = ['00C0000000', '0047009A05AC0380010700', '00C0000000', '00C0000080', '0020008008303034323137FFFF', '00C0000000']
  expect(times.map((command) => limitOf(fromHex(command)))).toEqual([
    timeLimits.usual,
    timeLimits.rsaKeyPair,
    timeLimits.rsaKeyPair,
    timeLimits.rsaKeyPair,
    timeLimits.usual,
    timeLimits.usual,
  ])
})
