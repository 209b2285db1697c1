import { describe, expect, test } from 'vitest'
import {
  findPeople,
  isCountedInSeveral,
  noFilter,
  type PersonFilter,
  type PersonLine,
} from '../../../../../renderer/features/pages/wind-down/campaign-filters.ts'

const person = (personId: string, more: Partial<PersonLine>): PersonLine => ({
  personId,
  caseIds: [],
  caseReferences: [],
  odsCodes: [],
  kinds: [],
  left: 1,
  total: 1,
  state: 'undecided',
  ...more,
})
const people = [
  person('a', { uuid: '555000111222', odsCodes: ['ZZ9'], caseReferences: ['RA-7K3M-2'] }),
  person('b', { state: 'decided', decision: 'reverify', chaseOn: '2026-11-30' }),
  person('c', { state: 'done', decision: 'keep', odsCodes: ['ZZ8'] }),
  person('d', { state: 'decided', decision: 'rescind', chaseOn: '2026-12-01' }),
]
const names: Readonly<Record<string, string>> = { a: 'Siân Sample', c: 'Tomasz Invented' }
const find = (filter: Partial<PersonFilter>) =>
  findPeople(people, { ...noFilter, ...filter }, '2026-11-30', ({ personId }) => names[personId]).map(({ personId }) => personId)

describe('people of a campaign', () => {
  test.each<[Partial<PersonFilter>, string[]]>([
    [{}, ['a', 'b', 'c', 'd']],
    [{ state: 'undecided' }, ['a']],
    [{ state: 'done' }, ['c']],
    [{ state: 'chase' }, ['b']],
    [{ decision: 'rescind' }, ['d']],
    [{ odsCode: 'ZZ9' }, ['a']],
    [{ query: 'sian' }, ['a']],
    [{ query: '5550 0011' }, ['a']],
    [{ query: 'ra-7k3m2' }, ['a']],
    [{ query: 'invented', state: 'undecided' }, []],
  ])('%j: %j', (filter, expected) => expect(find(filter)).toEqual(expected))
})

test('the table of wind-down says that rows overlap only where access in two organisations is counted in each', () => {
  const inOne = { odsCode: 'ZZ91', kind: 'exceptional-access' as const, count: 1 }
  expect(isCountedInSeveral({ obligations: 2, counts: [inOne, { ...inOne, odsCode: 'ZZ92' }] })).toBe(false)
  expect(isCountedInSeveral({ obligations: 1, counts: [inOne, { ...inOne, odsCode: 'ZZ92' }] })).toBe(true)
})
