import { expect, test } from 'vitest'
import { createCalendar } from '../../../main/retention/calendar.ts'

const all = (calendar: ReturnType<typeof createCalendar>, last?: string) => [...calendar.upTo(last)].map((pair) => pair.join(' '))

test('retention calendar: the earliest day first, up to a day', () => {
  const calendar = createCalendar()
  calendar.put('a', ['2026-03-02', '2026-01-01', '2026-03-02'])
  calendar.put('b', ['2026-02-01'])
  expect(all(calendar)).toEqual(['2026-01-01 a', '2026-02-01 b', '2026-03-02 a'])
  expect(all(calendar, '2026-02-01')).toEqual(['2026-01-01 a', '2026-02-01 b'])
  expect(all(calendar, '2025-12-31')).toEqual([])
  expect(calendar.size()).toBe(4)
})

test('retention calendar: a case that is put again has its new days only; without days it leaves', () => {
  const calendar = createCalendar()
  calendar.put('a', ['2026-01-01', '2026-02-01'])
  calendar.put('b', ['2026-01-01'])
  calendar.put('a', ['2026-02-01', '2026-03-01'])
  expect(all(calendar)).toEqual(['2026-01-01 b', '2026-02-01 a', '2026-03-01 a'])
  calendar.put('a', [])
  expect([all(calendar), calendar.size()]).toEqual([['2026-01-01 b'], 1])
  calendar.clear()
  expect([all(calendar), calendar.size()]).toEqual([[], 0])
})
