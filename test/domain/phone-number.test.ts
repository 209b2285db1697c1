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
    ['00353 85 012 3456', '+353850123456'],
    ['00 353 8501', '+3538501'],
    ['00 353 850', '00353850'],
    ['tel: 07700 900123', '07700900123'],
    ['SMS:07700 900123', '07700900123'],
    ['Mob:  07700 900123', '07700900123'],
    ['++44 7700 900123', '+447700900123'],
    ['+44 [0] 7700 900123', '+447700900123'],
    ['+353 {0} 85 012 3456', '+353850123456'],
    ['+353 085 012 3456', '+3530850123456'],
    ['٠٧٧٠٠٩٠٠١٢٣', '07700900123'],
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

  test.each(['ext. 45', 'ext 45', 'extension 45', 'EXT45', 'x45', 'x 45', '#45', '# 45', ';ext=45', '; ext=45', ' ext. 1234567'])(
    'an extension, “%s”, is found, and is not part of the digits',
    (extension) => expect(readTypedNumber(`020 7946 0123 ${extension}`)).toEqual({ digits: '02079460123', hasExtension: true }),
  )
  test.each(['020 7946 0123 ext. 12345678', '020 7946 0123 ext.', '020 7946 0123 x45 6', 'x45'])(
    '“%s” is no number with an extension',
    (raw) => {
      expect(readTypedNumber(raw)).toBeUndefined()
    },
  )
  test('without an extension', () => {
    expect(readTypedNumber('020 7946 0123')).toEqual({ digits: '02079460123', hasExtension: false })
  })
  test('sixty characters are read', () => {
    expect(readTypedNumber('07700 900123'.padEnd(60))?.digits).toBe('07700900123')
    expect(readTypedNumber('1'.repeat(60))?.digits).toBe('1'.repeat(60))
    expect(readTypedNumber('07700 900123'.padEnd(61))).toBeUndefined()
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
    ['+3531234', '+353 1234'],
    ['+35312345', '+353 123 45'],
    ['+447700', '+447700'],
    ['+4477009001234', '+44 770 090 012 34'],
    ['+44770090012', '+44 770 090 012'],
    ['+0447700900123', '+0447700900123'],
    ['+123456', '+123456'],
    ['+1234567890123456', '+1234567890123456'],
    ['447700900123', '447700900123'],
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
