import { expect, test } from 'vitest'
import { formatDateTime, formatDays, formatLongDate, formatWallTime, groupUuid, lowerFirst } from '../../domain/format.ts'

test.each([
  [formatLongDate, '1990-07-04', '4 July 1990'],
  [formatLongDate, 'not a date', 'not a date'],
  [formatDateTime, '2026-07-04T08:30:00.000Z', '4 Jul 2026, 09:30'],
  [formatDateTime, '2026-12-04T08:30:00.000Z', '4 Dec 2026, 08:30'],
  [formatDateTime, 'never', 'never'],
  [formatWallTime, '2026-11-23T09:30', '23 November 2026 at 09:30'],
  [formatWallTime, '09:30', '09:30'],
  [lowerFirst, 'Create the identity in CIS', 'create the identity in CIS'],
  [groupUuid, '555000111222', '5550 0011 1222'],
] as const)('shown to people, $1: $2', (format, value, shown) => expect(format(value)).toBe(shown))

test.each([
  ['2026-11-16', '2026-11-22', '16 to 22 November 2026'],
  ['2026-11-30', '2026-12-06', '30 November to 6 December 2026'],
  ['2026-12-28', '2027-01-03', '28 December 2026 to 3 January 2027'],
  ['2026-11-30', '2026-11-30', '30 November 2026'],
])('days from %s to %s: %s', (from, to, words) => expect(formatDays(from, to)).toBe(words))
