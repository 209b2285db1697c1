import { describe, expect, it, test } from 'vitest'
import { describe as describeSearched, fold, rankOf, takeBest, toTerms } from '../../../domain/work/search-words.ts'

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

test('words of a person: each spelling of the name, and the mobile as it is dialled at home', () => {
  const words = describeSearched({ name: 'Jörg Müller', organisation: '', reference: '', mobile: '+447700900123' })
  for (const typed of ['mueller', 'muller', 'joerg', '07700900123']) expect(words).toContain(typed)
})

describe('rank of what was found', () => {
  const one = (name: string, email = '') => describeSearched({ name, organisation: '', reference: '', email })
  it('names before other words, whole words before the beginning and the middle of one', () => {
    const ranked = [
      one('Ŵyn Sample'),
      one('Wynne'),
      one('Selwyn'),
      one('S', 'wyn@example'),
      one('S', 'wynne@example'),
      one('S', 'selwyn@example'),
    ]
    const ranks = ranked.map((words) => rankOf(words, ['wyn']))
    expect(ranks).toEqual([0, 1, 2, 3, 4, 5])
    expect(rankOf(one('Sample'), ['wyn'])).toBe(6)
  })
  it('is that of the term that fits least', () => {
    expect(rankOf(one('Ŵyn Sample', 'x@example'), ['wyn', 'exam'])).toBe(4)
    expect(rankOf(one('Selwyn Wyn'), ['wyn'])).toBe(0)
    expect(rankOf('cim reports', ['reports'])).toBe(0)
  })
  it('the best come first, those alike in the order given, and no more than asked for', () => {
    const ranks = [2, 0, 1, undefined, 0, 2]
    expect(takeBest(ranks.keys(), 4, (at) => ranks[at])).toEqual([1, 4, 2, 0])
    expect(takeBest(ranks.keys(), 1, (at) => ranks[at])).toEqual([1])
  })
})
