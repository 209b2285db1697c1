import { expect, test } from 'vitest'
import { formatDateTime, formatLongDate, formatWallTime, groupUuid, lowerFirst } from '../../domain/format.ts'

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
