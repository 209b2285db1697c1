import { expect, test } from 'vitest'
import {
  differenceFilter,
  filterDifferences,
  listStateWords,
  sortDifferences,
  type DifferenceFilter,
  type ListedDifference,
} from '../../../domain/cim/filter-differences.ts'

const since = '2026-11-30T10:00:00.000Z'
const base = { from: ['smartcards'], because: 'new', since } as const
const all: readonly ListedDifference[] = [
  {
    ...base,
    id: 'a',
    kind: 'ends-soon',
    uuid: '555000000001',
    serial: '42',
    endsOn: '2026-12-20',
    nameThere: 'Siân Sample',
    state: 'open',
  },
  {
    ...base,
    id: 'b',
    kind: 'ends-soon',
    uuid: '555000000002',
    serial: '43',
    endsOn: '2026-12-02',
    nameThere: 'Bo Invented',
    state: 'open',
  },
  {
    ...base,
    id: 'c',
    kind: 'several-active-cards',
    uuid: '555000000003',
    organisation: 'Sample Trust',
    state: 'open',
    caseReference: 'RA-7K2',
  },
  { ...base, id: 'd', kind: 'different-name', uuid: '555000000004', state: 'accepted' },
  { ...base, id: 'e', kind: 'different-name', uuid: '555000000005', state: 'done' },
  { ...base, id: 'f', kind: 'different-name', uuid: '555000000006', state: 'gone' },
]

test.each<[string, DifferenceFilter, string]>([
  ['open ones', { state: 'open' }, 'abc'],
  ['settled ones are done or accepted', { state: 'settled' }, 'de'],
  ['no longer shown', { state: 'gone' }, 'f'],
  ['of one kind', { state: 'open', kind: 'ends-soon' }, 'ab'],
  ['within 7 days', { state: 'open', within: 7 }, 'b'],
  ['within 30 days holds those within 7', { state: 'open', within: 30 }, 'ab'],
  ['by a name without its accent', { state: 'open', query: 'sian' }, 'a'],
  ['by two words of name and organisation', { state: 'open', query: 'TRUST sample' }, 'c'],
  ['by a UUID in groups', { state: 'open', query: '5550 0000 0002' }, 'b'],
  ['by a serial number', { state: 'open', query: '43' }, 'b'],
  ['by the reference of a case', { state: 'open', query: 'ra-7k2' }, 'c'],
  ['nothing', { state: 'open', query: 'wibble' }, ''],
])('filter of differences: %s', (_, filter, expected) =>
  expect(
    filterDifferences(all, filter, '2026-11-30')
      .map(({ id }) => id)
      .join(''),
  ).toBe(expected),
)

test('differences are sorted: the most urgent kind first, then what ends first', () => {
  expect(
    sortDifferences(all)
      .map(({ id }) => id)
      .join(''),
  ).toBe('cdefba')
})

test('differences: names of the lists', () =>
  expect(listStateWords).toEqual({ open: 'Open', settled: 'Resolved', gone: 'No longer shown' }))

test('filter of differences: only what it may ask for', () => {
  const filter = { state: 'open', kind: 'ends-soon', within: 30, query: 'Sample' }
  expect(differenceFilter.parse(filter)).toEqual(filter)
  for (const change of [{ state: 'done' }, { kind: 'wibble' }, { within: 8 }, { query: 'x'.repeat(201) }, { more: 1 }])
    expect(differenceFilter.safeParse({ ...filter, ...change }).success).toBe(false)
})
