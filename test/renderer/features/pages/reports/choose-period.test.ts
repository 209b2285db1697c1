import { expect, test } from 'vitest'
import { throughput } from '../../../../../domain/work/reports.ts'
import { checkPeriod, usualPeriod, usualPeriods } from '../../../../../renderer/features/pages/reports/choose-period.ts'

const TODAY = '2026-11-30'

test('usual period: whole weeks from a Monday, this week the last of them', () => {
  expect(usualPeriod('4', TODAY)).toEqual({ from: '2026-11-09', to: TODAY })
  expect(usualPeriod('4', '2026-11-29')).toEqual({ from: '2026-11-02', to: '2026-11-29' })
  for (const { id, weeks } of usualPeriods)
    for (const today of ['2026-11-30', '2026-12-02', '2026-12-06']) expect(throughput([], usualPeriod(id, today)).rows).toHaveLength(weeks)
  expect(usualPeriod('none of them', TODAY)).toEqual(usualPeriod(usualPeriods[0].id, TODAY))
})

test.each([
  ['2026-11-01', '2026-11-30', undefined],
  ['2026-11-30', '2026-11-30', undefined],
  ['2021-12-01', '2026-11-30', undefined],
  ['', '2026-11-30', 'Enter both dates'],
  ['2026-11-01', '', 'Enter both dates'],
  ['2026-11-20', '2026-11-19', 'The first day must be on or before the last day'],
  ['2026-11-20', '2026-12-01', 'The last day must be on or before 30 November 2026'],
  ['2020-01-01', '2026-11-30', 'Choose a period of 5 years or less'],
])('own period from %j to %j: %s', (from, to, problem) => expect(checkPeriod({ from, to }, TODAY)).toBe(problem))
