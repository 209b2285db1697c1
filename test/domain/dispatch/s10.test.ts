import { describe, expect, test } from 'vitest'
import { findS10, findServiceMeaning, formatTracking, readTracking, s10CheckDigit } from '../../../domain/dispatch/s10.ts'

describe('S10 postal item numbers', () => {
  test.each([
    ['47312482', '9'],
    ['12345678', '5'],
    // Sum 1: 11 − 1 = 10, written 0. Sum 0: 11 − 0 = 11, written 5.
    ['00000050', '0'],
    ['00000000', '5'],
  ])('the check digit of %s is %s', (serial, digit) => expect(s10CheckDigit(serial)).toBe(digit))

  test('the remainder cases 10 → 0 and 11 → 5 occur where the rule says', () => {
    const remainder = (serial: string) =>
      [8, 6, 4, 2, 3, 5, 9, 7].reduce((sum, weight, index) => sum + weight * Number(serial[index]), 0) % 11
    for (let number = 0; number < 3_000; number += 1) {
      const serial = String(number * 7_919).padStart(8, '0')
      const expected = { 0: '5', 1: '0' }[remainder(serial)] ?? String(11 - remainder(serial))
      expect(s10CheckDigit(serial)).toBe(expected)
    }
  })

  test.each(['RB123456785GB', 'rb 1234 5678 5 gb', 'RB-1234-5678-5GB'])('%s is read as a standard number', (typed) => {
    expect(readTracking(typed)).toEqual({ kind: 'standard', number: 'RB123456785GB', meaning: 'registered or signed-for letter' })
  })

  test('a number of the standard shape whose check digit is wrong is to be read again, never refused', () => {
    expect(readTracking('RB123456786US')).toMatchObject({ kind: 'confirm', number: 'RB123456786US', reason: 'check-digit' })
  })

  test('every wrong digit in a serial is noticed (where the check digit is 5 the standard itself lets some pass)', () => {
    const good = 'RB473124829GB'
    for (let index = 2; index < 10; index += 1) {
      for (const digit of '0123456789') {
        const typed = good.slice(0, index) + digit + good.slice(index + 1)
        if (typed !== good) expect(readTracking(typed)).toMatchObject({ kind: 'confirm', reason: 'check-digit' })
      }
    }
  })

  test.each(['0A1234567890123456789', 'PB1234567', 'ABCD1234567890', '5'])(
    '%s is not a standard number and is accepted after it was read again',
    (typed) => {
      expect(readTracking(typed)).toMatchObject({
        kind: 'confirm',
        number: typed,
        reason: 'not-standard',
        question: expect.stringContaining('re-read it'),
      })
    },
  )

  test.each(['1'.repeat(41), `RB123456785GB ${'x'.repeat(40)}`, ' '.repeat(2_000_000), 'x'.repeat(2_000_000)])(
    '%#: one too long to keep is refused in words',
    (typed) => {
      expect(readTracking(typed)).toEqual({ kind: 'too-long', message: expect.stringContaining('at most 40 letters and numbers') })
    },
  )

  test('40 letters and numbers with blanks between them are kept', () => {
    expect(readTracking('1234 '.repeat(10))).toMatchObject({ kind: 'confirm', number: '1234'.repeat(10) })
  })

  test('nothing typed is nothing', () => expect(readTracking('  - ')).toEqual({ kind: 'nothing' }))

  test.each([
    ['RR', 'registered or signed-for letter'],
    ['LX', 'express letter'],
    ['VV', 'insured item'],
    ['UA', 'letter that is neither registered nor insured'],
    ['CP', 'parcel'],
    ['EE', 'express mail (EMS)'],
    ['AV', 'for use within one country or between two that agreed it'],
    ['GA', 'for use within one country or between two that agreed it'],
    ['ZZ', 'for use within one country or between two that agreed it'],
  ])('service letters %s mean %s', (letters, meaning) => expect(findServiceMeaning(letters)).toBe(meaning))

  test.each(['AA', 'AU', 'GB', 'QA', 'AR', 'TL', 'HV', 'TU', 'FC', 'SE', 'XAV', 'GAX'])(
    'service letters %s have no meaning in the standard',
    (letters) => expect(findServiceMeaning(letters)).toBeUndefined(),
  )

  test('parts and printed form', () => {
    expect(findS10('RB123456785GB')).toEqual({ service: 'RB', serial: '12345678', checkDigit: '5', country: 'GB' })
    expect(formatTracking('rb123456785gb')).toBe('RB 1234 5678 5GB')
    expect(formatTracking('pb1234567')).toBe('PB1234567')
  })
})

test.each(['1234567', '123456789', '1234567A', ' 12345678', ''])('“%s” is no serial of a postal item', (serial) => {
  expect(() => s10CheckDigit(serial)).toThrow(RangeError)
})
