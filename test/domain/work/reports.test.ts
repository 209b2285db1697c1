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
  expect(rowsOf(throughput(facts, period))).toEqual(['16 to 22 November 2026: 3 0', '23 to 29 November 2026: 0 0', '30 November 2026: 0 4'])
  const cut = { from: '2026-11-26', to: '2026-12-31' }
  expect(throughput([], cut).rows.map(({ label }) => label)).toEqual([
    '26 to 29 November 2026',
    '30 November to 6 December 2026',
    '7 to 13 December 2026',
    '14 to 20 December 2026',
    '21 to 27 December 2026',
    '28 to 31 December 2026',
  ])
  expect(throughput([], { from: '2026-12-28', to: '2027-01-03' }).rows[0]!.label).toBe('28 December 2026 to 3 January 2027')
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

test('reports: each has its id, a column for the label and one for each value, and words for having no rows', () => {
  const facts = counted(
    [['opened', '2026-11-16'], 1],
    [['stage', edition, 'before-call', 2, '2026-11-20'], 1],
    [['rejected', edition, 'photograph', 'eyes', '2026-11-20'], 1],
    [['waits', 'reply', '2026-11-29'], 1],
    [['needs-card'], 1],
  )
  const cards = { blank: 3, byState: { blank: 3 } }
  const all = [
    throughput(facts, period),
    waitingTimes(facts, period, editions),
    rejections(facts, period, editions),
    overdue(facts, '2026-11-30'),
    cardsByState(cards),
    consumables(facts, cards),
  ]
  expect(all.map(({ id, columns, unit }) => [id, columns, unit])).toEqual([
    ['throughput', ['Week', 'Opened', 'Closed'], 'cases'],
    ['waiting', ['Stage', 'Median', '9 of 10'], 'days'],
    ['rejections', ['Reason', 'Times'], 'times'],
    ['overdue', ['Waits for', 'Open cases', 'Overdue'], 'cases'],
    ['cards', ['State', 'Cards'], 'cards'],
    ['consumables', ['What', 'Number'], 'cards'],
  ])
  for (const { rows, columns } of all) for (const { values } of rows) expect(values).toHaveLength(columns.length - 1)
  for (const { id, empty } of all) expect([id, empty !== '']).toEqual([id, id !== 'consumables'])
})

test('time for each stage: of two editions each stage names its own', () => {
  const [one, other] = editions.all
  const facts = counted(
    [['stage', one!.id, one!.stages[0]!.id, 2, '2026-11-16'], 1],
    [['stage', other!.id, other!.stages[0]!.id, 3, '2026-11-30'], 1],
    [['stage', 'unknown', 'stage', 3, '2026-11-30'], 1],
  )
  expect(rowsOf(waitingTimes(facts, period, editions))).toEqual([
    `${one!.stages[0]!.title} (${one!.name}): 2 2`,
    `${other!.stages[0]!.title} (${other!.name}): 3 3`,
  ])
})

test('rejections: of an edition or of a thing that is not known, in the words that there are', () => {
  const facts = counted(
    [['rejected', 'unknown', 'call', 'coached', '2026-11-16'], 1],
    [['rejected', edition, 'signature', 'x', '2026-11-30'], 2],
  )
  expect(rowsOf(rejections(facts, period, editions))).toEqual(['signature: x: 2', 'Call: coached: 1'])
})

test('quantile of nothing is 0', () => expect(quantileOf(new Map(), 0.5)).toBe(0))
