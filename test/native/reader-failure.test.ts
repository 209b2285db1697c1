import { describe, expect, test } from 'vitest'
import type { ReaderFailureCode } from '../../native/ports.ts'
import { pcscCodes, pcscFailure } from '../../native/reader/pcsc-codes.ts'
import { readerFailure, readerFailureCodes, readerFailureWords } from '../../native/reader-failure.ts'

const platforms = ['win32', 'darwin', 'linux'] as const
/** A list of its own: a code that is added without thought of its words turns this test red. */
const known: Record<ReaderFailureCode, RegExp> = {
  'reader-service-stopped': /service .* not running/,
  'reader-not-allowed': /does not let your account/,
  'no-reader': /No card reader/,
  'reader-gone': /unplugged or restarted/,
  'no-card': /no card in the reader/,
  'card-removed': /taken out/,
  'card-lost': /contact with the card broke off/,
  'card-reset': /Another program reset/,
  'card-mute': /does not answer/,
  'card-unpowered': /no power/,
  'card-unsupported': /do not understand each other/,
  'card-in-use': /Another program is using/,
  'card-timed-out': /did not answer/,
  'command-not-carried': /did not pass a command on/,
  'reader-fault': /reports a fault/,
  'own-card-reader': /kept for your own card/,
  'own-card': /person’s own smartcard/,
}

describe('the reader’s failures in words', () => {
  test('every code has them, and no others', () => {
    expect([...readerFailureCodes].sort()).toEqual(Object.keys(known).sort())
  })

  test.each(Object.entries(known))('%s says what happened and what to do, on every system', (code, message) => {
    for (const platform of platforms) {
      const words = readerFailureWords(code as ReaderFailureCode, platform)
      expect(words.message).toMatch(message)
      for (const sentence of [words.message, words.next]) expect(sentence).toMatch(/^[A-Z].*[.”)]$/)
      expect(`${words.message} ${words.next}`).not.toMatch(/SCARD|0x|undefined|\bPIN\b/)
    }
  })

  test('no two codes say the same', () => {
    const messages = [...readerFailureCodes].map((code) => readerFailureWords(code, 'linux').message)
    expect(new Set(messages).size).toBe(messages.length)
  })

  test.each([
    ['win32', /Services.*Smart Card/],
    ['darwin', /restart the computer/],
    ['linux', /systemctl start pcscd/],
  ] as const)('on %s it is said how the service is started', (platform, how) => {
    expect(readerFailureWords('reader-service-stopped', platform).next).toMatch(how)
  })

  test('it is a failure like any other', () => {
    expect(readerFailure('no-card')).toMatchObject({ ok: false, error: { code: 'no-card', message: 'There is no card in the reader.' } })
  })
})

describe('what the service answers', () => {
  test.each(Object.entries(pcscCodes))('0x%s is %s', (number, code) => {
    expect(pcscFailure(new Error(`SCardTransmit error: some words.(0x${number})`)).error.code).toBe(code)
  })

  test.each([
    ['another program reset it', 'SCardTransmit error: Card was reset.(0x80100068)', 'card-reset'],
    ['taken out', 'SCardTransmit error: Card was removed.(0x80100069)', 'card-removed'],
    ['as a long of 64 bits', 'SCardConnect error: x(0xffffffff8010000b)', 'card-in-use'],
    ['upper case', 'SCardConnect error: x(0X8010001D)'.replace('0X', '0x'), 'reader-service-stopped'],
    ['an unknown number', 'SCardConnect error: x(0x80100099)', 'reader-fault'],
    ['no number', 'Card Reader not connected', 'reader-fault'],
  ])('%s', (_what, text, code) => {
    expect(pcscFailure(new Error(text)).error.code).toBe(code)
    expect(pcscFailure(text).error.code).toBe(code)
  })
})
