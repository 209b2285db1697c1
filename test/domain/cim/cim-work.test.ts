import { expect, test } from 'vitest'
import { cimWorkOf } from '../../../domain/cim/cim-work.ts'
import { workItem } from '../../../domain/work-item.ts'

const today = '2026-11-30'

test('work from the reports of CIM: one item for each kind, however many there are', () => {
  const work = cimWorkOf({ open: { 'several-active-cards': 1, 'person-missing-here': 19_900, 'different-name': 0 }, ends: {} }, today)
  expect(work.map((item) => workItem.parse(item))).toEqual([
    {
      id: 'cim several-active-cards',
      kind: 'cim',
      title: 'More than one active card: 1 person or card',
      detail: 'From the reports of CIM',
      action: 'Check the differences',
      place: '/people/cim-reports/several-active-cards',
    },
    expect.objectContaining({ title: 'Person not known here: 19,900 persons or cards' }),
  ])
})

test.each<[string, Readonly<Record<string, number>>, string]>([
  ['has ended', { '2026-11-20': 2, '2026-12-20': 5 }, '2 cards end within 7 days'],
  ['within 7 days', { '2026-12-07': 1, '2026-12-20': 5 }, '1 card ends within 7 days'],
  ['within 30 days', { '2026-12-08': 3, '2027-02-20': 5 }, '3 cards end within 30 days'],
  ['within 60 days', { '2027-01-29': 4 }, '4 cards end within 60 days'],
  ['within 90 days', { '2027-02-28': 1200 }, '1,200 cards end within 90 days'],
])('cards that end soon: the first %s, due on its day', (_, ends, title) => {
  const count = Object.values(ends).reduce((sum, one) => sum + one, 0)
  const [item] = cimWorkOf({ open: { 'ends-soon': count }, ends }, today)
  expect(workItem.parse(item)).toMatchObject({ title, on: Object.keys(ends)[0], place: '/people/cim-reports/ends-soon' })
})
