import { expect, test } from 'vitest'
import { findReportDay } from '../../../domain/cim/report-day.ts'

test.each([
  ['Smartcards_2026-11-28.csv', '2026-11-28'],
  ['smartcards20261128.csv', '2026-11-28'],
  ['users 28-11-2026 (2).csv', '2026-11-28'],
  ['users 28112026.csv', '2026-11-28'],
  ['export.csv', undefined],
  ['2026-13-45.csv', undefined],
  // A day that has not come is no day of a report.
  ['2027-01-01.csv', undefined],
  ['555123456789.csv', undefined],
])('day of a report by the name of its file: %s', (name, expected) => expect(findReportDay(name, '2026-11-30')).toBe(expected))
