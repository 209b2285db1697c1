import { describe, expect, it } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { search, searchBest } from '../../../../../renderer/features/pages/work-list/search.ts'

const summary = (change: Partial<CaseSummary>): CaseSummary => ({
  caseId: '00000000-0000-4000-8000-000000000001',
  reference: 'RA-7K3M-2',
  name: 'Łukasz O’Testname',
  organisation: 'Sampleton Surgery',
  mobile: '+447700900123',
  uuid: '555012345678',
  status: 'open',
  completed: 3,
  of: 21,
  openedAt: '2026-11-20T09:00:00.000Z',
  changedAt: '2026-11-20T10:00:00.000Z',
  waitsForManifest: false,
  edition: 'remote-2020-04-08',
  practice: true,
  ...change,
})
const found = (query: string, one = summary({})) => search([one], query).length === 1

describe('finding a case', () => {
  it.each([
    ['lukasz'],
    ['testname lukasz'],
    ["o'testname"],
    ['OTESTNAME'],
    ['ra-7k3m-2'],
    ['7K3M'],
    ['555012345678'],
    ['5550 1234 5678'],
    ['07700 900123'],
    ['07700 900 123'],
    ['+44 7700 900123'],
    ['447700900123'],
    ['+44 (0)7700 900123'],
    ['0044 7700 900123'],
    ['(+44) 7700 900123'],
    ['０７７００ ９００１２３'],
    ['07700\u2011900\u2011123'],
    ['tel:+447700900123'],
    ['lukasz 0044(0)7700 900123 sampleton'],
    ['0044 77'],
    ['7700'],
    ['sampleton łukasz'],
    ['  '],
  ])('finds by “%s”', (query) => {
    expect(found(query)).toBe(true)
  })
  it.each([
    ['Jörg Müller', 'mueller'],
    ['Jörg Müller', 'muller'],
    ['Jörg Müller', 'joerg müller'],
    ['Søren Østergård', 'soeren oestergaard'],
    ['Åse Straße', 'aase strasse'],
    ['Ka\u02BBana O\u02BCBrien', 'kaana obrien'],
    ['Anna-Lena Groß-Jäger', 'gross jaeger'],
  ])('%s is found by “%s”', (name, query) => {
    expect(found(query, summary({ name }))).toBe(true)
  })
  it.each([['lukasz smith'], ['07700 900124'], ['RA-8'], ['5550 1234 5679']])('does not find by “%s”', (query) => {
    expect(found(query)).toBe(false)
  })
  it.each([
    ['mueller', 'Jörg Müller'],
    ['müller', 'Jörg Müller'],
    ['muller', 'Jörg Müller'],
    ['joerg mueller', 'Jörg Müller'],
    ['mueller', 'Jörg Mu\u0308ller'],
    ['Müller', 'Joerg Mueller'],
    ['muller', 'Joerg Mueller'],
    ['soerensen', 'Mads Sørensen'],
    ['sorensen', 'Mads Soerensen'],
    ['aase', 'Åse Sample'],
    ['djordjevic', 'Đorđević'],
    ['strasse', 'Straße'],
    ['samuel', 'Samuel Sample'],
    ['uel', 'Samuel Sample'],
    ['obrien', 'Sample OʼBrien'],
    ['kaana', 'Kaʻana'],
    ['anna', 'Ａnna'],
  ])('finds by “%s” the name %s', (query, name) => {
    expect(found(query, summary({ name }))).toBe(true)
  })
  it('finds an organisation by another spelling of its name', () => {
    expect(found('muehle', summary({ organisation: 'Mühle Practice' }))).toBe(true)
  })
  it.each([
    ['moeller', 'Müller'],
    ['muler', 'Müller'],
  ])('does not find by “%s” the name %s', (query, name) => {
    expect(found(query, summary({ name }))).toBe(false)
  })
  it('takes groups of digits as one number, so that scraps of other numbers do not answer', () => {
    expect(found('900 077', summary({ mobile: '+447700900123' }))).toBe(false)
  })
  it('stops at the most that is asked for, in the order of the list', () => {
    const index = [1, 2, 3].map((number) => summary({ caseId: `case-${number}`, name: `Sample ${number}` }))
    expect(searchBest(index, 'sample', 2).map((one) => one.caseId)).toEqual(['case-1', 'case-2'])
  })
  it('the best: the name before other words, also when many others come first in the list', () => {
    const others = Array.from({ length: 20 }, (_, at) =>
      summary({ caseId: `other-${at}`, name: 'Sample', email: `wyn${at}@example.nhs.uk` }),
    )
    const index = [...others, summary({ caseId: 'wynne', name: 'Wynne Sample' }), summary({ caseId: 'wyn', name: 'Ŵyn Sampleton' })]
    expect(searchBest(index, 'wyn', 3).map((one) => one.caseId)).toEqual(['wyn', 'wynne', 'other-0'])
    expect(search(index, 'wyn')).toHaveLength(22)
  })
})

describe('the words of a case', () => {
  it('are folded once for each summary; a case that changed is a new summary', () => {
    const before = summary({ name: 'Sample Before' })
    expect(search([before], 'before')).toEqual([before])
    expect(before).toHaveProperty('words')
    const after = summary({ name: 'Sample After' })
    expect(search([after], 'after')).toEqual([after])
    expect(search([after], 'before')).toEqual([])
  })
})
