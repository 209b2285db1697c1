import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address as storedAddress } from '../../../domain/values.ts'
import { addressLines } from '../../../domain/dispatch/address.ts'
import { parseAddress, type PostalAddress } from '../../../domain/registrant/address.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

/** As on the label, below the name. */
const onLabel = (address: PostalAddress) =>
  addressLines({ name: '', address: { ...address, lines: [...address.lines] } }).map(({ text }) => text)

describe('postal address', () => {
  const raw = { lines: ['Flat 2', '10 Sample Street', '', ''], town: 'Sampleton', postcode: 'sw1a1aa' }

  test('empty lines go, the rest is kept', () => {
    expect(valueOf(parseAddress(raw))).toEqual({ lines: ['Flat 2', '10 Sample Street'], town: 'Sampleton', postcode: 'SW1A 1AA' })
  })

  test('is shown as Royal Mail asks: post town in capitals, postcode alone on the last line', () => {
    expect(onLabel(valueOf(parseAddress({ ...raw, lines: ['10 Sample Street,', 'Lower Ystrad.'], town: 'Llanfair ŵyl,' })))).toEqual([
      '10 Sample Street',
      'Lower Ystrad',
      'LLANFAIR ŴYL',
      'SW1A 1AA',
    ])
  })

  test.each(['UK', 'U.K.', 'Great Britain', 'United Kingdom', 'England', 'Jersey', 'ISLE OF MAN', ' Cymru ', 'Alderney', 'The UK'])(
    '%s is home: no country line',
    (country) => {
      expect(valueOf(parseAddress({ ...raw, country }))).not.toHaveProperty('country')
    },
  )

  test('abroad: the country comes last, and the agent is warned', () => {
    const result = parseAddress({ lines: ['1 Sráid Shampla'], town: 'Baile Samplach', postcode: 'd02 xy45', country: 'Ireland' })
    expect(warningsOf(result)).toEqual([expect.stringMatching(/abroad/)])
    expect(onLabel(valueOf(result))).toEqual(['1 Sráid Shampla', 'BAILE SAMPLACH', 'D02 XY45', 'IRELAND'])
  })

  test.each([
    [['1 Sample Strasse'], 'Wien', '1010', 'Austria', '1010', 'AUSTRIA'],
    [['1 Sample Strasse'], 'Zürich', '8001', 'Switzerland', '8001', 'SWITZERLAND'],
    [['1 Sample St'], 'Sydney', '2000', 'Australia', '2000', 'AUSTRALIA'],
    [['1 Rue Sample'], 'Brussel', '1000', 'Belgium', '1000', 'BELGIUM'],
    [['1 Sample Strasse'], 'Wien', 'A-1010', 'Österreich', 'A-1010', 'AUSTRIA'],
    [['1 Rue Sample'], 'Genève', '1201', 'Suisse', '1201', 'SWITZERLAND'],
    [['1 Sample Avenue'], 'Springfield', '12345-6789', 'USA', '12345-6789', 'UNITED STATES'],
    [['1 Rua Sample'], 'São Paulo', '01310-100', 'Brazil', '01310-100', 'BRAZIL'],
    [['1 Iela Sample'], 'Rīga', 'LV-1010', 'Latvia', 'LV-1010', 'LATVIA'],
    [['1 Sample Road'], 'Torshavn', '100', 'Faroe Islands', '100', 'FAROE ISLANDS'],
  ])('%j %s %s %s is accepted; its last lines are %s and %s', (lines, town, postcode, country, code, last) => {
    const result = parseAddress({ lines, town, postcode, country })
    expect(onLabel(valueOf(result)).slice(-2)).toEqual([code, last])
    expect(storedAddress.safeParse(valueOf(result)).success).toBe(true)
    expect(warningsOf(result).filter((one) => /usually look|does not know/.test(one))).toEqual([])
  })

  test('a country without postcodes has no line for one', () => {
    const result = parseAddress({ lines: ['1 Sample Road'], town: 'Dubai', postcode: '', country: 'United Arab Emirates' })
    expect(onLabel(valueOf(result))).toEqual(['1 Sample Road', 'DUBAI', 'UNITED ARAB EMIRATES'])
    expect(warningsOf(result)).toContainEqual(expect.stringMatching(/There is no postcode/))
  })

  test.each([
    ['10101', 'Austria', /Postcodes in Austria usually look like 1234/],
    ['SW1A 1AA', 'France', /This is a UK postcode, and the country is France/],
    ['1010', 'Narnia', /does not know the country “Narnia”/],
    ['1010', 'Österreich', /shows the country in English: Austria/],
  ])('%s in %s is accepted with a warning', (postcode, country, words) => {
    expect(warningsOf(parseAddress({ ...raw, postcode, country }))).toContainEqual(expect.stringMatching(words))
  })

  test.each(['Cyprus', 'Germany', 'BFPO', ''])('BFPO 57 with the country “%s” is home: no country line on the label', (country) => {
    const result = parseAddress({ lines: ['Sample Unit'], town: 'BFPO 57', postcode: 'BF1 2AT', country })
    expect(onLabel(valueOf(result))).toEqual(['Sample Unit', 'BFPO 57', 'BF1 2AT'])
    expect(warningsOf(result)).toEqual(/^[CG]/.test(country) ? [expect.stringMatching(/BFPO goes as UK post/)] : [])
    expect(onLabel({ ...valueOf(result), country: 'Cyprus' }).at(-1)).toBe('BF1 2AT')
  })

  test.each([
    [{ town: 'BFPO 57', postcode: '1010', country: 'Cyprus' }, /postcode/i],
    [{ town: 'BFPO 57', postcode: 'SW1A 1AA' }, /does not begin with BF1/],
    [{ postcode: 'D02 AF30' }, /Eircode of Ireland/],
    [{ postcode: '1010' }, /not a UK postcode/],
    [{ lines: ['10 Sample Street, SW1A 1AA'], postcode: '' }, /in its own box/],
    [{ town: 'Sampleton SW1A1AA', postcode: '' }, /in its own box/],
    [{ postcode: 'ZZ99 3VZ', country: 'England' }, /Nothing can be posted/],
  ])('%j is refused in words', (change, words) => {
    const result = parseAddress({ ...raw, ...change })
    expect(result.ok ? '' : result.error.message).toMatch(words)
    expectWords(result)
  })

  test('a BFPO address is a UK one', () => {
    expect(onLabel(valueOf(parseAddress({ lines: ['Sample Unit'], town: 'BFPO 61', postcode: 'BF1 2AL' })))).toEqual([
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
    [{ country: 'Ireland', postcode: '1'.repeat(13) }, 'postcode-abroad'],
    [{ country: 'Ireland', postcode: 'D02 É' }, 'postcode-abroad'],
    [{ lines: [' '.repeat(2_000_000)] }, 'address-too-long'],
    [{ country: 'x'.repeat(2_000_000) }, 'address-too-long'],
    [{ postcode: ' '.repeat(2_000_000) }, 'postcode-format'],
  ])('%j is refused: %s', (change, code) => {
    const result = parseAddress({ ...raw, ...change })
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test.each([
    [{ lines: ['x'.repeat(41)] }, /may not fit/],
    [{ lines: ['10 Sample Street', 'SW1A 1AA'] }, /looks like a postcode/],
    [{ lines: ['10 Sample Street'], town: 'Sampleton sw1a1aa' }, /looks like a postcode/],
    [{ postcode: 'QQ1 1AA' }, /Royal Mail/],
  ])('%j gives a warning', (change, words) => {
    expect(warningsOf(parseAddress({ ...raw, ...change }))).toEqual([expect.stringMatching(words)])
  })

  test('what only might be a postcode is no doubt in a line', () => {
    expect(warningsOf(parseAddress({ ...raw, lines: ['10 Sample Street', 'QQ1 1AA'] }))).toEqual([])
  })

  test('whatever is accepted can be stored in a case', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 5 }),
        text,
        fc.constantFrom('SW1A 1AA', '75001', 'D02 XY45', 'BF1 2AL', '12345-6789', ''),
        fc.constantFrom('', 'France', 'UK', 'Éire'),
        (lines, town, postcode, country) => {
          const result = parseAddress({ lines, town, postcode, country })
          if (result.ok) expect(storedAddress.safeParse(result.value.value).success).toBe(true)
        },
      ),
    )
  })
})
