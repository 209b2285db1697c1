import { describe, expect, it } from 'vitest'
import { earliestDayOf, readPastDate } from '../../../../../renderer/features/shared/after-call/dates.ts'

const day = (iso: string) => ({ year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8) })
const limits = { today: '2026-11-26', earliest: { date: '2026-11-23', because: 'Not before the manifest.' } }

describe('past dates', () => {
  it.each([
    ['today', '2026-11-26', { date: '2026-11-26' }],
    ['the earliest day', '2026-11-23', { date: '2026-11-23' }],
    ['tomorrow', '2026-11-27', { problem: 'Date of posting must be today or earlier.' }],
    ['before the earliest day', '2026-11-22', { problem: 'Not before the manifest.' }],
    ['a day that does not exist', '2026-11-31', { problem: 'Date of posting must be a real date.' }],
  ])('%s', (_what, iso, expected) => {
    expect(readPastDate(day(iso), 'Date of posting', limits)).toEqual(expected)
  })

  it('the UTC day of an instant is never later than the UK day', () => {
    expect(earliestDayOf('2026-07-01T23:30:00.000Z')).toBe('2026-07-01')
  })
})
