import { describe, expect, test } from 'vitest'
import { cardStates, type CardState } from '../../../../../domain/card/lifecycle.ts'
import { findCards, shownFilters, type CardLine } from '../../../../../renderer/features/pages/cards/card-filters.ts'

const line = (serial: string, state: CardState, more: Partial<CardLine> = {}): CardLine => ({
  serial,
  state,
  since: '2026-11-25T09:00:00.000Z',
  heldByCase: false,
  destructionProved: false,
  ...more,
})
const cards = [
  line('4242424', 'issued', { caseId: '22222222-2222-4222-8222-222222222222', caseReference: 'RA-7K3M-24' }),
  line('4242425', 'blank', { box: 'Box 17' }),
  line('0A1B2C', 'lost'),
]
const found = (query: string, filter: Parameters<typeof findCards>[1] = 'all') =>
  findCards(cards, filter, query).map(({ serial }) => serial)

describe('a card is found', () => {
  const table: readonly (readonly [query: string, serials: readonly string[]])[] = [
    ['', ['4242424', '4242425', '0A1B2C']],
    ['4242425', ['4242425']],
    ['424', ['4242424', '4242425']],
    ['42 42-424', ['4242424']],
    ['0004242424', ['4242424']],
    ['1b2c', ['0A1B2C']],
    ['ra-7k3m', ['4242424']],
    ['box 17', ['4242425']],
    ['nothing', []],
  ]
  for (const [query, serials] of table) test(`by “${query}”`, () => expect(found(query)).toEqual(serials))
  test('only in the state that was chosen', () => expect([found('424', 'blank'), found('', 'destroyed')]).toEqual([['4242425'], []]))
})

test('filters are those that have cards, and the one that is chosen', () => {
  const byState = { ...Object.fromEntries(cardStates.map((state) => [state, 0])), blank: 38, issued: 1 } as Record<CardState, number>
  expect(shownFilters(byState, 'lost').map(({ id, count }) => [id, count])).toEqual([
    ['all', 39],
    ['blank', 38],
    ['issued', 1],
    ['lost', 0],
  ])
})
