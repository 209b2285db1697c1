import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address as storedAddress } from '../../../domain/values.ts'
import { formatAddressLines, parseAddress } from '../../../domain/registrant/address.ts'
import { findLikelyPostcode, formatPostcode, parsePostcode } from '../../../domain/registrant/postcode.ts'
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
    expect(formatPostcode(postcode)).toBe(postcode)
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

describe('postal address', () => {
  const raw = { lines: ['Flat 2', '10 Sample Street', '', ''], town: 'Sampleton', postcode: 'sw1a1aa' }

  test('empty lines go, the rest is kept', () => {
    expect(valueOf(parseAddress(raw))).toEqual({ lines: ['Flat 2', '10 Sample Street'], town: 'Sampleton', postcode: 'SW1A 1AA' })
  })

  test('is shown as Royal Mail asks: post town in capitals, postcode alone on the last line', () => {
    expect(
      formatAddressLines(valueOf(parseAddress({ ...raw, lines: ['10 Sample Street,', 'Lower Ystrad.'], town: 'Llanfair ŵyl,' }))),
    ).toEqual(['10 Sample Street', 'Lower Ystrad', 'LLANFAIR ŴYL', 'SW1A 1AA'])
  })

  test.each(['UK', 'United Kingdom', 'England', 'Jersey', 'ISLE OF MAN', ' Cymru '])('%s is home: no country line', (country) => {
    expect(valueOf(parseAddress({ ...raw, country }))).not.toHaveProperty('country')
  })

  test('abroad: the country comes last, and the agent is warned', () => {
    const result = parseAddress({ lines: ['1 Sráid Shampla'], town: 'Baile Samplach', postcode: 'd02 xy45', country: 'Ireland' })
    expect(warningsOf(result)).toEqual([expect.stringMatching(/abroad/)])
    expect(formatAddressLines(valueOf(result))).toEqual(['1 Sráid Shampla', 'BAILE SAMPLACH', 'D02 XY45', 'IRELAND'])
  })

  test('a BFPO address is a UK one', () => {
    expect(formatAddressLines(valueOf(parseAddress({ lines: ['Sample Unit'], town: 'BFPO 61', postcode: 'BF1 2AL' })))).toEqual([
      'Sample Unit',
      'BFPO 61',
      'BF1 2AL',
    ])
  })

  test.each([
    [{ lines: ['', ' '] }, 'address-line-missing'],
    [{ lines: ['1', '2', '3', '4', '5'] }, 'address-lines-too-many'],
    [{ town: ' ' }, 'town-missing'],
    [{ lines: ['1 Sample\nStreet'] }, 'address-characters'],
    [{ lines: ['x'.repeat(201)] }, 'address-too-long'],
    [{ postcode: '' }, 'postcode-missing'],
    [{ postcode: 'ZZ99 3VZ' }, 'postcode-pseudo'],
    [{ country: 'Ireland', postcode: 'none' }, 'postcode-abroad'],
    [{ country: 'Ireland', postcode: '' }, 'postcode-missing'],
  ])('%j is refused: %s', (change, code) => {
    const result = parseAddress({ ...raw, ...change })
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test.each([
    [{ lines: ['x'.repeat(41)] }, /may not fit/],
    [{ lines: ['10 Sample Street', 'SW1A 1AA'] }, /looks like a postcode/],
    [{ postcode: 'QQ1 1AA' }, /Royal Mail/],
  ])('%j gives a warning', (change, words) => {
    expect(warningsOf(parseAddress({ ...raw, ...change }))).toEqual([expect.stringMatching(words)])
  })

  test('whatever is accepted can be stored in a case', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 5 }),
        text,
        fc.constantFrom('SW1A 1AA', '75001', 'D02 XY45', 'BF1 2AL', ''),
        fc.constantFrom('', 'France', 'UK', 'Éire'),
        (lines, town, postcode, country) => {
          const result = parseAddress({ lines, town, postcode, country })
          if (result.ok) expect(storedAddress.safeParse(result.value.value).success).toBe(true)
        },
      ),
    )
  })
})
