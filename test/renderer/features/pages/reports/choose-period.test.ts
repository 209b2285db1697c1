import { expect, test } from 'vitest'
import { throughput } from '../../../../../domain/work/reports.ts'
import { dateFromIso } from '../../../../../renderer/ui/date-parts.ts'
import { readPeriod, usualPeriod, usualPeriods } from '../../../../../renderer/features/pages/reports/choose-period.ts'

const TODAY = '2026-11-30'

test('usual period: whole weeks from a Monday, this week the last of them', () => {
  expect(usualPeriod('4', TODAY)).toEqual({ from: '2026-11-09', to: TODAY })
  expect(usualPeriod('4', '2026-11-29')).toEqual({ from: '2026-11-02', to: '2026-11-29' })
  for (const { id, weeks } of usualPeriods)
    for (const today of ['2026-11-30', '2026-12-02', '2026-12-06']) expect(throughput([], usualPeriod(id, today)).rows).toHaveLength(weeks)
  expect(usualPeriod('none of them', TODAY)).toEqual(usualPeriod(usualPeriods[0].id, TODAY))
})

const days = (from: string, to: string) => ({ from: dateFromIso(from), to: dateFromIso(to) })

test.each([
  ['2026-11-01', '2026-11-30'],
  ['2026-11-30', '2026-11-30'],
  ['2021-12-01', '2026-11-30'],
])('own period from %s to %s: taken', (from, to) => expect(readPeriod(days(from, to), TODAY)).toEqual({ period: { from, to } }))

test.each([
  ['', '2026-11-30', 'from', /first day/i],
  ['2026-11-01', '', 'to', /last day/i],
  ['2026-11-20', '2026-11-19', 'to', /^Last day must be the first day or later$/],
  ['2026-12-01', '2026-12-01', 'from', /^First day must be today or in the past$/],
  ['2026-11-20', '2026-12-01', 'to', /^Last day must be today or in the past$/],
  ['2020-01-01', '2026-11-30', 'from', /^Choose a period of 5 years or less$/],
])('own period from %j to %j: a problem of “%s”', (from, to, name, message) =>
  expect(readPeriod(days(from, to), TODAY).problems?.[0]).toEqual({ name, message: expect.stringMatching(message) as string }),
)
