import { describe, expect, test } from 'vitest'
import { addressLines, formatPostcode } from '../../../domain/dispatch/address.ts'
import { singleLine } from '../../../domain/text-from-outside.ts'

const texts = (...recipient: Parameters<typeof addressLines>) => addressLines(...recipient).map(({ text }) => text)
const address = { lines: ['Flat 2', '12 Heol y Môr'], town: 'Llanddewi Brefi', postcode: 'sa481zz' }

describe('address lines for the Post Office', () => {
  test('name as it is, post town in capitals, postcode in capitals alone on the last line', () => {
    expect(texts({ name: 'siân ŵyn McDonald-ap Rhys', address })).toEqual([
      'siân ŵyn McDonald-ap Rhys',
      'Flat 2',
      '12 Heol y Môr',
      'LLANDDEWI BREFI',
      'SA48 1ZZ',
    ])
  })

  test('an organisation comes under the name', () => {
    expect(addressLines({ name: 'A Sample', organisation: 'Invented Pharmacy', address })[1]).toEqual({
      role: 'organisation',
      text: 'Invented Pharmacy',
    })
  })

  test('accented towns keep their accents in capitals', () => {
    expect(texts({ name: 'A Sample', address: { ...address, town: 'Ynys Môn' } })).toContain('YNYS MÔN')
  })

  test('commas and full stops at the ends of lines are left out, those inside stay', () => {
    expect(
      texts({
        name: 'A. Sample Jr.',
        address: { lines: ['The Mill, Unit 3,', '4 St. Mary Road.'], town: 'Sampleton,', postcode: 'ZZ1 4AB' },
      }),
    ).toEqual(['A. Sample Jr.', 'The Mill, Unit 3', '4 St. Mary Road', 'SAMPLETON', 'ZZ1 4AB'])
  })

  test.each(['United Kingdom', 'UK', 'Cymru', 'Jersey', 'Isle of Man'])('%s is not printed as a country', (country) => {
    expect(texts({ name: 'A Sample', address: { ...address, country } }).at(-1)).toBe('SA48 1ZZ')
  })

  test('a country abroad is the last line, in capitals', () => {
    expect(texts({ name: 'A Sample', address: { ...address, country: 'Ireland' } }).slice(-2)).toEqual(['SA48 1ZZ', 'IRELAND'])
  })

  test('empty and blank lines leave no gap', () => {
    expect(texts({ name: 'A Sample', organisation: ' ', address: { ...address, lines: ['1 High St', ' , '] } })).toHaveLength(4)
  })

  test.each([
    ['sw1a2aa', 'SW1A 2AA'],
    ['M1 1AE', 'M1 1AE'],
    [' cr2-6xh ', 'CR2 6XH'],
    ['D02 AF30', 'D02 AF30'],
  ])('postcode %s is printed %s', (typed, printed) => {
    expect(formatPostcode(typed)).toBe(printed)
  })
})

describe('text for paper', () => {
  test.each([
    ['Se\u0302r', 'Sêr', 'decomposed letters are composed'],
    ['Ann\nMarie\r\n\tSample', 'Ann Marie Sample', 'line breaks and tabs become one space'],
    ['Ann\u00a0Marie\u2003Sample\u2028x', 'Ann Marie Sample x', 'every blank is a plain space'],
    ['\u202eelpmaS\u202c\u200b\ufeff', 'elpmaS', 'direction marks and invisible characters are left out'],
    ['a\u0000b\u001b[31mc', 'a b [31mc', 'control characters become a space'],
    ['\ud800x', '\ufffdx', 'half a character is shown to be missing'],
  ])('%j is drawn as %j: %s', (text, drawn) => expect(singleLine(text)).toBe(drawn))
})
