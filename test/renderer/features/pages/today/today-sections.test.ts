import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseSummary } from '../../../../../domain/case/summary.ts'
import { waitKinds, type WaitKind } from '../../../../../domain/journey/wait.ts'
import { compareWaits, firstOf, sectionsOf } from '../../../../../renderer/features/pages/today/today-sections.ts'
import { summaryOf } from '../../../client/fakes.ts'

const today = '2026-11-30'
const waiting = (kind: WaitKind, due?: string, at?: string): CaseSummary => ({
  ...summaryOf('a', 1),
  wait: { kind, since: '2026-11-20', ...(due === undefined ? {} : { due }), ...(at === undefined ? {} : { at }) },
})
const headings = (one: CaseSummary) =>
  sectionsOf(today)
    .filter(({ holds }) => holds(one))
    .map(({ id }) => id)

describe('section of Today', () => {
  const table: readonly [string, CaseSummary, string | undefined][] = [
    ['a case that waits for nothing', summaryOf('a', 1), undefined],
    ['a reply that was due yesterday', waiting('reply', '2026-11-29'), 'overdue'],
    ['a reply that is due today', waiting('reply', today), 'replies'],
    ['a reply that is due tomorrow', waiting('reply', '2026-12-01'), undefined],
    ['a call today', waiting('appointment', today, `${today}T10:00`), 'calls'],
    ['a call yesterday', waiting('appointment', '2026-11-29', '2026-11-29T10:00'), 'overdue'],
    ['a call tomorrow', waiting('appointment', '2026-12-01', '2026-12-01T10:00'), undefined],
    ['a passcode that is due tomorrow', waiting('passcode', '2026-12-01'), 'passcodes'],
    ['a passcode of an edition without due dates', waiting('passcode'), 'passcodes'],
    ['a card to post tomorrow', waiting('posting', '2026-12-01'), 'posting'],
    ['an arrival due today', waiting('arrival', today), 'arrivals'],
    ['an arrival due later', waiting('arrival', '2026-12-02'), undefined],
    ['a card to make today', waiting('card', today), 'others'],
    ['a first log-in due today', waiting('logIn', today), 'others'],
  ]
  test.each(table)('%s', (_name, one, section) => expect(headings(one)).toEqual(section === undefined ? [] : [section]))

  test('no case stands under two headings', () => {
    const days = ['2026-11-01', '2026-11-29', today, '2026-12-01', undefined]
    for (const kind of waitKinds) for (const day of days) expect(headings(waiting(kind, day)).length).toBeLessThanOrEqual(1)
  })
})

test('calls: by their time', () => {
  const late = waiting('appointment', today, `${today}T15:00`)
  const early = waiting('appointment', today, `${today}T09:30`)
  expect([late, early].sort(compareWaits)).toEqual([early, late])
})

test('first of a list: the same as sorting all of it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 1, max: 10 }), (items, most) => {
      const compare = (one: number, other: number) => one - other
      expect(firstOf(items, most, compare)).toEqual([...items].sort(compare).slice(0, most))
    }),
  )
})
