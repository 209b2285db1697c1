import { describe, expect, it, test } from 'vitest'
import { describe as describeSearched, fold, toTerms } from '../../../domain/work/search-words.ts'

describe('folding', () => {
  it.each([
    ['Łukasz', 'lukasz'],
    ['Siân', 'sian'],
    ['Nguyễn', 'nguyen'],
    ['Đặng', 'dang'],
    ['O’Testname', 'otestname'],
    ["O'Testname", 'otestname'],
    ['Sample-Jones', 'sample jones'],
    ['Straße', 'strasse'],
    ['  RA-7K3M-2 ', 'ra 7k3m 2'],
    ['Ångström', 'angstrom'],
    ['ŴYN', 'wyn'],
    ['', ''],
  ])('%s is found as %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
  it('folds composed and decomposed letters alike', () => {
    expect(fold('Siân'.normalize('NFD'))).toBe(fold('Siân'.normalize('NFC')))
  })
})

test('terms: groups of digits are one number, and a reference stays whole', () => {
  expect(toTerms('07700 900 123')).toEqual(['07700900123'])
  expect(toTerms('Sample RA-8K3M-2')).toEqual(['sample', 'ra-8k3m-2'])
})

test('words of somebody: each spelling of the name, and the mobile as it is dialled at home', () => {
  const words = describeSearched({ name: 'Jörg Müller', organisation: '', reference: '', mobile: '+447700900123' })
  for (const typed of ['mueller', 'muller', 'joerg', '07700900123']) expect(words).toContain(typed)
})
