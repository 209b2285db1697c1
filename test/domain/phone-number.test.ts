import fc from 'fast-check'
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { formatPhone, readTypedNumber } from '../../domain/phone-number.ts'

describe('phone number, as typed', () => {
  test.each([
    ['(+44) 7700 900123', '+447700900123'],
    ['0044(0)7700 900123', '+447700900123'],
    ['+44 07700 900123', '+447700900123'],
    ['07700 900123', '07700900123'],
    ['0044 77', '+4477'],
    ['+353 (0)85 012 3456', '+353850123456'],
    ['+39 06 1234 5678', '+390612345678'],
    ['۰۷۷۰۰۹۰۰۱۲۳', '07700900123'],
    ['07700\u2011900_123', '07700900123'],
  ])('%s has the digits %s', (raw, digits) => {
    expect(readTypedNumber(raw)?.digits).toBe(digits)
  })

  test.each(['', '+', 'ring me', '07700/900123', '07700 900123 or 4', '1'.repeat(61)])('%s is not one number', (raw) => {
    expect(readTypedNumber(raw)).toBeUndefined()
  })

  test('an extension is found, and is not part of the digits', () => {
    expect(readTypedNumber('020 7946 0123 ext. 45')).toEqual({ digits: '02079460123', hasExtension: true })
    expect(readTypedNumber('020 7946 0123')).toEqual({ digits: '02079460123', hasExtension: false })
  })

  test('never throws, and gives only digits after at most one plus', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(readTypedNumber(raw)?.digits ?? '0').toMatch(/^\+?\d+$/)
      }),
    )
  })
})

describe('phone number, as shown', () => {
  test.each([
    ['+447700900123', '07700 900123'],
    ['+353850123456', '+353 850 123 456'],
    ['+12015550123', '+1 201 555 0123'],
    ['+4915123456789', '+49 151 234 567 89'],
    ['not a number', 'not a number'],
  ])('%s is shown as %s', (e164, shown) => {
    expect(formatPhone(e164)).toBe(shown)
  })

  test('the country code of every country stands alone', () => {
    for (const country of getCountries()) {
      const code = getCountryCallingCode(country)
      if (code !== '44') expect(formatPhone(`+${code}5550123`)).toBe(`+${code} 555 0123`)
    }
  })
})
