import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLikelyPostcode, parsePostcode } from '../../../domain/registrant/postcode.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

describe('postcode', () => {
  test.each([
    ['sw1a1aa', 'SW1A 1AA'],
    [' SW1A 1AA ', 'SW1A 1AA'],
    ['sw1a-1aa.', 'SW1A 1AA'],
    ['S W 1 A 1 A A', 'SW1A 1AA'],
    ['m11ae', 'M1 1AE'],
    ['B338TH', 'B33 8TH'],
    ['CR26XH', 'CR2 6XH'],
    ['DN551PT', 'DN55 1PT'],
    ['W1A0AX', 'W1A 0AX'],
    ['N1P 1AA', 'N1P 1AA'],
    ['BF1 2AL', 'BF1 2AL'],
    ['JE2 3XX', 'JE2 3XX'],
    ['GY1 1WR', 'GY1 1WR'],
    ['IM1 1AE', 'IM1 1AE'],
    ['gir0aa', 'GIR 0AA'],
    ['ＳＷ１Ａ　１ＡＡ', 'SW1A 1AA'],
  ])('%j is read as %s, without a warning', (raw, postcode) => {
    expect(valueOf(parsePostcode(raw))).toBe(postcode)
    expect(warningsOf(parsePostcode(raw))).toEqual([])
  })

  test.each(['QQ1 1AA', 'V1 1AA', 'AI1 1AA', 'A1I 1AA', 'SW1A 1CA', 'SW1A 1AO', 'SW1C 1AA'])(
    '%s is accepted with a warning: letters that Royal Mail does not use there',
    (raw) => {
      expect(warningsOf(parsePostcode(raw))).toHaveLength(1)
    },
  )

  test.each([
    ['', 'postcode-missing'],
    ['XXXSW1A 2AA', 'postcode-format'],
    ['GIR 0AAzzz', 'postcode-format'],
    ['SW1A', 'postcode-format'],
    ['SW1A 1A', 'postcode-format'],
    ['1AA SW1A', 'postcode-format'],
    ['SW1A 1AAA', 'postcode-format'],
    ['90210', 'postcode-format'],
    ['SWI 1AA', 'postcode-format'],
    ['SW1A 1АА', 'postcode-format'],
    ['ZZ99 3VZ', 'postcode-pseudo'],
    ['zz993wz', 'postcode-pseudo'],
    ['BFPO 61', 'postcode-bfpo-number'],
    ['A'.repeat(2_000_000), 'postcode-format'],
  ])('%j is refused: %s', (raw, code) => {
    expect(codeOf(parsePostcode(raw))).toBe(code)
    expectWords(parsePostcode(raw))
  })

  test.each([
    ['SWIA 1AA', 'SW1A 1AA'],
    ['M1 IAE', 'M1 1AE'],
    ['SW1A OAA', 'SW1A 0AA'],
    ['SW1A 1AA', undefined],
    ['nonsense', undefined],
  ])('a mix-up of letters and numbers in %s is proposed as %s and never taken over', (raw, likely) => {
    expect(findLikelyPostcode(raw)).toBe(likely)
    if (likely !== undefined) expect(codeOf(parsePostcode(raw))).toBe('postcode-format')
  })

  test('never throws; what it accepts, it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z]{1,2}[0-9][a-zA-Z0-9]? ?[0-9][a-zA-Z]{2}$/)), (raw) => {
        const result = parsePostcode(raw)
        if (result.ok) expect(valueOf(parsePostcode(result.value.value))).toBe(result.value.value)
      }),
    )
  })
})
