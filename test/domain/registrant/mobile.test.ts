import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { getExampleNumber, type CountryCode } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { formatPhone } from '../../../domain/phone-number.ts'
import { isDramaNumber, parseMobile, type MobileOwner } from '../../../domain/registrant/mobile.ts'
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
    '(+44) 7700 900123',
    '[+44] 7700 900123',
    '(+44)(0)7700 900123',
    '+44 [0] 7700 900123',
    '(0044) 7700 900123',
    '0044(0)7700900123',
    '+44 07700 900123',
    '++44 7700 900123',
    '07700\u00A0900123',
    '07700\u2009900\u202F123',
    '07700\u2011900\u2011123',
    '07700.900.123',
    '٠٧٧٠٠٩٠٠١٢٣',
    'Tel: 07700 900123',
    'mobile: +44 7700 900123',
  ])('%j is read as +447700900123', (raw) => {
    expect(valueOf(parseMobile(raw, practice))).toBe('+447700900123')
  })

  test.each([
    ['(+44) 7911 123456', '+447911123456'],
    ['07911 123470', '+447911123470'],
    ['07911 123476', '+447911123476'],
    ['[+44] 7911 123456', '+447911123456'],
    ['(+353) 85 012 3456', '+353850123456'],
    ['+353 (0)85 012 3456', '+353850123456'],
    ['00353 85 012 3456', '+353850123456'],
    ['+49 (0) 1512 3456789', '+4915123456789'],
    ['+39 312 345 6789', '+393123456789'],
    ['+1 (201) 555-0123', '+12015550123'],
  ])('%s is read as %s', (raw, read) => {
    expect(valueOf(parseMobile(raw))).toBe(read)
  })

  test.each([
    ['landline', '020 7946 0123'],
    ['drama number', '07700 900123'],
    ['pager', '07640 900123'],
    ['personal number', '07000 900123'],
    ['freephone', '0800 011 1111'],
  ])('%s: an agent’s own number is asked of the agent, never of the registrant', (_, raw) => {
    const asked = (owner: MobileOwner) => {
      const result = parseMobile(raw, { owner })
      return result.ok ? '' : `${result.error.message} ${result.error.next}`
    }
    expect(asked('own')).toContain('Enter your own mobile number')
    expect(asked('new-agent')).toContain('Enter the new agent’s mobile number')
    expect(asked('own') + asked('new-agent')).not.toMatch(/ask the registrant|on the call|passcode/i)
    expect(asked('registrant')).toMatch(/Ask the registrant/)
  })

  test('the words give no number as an example that RA Desk would refuse', () => {
    for (const raw of ['', 'ask her', '1', '07700 90012']) {
      const result = parseMobile(raw)
      const next = result.ok ? '' : result.error.next
      for (const [example] of next.matchAll(/\+?\d[\d ]{8,}/g)) expect(codeOf(parseMobile(example))).toBe('ok')
    }
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
    expect(formatPhone(example(country))).toMatch(/^07\d{3} \d{6}$/)
  })

  test.each(['IE', 'FR', 'IN', 'PH', 'NG', 'US'] as const)('the mobiles of %s are accepted with a warning', (country) => {
    const result = parseMobile(example(country))
    expect(valueOf(result)).toBe(example(country))
    expect(warningsOf(result)).toHaveLength(1)
    expect(formatPhone(example(country))).toMatch(/^\+/)
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
    ['07700 900123 x4', 'mobile-extension'],
    ['tel:+44-7700-900123;ext=5', 'mobile-extension'],
    ['07700 900123 / 07700 900124', 'mobile-several-numbers'],
    ['07700 900123 or 07700 900124', 'mobile-several-numbers'],
    ['07700 900123, 020 7946 0123', 'mobile-several-numbers'],
    ['07700 900123 07700 900124', 'mobile-several-numbers'],
    ['07700 900123\u2028', 'ok'],
    ['0'.repeat(200_000), 'mobile-several-numbers'],
    ['(+'.repeat(100_000), 'mobile-several-numbers'],
    ['07700 900123 @', 'mobile-not-a-number'],
    ['+44 +7700 900123', 'mobile-not-a-number'],
  ])('%j is refused: %s', (raw, code) => {
    const result = parseMobile(raw, practice)
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test('what is shown reads back as the same number', () => {
    for (const country of ['GB', 'GG', 'JE', 'IM', 'IE', 'FR', 'IN', 'US'] as const)
      expect(valueOf(parseMobile(formatPhone(example(country))))).toBe(example(country))
    expect(formatPhone('+447700900123')).toBe('07700 900123')
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
