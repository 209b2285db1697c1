import { describe, expect, test } from 'vitest'
import type { ListedCase } from '../../../../../renderer/client/case-list.ts'
import { findPeople, listPeople } from '../../../../../renderer/features/pages/people/people-list.ts'

const caseOf = (caseId: string, change: Partial<ListedCase> = {}): ListedCase => ({
  caseId,
  reference: `RA-${caseId}`,
  name: `Name ${caseId}`,
  organisation: 'Sampleton Surgery',
  status: 'open',
  completed: 1,
  of: 21,
  openedAt: '2026-11-20T09:00:00.000Z',
  changedAt: '2026-11-20T10:00:00.000Z',
  waitsForManifest: false,
  edition: 'remote-2020-04-08',
  practice: true,
  ...change,
})
const entered = { personId: 'p', entry: { name: { given: 'Sam', family: 'Müller' }, uuid: '555000000001', email: 'sam@example.nhs.uk' } }

describe('list of people', () => {
  test('cases of one person are one line, with the newest name first', () => {
    const people = listPeople([caseOf('2', { personId: '1', name: 'New Name' }), caseOf('1', { uuid: '555000000002' }), caseOf('3')], [])
    expect(people.map(({ personId, name, cases, uuid }) => [personId, name, cases.length, uuid])).toEqual([
      ['1', 'New Name', 2, '555000000002'],
      ['3', 'Name 3', 1, undefined],
    ])
  })
  test('a short entry is a line of its own, unless a case is linked to it', () => {
    expect(listPeople([caseOf('1')], [entered]).map(({ personId }) => personId)).toEqual(['1', 'p'])
    expect(listPeople([caseOf('1', { personId: 'p', name: '' })], [entered])).toMatchObject([
      { personId: 'p', name: 'Sam Müller', uuid: '555000000001' },
    ])
  })
  test('20,000 cases and 20,000 short entries are listed and searched without a wait', () => {
    const cases = Array.from({ length: 20_000 }, (_, index) => caseOf(String(index)))
    const entries = Array.from({ length: 20_000 }, (_, index) => ({ ...entered, personId: `p${index}` }))
    const people = listPeople(cases, entries)
    expect(people).toHaveLength(40_000)
    expect(findPeople(people, 'RA-19999')).toHaveLength(1)
  })
})

describe('search over people', () => {
  const people = listPeople(
    [caseOf('1', { name: 'Ŵyn Sample', mobile: '+447700900123', email: 'wyn@example.nhs.uk', uuid: '555012345678' }), caseOf('2')],
    [entered],
  )
  test.each([
    ['wyn', '1'],
    ['5550 1234 5678', '1'],
    ['RA-1', '1'],
    ['07700 900 123', '1'],
    ['wyn@example.nhs.uk', '1'],
    ['mueller', 'p'],
    ['Muller', 'p'],
    ['555000000001', 'p'],
    ['SAM@example.nhs.uk', 'p'],
  ])('%s', (query, personId) => {
    expect(findPeople(people, query).map((one) => one.personId)).toEqual([personId])
  })
  test('an empty search finds all people; unknown text finds none', () => {
    expect(findPeople(people, ' ')).toHaveLength(3)
    expect(findPeople(people, 'nobody')).toEqual([])
  })
})
