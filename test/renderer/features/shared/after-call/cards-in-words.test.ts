import { expect, test } from 'vitest'
import { cardsInWords, leftOutWarning } from '../../../../../renderer/features/shared/after-call/cards-in-words.ts'

test.each([
  [0, '0 cards'],
  [1, '1 card'],
  [2, '2 cards'],
])('%d cards in words', (count, words) => {
  expect(cardsInWords(count)).toBe(words)
})

test('cards that are left out of a posting list: none is no warning, one and several need other labels', () => {
  expect(leftOutWarning(0)).toBeUndefined()
  expect(leftOutWarning(1)).toMatch(/^1 other card is ready.* make it again\.$/)
  expect(leftOutWarning(3)).toMatch(/^3 other cards are ready.* make them again\.$/)
})
