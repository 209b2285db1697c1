import { expect, test } from 'vitest'
import { compareWorkItems, isOverdue, workItem, type WorkItem } from '../../domain/work-item.ts'

const item = (id: string, on?: string): WorkItem => ({
  id,
  kind: 'case',
  title: id,
  action: 'Open',
  place: '/case/1',
  ...(on ? { on } : {}),
})

test('work item: overdue from the day after it was due', () => {
  expect(['2026-11-29', '2026-11-30', '2026-12-01'].map((on) => isOverdue({ on }, '2026-11-30'))).toEqual([true, false, false])
  expect(isOverdue({}, '2026-11-30')).toBe(false)
})

test('work items: by day, then by title; without a day last', () => {
  const sorted = [item('d'), item('c', '2026-12-02'), item('b', '2026-11-01'), item('a', '2026-12-02')].sort(compareWorkItems)
  expect(sorted.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd'])
})

test('work item: its place is a page of RA Desk', () => {
  expect(workItem.safeParse(item('a')).success).toBe(true)
  expect(workItem.safeParse({ ...item('a'), place: 'https://example.org' }).success).toBe(false)
})
