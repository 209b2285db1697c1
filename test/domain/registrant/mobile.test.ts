import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { getExampleNumber, type CountryCode } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { formatMobile, isDramaNumber, parseMobile } from '../../../domain/registrant/mobile.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

/** The numbers that libphonenumber itself gives as examples. */
const example = (country: CountryCode): string => getExampleNumber(country, examples)!.number
const practice = { allowDramaNumbers: true }

describe('mobile number', () => {
  test.each([
    '07700 900123',
    '07700900123',
    '(07700) 900 123',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '0044 7700 900123',
    '44 7700 900123',
    '7700900123',
    '07700-900-123',
    'tel:+447700900123',
    '\u202A07700 900123\u202C',
    '０７７００９００１２３',
  ])('%j is read as +447700900123', (raw) => {
    expect(valueOf(parseMobile(raw, practice))).toBe('+447700900123')
  })

  test.each(['07700 900000', '07700 900999'])('%s is no one’s number and refused outside practice', (raw) => {
    expect(codeOf(parseMobile(raw))).toBe('mobile-drama')
    expect(codeOf(parseMobile(raw, { allowDramaNumbers: false }))).toBe('mobile-drama')
    expect(codeOf(parseMobile(raw, practice))).toBe('ok')
    expect(isDramaNumber(valueOf(parseMobile(raw, practice)))).toBe(true)
  })

  test('the numbers on both sides of the drama range are not let in by practice mode', () => {
    expect(isDramaNumber('+447700899999')).toBe(false)
    expect(isDramaNumber('+447700901000')).toBe(false)
    expect(isDramaNumber('+4477009001234')).toBe(false)
  })

  test.each(['GB', 'GG', 'JE', 'IM'] as const)('the mobiles of %s are accepted without a warning and shown as at home', (country) => {
    const result = parseMobile(example(country))
    expect(valueOf(result)).toBe(example(country))
    expect(warningsOf(result)).toEqual([])
    expect(formatMobile(example(country))).toMatch(/^07\d{3} \d{6}$/)
  })

  test.each(['IE', 'FR', 'IN', 'PH', 'NG', 'US'] as const)('the mobiles of %s are accepted with a warning', (country) => {
    const result = parseMobile(example(country))
    expect(valueOf(result)).toBe(example(country))
    expect(warningsOf(result)).toHaveLength(1)
    expect(formatMobile(example(country))).toMatch(/^\+/)
  })

  test.each([
    ['', 'mobile-missing'],
    ['  ', 'mobile-missing'],
    ['ask her', 'mobile-not-a-number'],
    ['07700 9OO123', 'mobile-not-a-number'],
    ['ring 07700 900123', 'mobile-not-a-number'],
    ['07000 900123', 'mobile-personal-number'],
    ['+44 70 0090 0123', 'mobile-personal-number'],
    ['07600 900123', 'mobile-pager'],
    ['07640 900123', 'mobile-pager'],
    ['07612 345678', 'mobile-pager'],
    ['020 7946 0123', 'mobile-landline'],
    ['01632 960123', 'mobile-not-valid'],
    ['+33 1 42 68 53 00', 'mobile-landline'],
    ['0800 011 1111', 'mobile-not-mobile'],
    ['116 123', 'mobile-not-valid'],
    ['07700 90012', 'mobile-not-valid'],
    ['07700 9001234', 'mobile-not-valid'],
    ['1', 'mobile-not-a-number'],
    ['07700 900123 ext 4', 'mobile-extension'],
    ['07700 900123 / 07700 900124', 'mobile-not-a-number'],
  ])('%j is refused: %s', (raw, code) => {
    const result = parseMobile(raw, practice)
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test('what is shown reads back as the same number', () => {
    for (const country of ['GB', 'GG', 'JE', 'IM', 'IE', 'FR', 'IN', 'US'] as const)
      expect(valueOf(parseMobile(formatMobile(example(country))))).toBe(example(country))
    expect(formatMobile('+447700900123')).toBe('07700 900123')
  })

  test('never throws, and gives only E.164', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[0-9 ()-]{3,20}$/)), (raw) => {
        const result = parseMobile(raw, practice)
        if (result.ok) expect(result.value.value).toMatch(/^\+[1-9]\d{6,14}$/)
        expectWords(result)
      }),
    )
  })
})
