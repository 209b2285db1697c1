import { expect, test } from 'vitest'
import { cardStates, type CardState } from '../../../../domain/card/lifecycle.ts'
import type { RegisteredCard } from '../../../../domain/card/register/register.ts'
import { checkTakeable, countStock } from '../../../../domain/card/register/stock.ts'

const card = (serial: string, state: CardState, more: Partial<RegisteredCard> = {}): RegisteredCard => ({
  serial,
  state,
  since: '2026-11-01T09:00:00.000Z',
  heldByCase: false,
  destructionProved: false,
  history: [{ act: 'listed', at: '2026-11-01T09:00:00.000Z', by: 'Sample Agent' }] as never,
  ...more,
})
const registerOf = (...cards: readonly RegisteredCard[]) => new Map(cards.map((one) => [one.serial, one]))

test('stock: each state of a card counts as blank, as wasted, or as neither', () => {
  const counted = cardStates.map((state) => {
    const { blank, boxes, byState } = countStock(registerOf(card('1', state, { box: 'Box 1' })))
    expect(byState[state]).toBe(1)
    expect(Object.values(byState).reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(boxes[0]!.listed).toBe(1)
    expect(boxes[0]!.blank).toBe(blank)
    return [state, blank, boxes[0]!.wasted]
  })
  expect(counted.filter(([, blank]) => blank === 1).map(([state]) => state)).toEqual(['blank'])
  expect(new Set(counted.filter(([, , wasted]) => wasted === 1).map(([state]) => state))).toEqual(
    new Set(['destroyed', 'lost', 'spoiled', 'unknown']),
  )
})

test('stock: boxes in the order in which they came, then by name; a card without a box is in none', () => {
  const listedAt = (at: string) => ({ history: [{ act: 'listed', at, by: 'Sample Agent' }] as never })
  const { blank, boxes, byState } = countStock(
    registerOf(
      card('1', 'blank', { box: 'B', ...listedAt('2026-11-02T09:00:00.000Z') }),
      card('2', 'blank', { box: 'A', ...listedAt('2026-11-02T09:00:00.000Z') }),
      card('3', 'spoiled', { box: 'C', ...listedAt('2026-11-01T09:00:00.000Z') }),
      card('4', 'blank', { box: 'C', ...listedAt('2026-11-01T09:00:00.000Z') }),
      card('5', 'blank'),
    ),
  )
  expect(boxes.map(({ box, listed, blank: left, wasted }) => [box, listed, left, wasted])).toEqual([
    ['C', 2, 1, 1],
    ['A', 1, 1, 0],
    ['B', 1, 1, 0],
  ])
  expect([blank, byState.blank]).toEqual([3, 4])
})

const asked = { serial: '1', caseId: 'case-1', attempt: 2, onlyListed: true }
test.each<[string, RegisteredCard | undefined, Partial<typeof asked>, string | undefined]>([
  ['a blank card of a box', card('1', 'blank', { box: 'Box 1' }), {}, undefined],
  ['a blank card of no box', card('1', 'blank'), {}, 'card-not-listed'],
  ['a blank card of no box, where any may be taken', card('1', 'blank'), { onlyListed: false }, undefined],
  ['a card that was never seen', undefined, {}, 'card-not-listed'],
  ['a card that was never seen, where any may be taken', undefined, { onlyListed: false }, undefined],
  ['begun for this attempt', card('1', 'begun', { caseId: 'case-1', attempt: 2 }), {}, undefined],
  ['begun for another attempt', card('1', 'begun', { caseId: 'case-1', attempt: 1 }), {}, 'card-not-blank-here'],
  ['begun for another case', card('1', 'begun', { caseId: 'case-2', attempt: 2 }), {}, 'card-not-blank-here'],
  ['written for this attempt', card('1', 'issued', { caseId: 'case-1', attempt: 2, box: 'Box 1' }), {}, 'card-not-blank-here'],
])('card to be written: %s', (_name, found, more, code) => {
  const answer = checkTakeable(found, { ...asked, ...more })
  expect(answer.ok ? undefined : answer.error.code).toBe(code)
})

test('card of another case: the refusal names that case, and not its own', () => {
  const refusalOf = (caseId: string) => {
    const answer = checkTakeable(card('1', 'issued', { caseId, caseReference: 'RA-7K3M-2' }), asked)
    return answer.ok ? '' : answer.error.message
  }
  expect(refusalOf('case-2')).toContain('It belongs to RA-7K3M-2.')
  expect(refusalOf('case-1')).not.toContain('RA-7K3M-2')
})
