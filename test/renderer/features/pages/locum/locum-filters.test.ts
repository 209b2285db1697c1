import { expect, test } from 'vitest'
import { findEntries, shownFilters } from '../../../../../renderer/features/pages/locum/locum-filters.ts'
import type { LocumLine } from '../../../../../renderer/features/pages/locum/use-locum.ts'

const line = (name: string, state: LocumLine['state'], more: Partial<LocumLine> = {}) =>
  ({ name, state, uuid: '555000111222', sponsor: 'Sample Sponsor', organisations: ['FZZ01'], ...more }) as LocumLine
const log = [
  line('Siân Sample', 'active', { uuid: '555000111001', registerNumber: '2000001' }),
  line('Ann Other', 'overdue', { organisations: ['FZZ09'] }),
  line('Bo Third', 'revoked', { revoked: { on: '2026-11-01', by: 'x', how: 'cim-batch', reference: 'REQ-77' } }),
]
const found = (...asked: Parameters<typeof findEntries> extends [unknown, ...infer Rest] ? Rest : never) =>
  findEntries(log, ...asked).map(({ name }) => name)

test.each([
  ['all', '', 3],
  ['overdue', '', 1],
  ['revoked', 'sian', 0],
] as const)('locum log: filter %s and search “%s” find %i', (filter, query, count) => expect(found(filter, query)).toHaveLength(count))

test.each([
  ['sian', 'Siân Sample'],
  ['5550 0011 1001', 'Siân Sample'],
  ['2000001', 'Siân Sample'],
  ['fzz09', 'Ann Other'],
  ['req-77', 'Bo Third'],
])('locum log: “%s” finds %s', (query, name) => expect(found('all', query)).toEqual([name]))

test('locum log: filters count what they show, and only the states that are offered', () => {
  expect(shownFilters(log).map(({ id, count }) => [id, count])).toEqual([
    ['all', 3],
    ['active', 1],
    ['review-due', 0],
    ['overdue', 1],
    ['ended', 0],
    ['revoked', 1],
  ])
  expect(shownFilters(log, ['active']).map(({ id, count }) => [id, count])).toEqual([
    ['all', 1],
    ['active', 1],
  ])
})
