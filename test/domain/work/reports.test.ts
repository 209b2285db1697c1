import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEditions } from '../../../domain/guidance/index.ts'
import type { CountedFacts, ReportFact } from '../../../domain/work/report-facts.ts'
import {
  cardsByState,
  consumables,
  overdue,
  quantileOf,
  rejections,
  throughput,
  waitingTimes,
  weekOf,
  type Report,
} from '../../../domain/work/reports.ts'

const editions = createEditions()
const edition = 'remote-2020-04-08'
const counted = (...facts: readonly (readonly [ReportFact, number])[]): CountedFacts => facts.map(([fact, count]) => ({ fact, count }))
const rowsOf = ({ rows }: Report) => rows.map(({ label, values }) => `${label}: ${values.join(' ')}`)
const period = { from: '2026-11-16', to: '2026-11-30' }

test.each([
  ['2026-11-30', '2026-11-30'],
  ['2026-12-06', '2026-11-30'],
  ['2026-11-29', '2026-11-23'],
  ['2027-01-01', '2026-12-28'],
])('week of %s begins on Monday %s', (day, monday) => expect(weekOf(day)).toBe(monday))

test('throughput: by week, and nothing from before the period', () => {
  const facts = counted(
    [['opened', '2026-11-15'], 9],
    [['opened', '2026-11-16'], 2],
    [['opened', '2026-11-22'], 1],
    [['closed', '2026-11-30'], 4],
    [['closed', '2026-12-01'], 5],
  )
  expect(rowsOf(throughput(facts, period))).toEqual(['16 November 2026: 3 0', '23 November 2026: 0 0', '30 November 2026: 0 4'])
})

describe('time for each stage', () => {
  test('median and 9 of 10, of stages that ended in the period', () => {
    const facts = counted(
      [['stage', edition, 'before-call', 2, '2026-11-20'], 5],
      [['stage', edition, 'before-call', 4, '2026-11-21'], 4],
      [['stage', edition, 'before-call', 30, '2026-11-22'], 1],
      [['stage', edition, 'before-call', 99, '2026-10-01'], 50],
    )
    expect(rowsOf(waitingTimes(facts, period, editions))).toEqual(['Before the video call: 2 4'])
  })

  test('any histogram: the same as sorting every value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (values, part) => {
        const histogram = new Map<number, number>()
        for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1)
        const sorted = values.toSorted((a, b) => a - b)
        expect(quantileOf(histogram, part)).toBe(sorted[Math.ceil(sorted.length * part) - 1])
      }),
    )
  })
})

test('rejections: in the words of the edition, most often first', () => {
  const facts = counted(
    [['rejected', edition, 'photograph', 'eyes', '2026-11-20'], 2],
    [['rejected', edition, 'document', 'expired', '2026-11-20'], 3],
    [['rejected', edition, 'photograph', 'eyes', '2026-11-21'], 2],
    [['rejected', edition, 'call', 'coached', '2026-01-01'], 9],
  )
  expect(rowsOf(rejections(facts, period, editions))).toEqual([
    'Photograph: The eyes are hidden, closed or shaded: 4',
    'Document: It has expired: 3',
  ])
})

test('waiting and overdue: due yesterday is overdue, due today is not', () => {
  const facts = counted([['waits', 'reply', '2026-11-29'], 2], [['waits', 'reply', '2026-11-30'], 3], [['waits', 'arrival', ''], 1])
  expect(rowsOf(overdue(facts, '2026-11-30'))).toEqual(['Reply of the registrant: 5 2', 'Arrival call: 1 0'])
})

test.each([
  [3, 5, '2 more blank cards are needed for the open cases.'],
  [4, 5, '1 more blank card is needed for the open cases.'],
  [5, 5, 'There are enough blank cards for the open cases.'],
])('%i blank cards for %i open cases: %s', (blank, needed, about) => {
  const report = consumables(counted([['needs-card'], needed]), { blank, byState: {} })
  expect([report.about, rowsOf(report)]).toEqual([about, [`Blank cards in stock: ${blank}`, `Open cases that need a card: ${needed}`]])
})

test('cards by state: only states that have cards', () => {
  expect(rowsOf(cardsByState({ blank: 3, byState: { blank: 3, lost: 1, posted: 0 } }))).toEqual(['Blank: 3', 'Lost: 1'])
})
