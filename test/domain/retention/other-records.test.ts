import { expect, test } from 'vitest'
import type { CountedRules } from '../../../domain/retention/due.ts'
import { findOtherItems, type OtherRecord } from '../../../domain/retention/other-records.ts'

const rule = (days: number | null, since = '2026-01-01') => ({ days, since })
const rules: CountedRules = {
  evidenceDays: rule(null),
  passcodeDays: rule(null),
  caseDays: rule(null),
  cimReportDays: rule(90),
  entryDays: rule(null),
}
const report = (id: string, countedFrom: string, needed = false): OtherRecord => ({ kind: 'cim-report', id, countedFrom, needed })
const entry = (id: string, countedFrom: string, needed = false): OtherRecord => ({ kind: 'short-entry', id, countedFrom, needed })

test('what belongs to no case: by day, the soonest first, due on its day', () => {
  const items = findOtherItems([report('b', '2026-11-01'), report('a', '2026-09-01'), report('c', '2026-11-01')], rules, '2026-11-30')
  expect(items).toEqual([
    { kind: 'cim-report', ids: ['a'], on: '2026-11-30', days: 90, isDue: true },
    { kind: 'cim-report', ids: ['b', 'c'], on: '2027-01-30', days: 90, isDue: false },
  ])
})

test('what belongs to no case: nothing without a limit, and nothing that is needed', () => {
  const all = [entry('p', '2020-01-01'), report('a', '2020-01-01', true)]
  expect(findOtherItems(all, rules, '2026-11-30')).toEqual([])
  expect(findOtherItems(all, { ...rules, entryDays: rule(30) }, '2026-11-30').map(({ ids }) => ids)).toEqual([['p']])
})

test('what belongs to no case: a limit that is new is announced for three days', () => {
  const fresh = { ...rules, cimReportDays: rule(90, '2026-11-30') }
  expect(findOtherItems([report('a', '2020-01-01')], fresh, '2026-11-30')).toMatchObject([{ on: '2026-12-03', isDue: false }])
})
