import { expect, test } from 'vitest'
import { CARD_SIZE, DOT, grow, groupUuid, isInsideCard, keepOutZone, touches } from '../../../domain/card/card-face.ts'
import { STANDARD_CARD } from '../../../domain/card/card-template.ts'

test('the card is ID-1', () => expect(CARD_SIZE).toEqual({ width: 85.6, height: 53.98 }))

test('a dot of a 300 dpi head is 0.085 mm', () => expect(DOT).toBeCloseTo(0.0847, 4))

test('the keep-out zone is the contacts and 1.5 mm around them', () => {
  expect(keepOutZone(STANDARD_CARD)).toEqual({
    x: 8.75,
    y: expect.closeTo(17.73),
    width: expect.closeTo(12.62),
    height: expect.closeTo(12.32),
  })
  expect(STANDARD_CARD.chip.width).toBeCloseTo(9.62)
})

test.each([
  ['side by side', { x: 10, y: 0, width: 10, height: 10 }, false],
  ['one over the other', { x: 9.9, y: 0, width: 10, height: 10 }, true],
  ['one inside the other', { x: 2, y: 2, width: 1, height: 1 }, true],
  ['corner to corner', { x: 10, y: 10, width: 5, height: 5 }, false],
])('boxes %s', (_, other, touching) => expect(touches({ x: 0, y: 0, width: 10, height: 10 }, other)).toBe(touching))

test('what grows by 2 mm is 2 mm nearer to the edge', () => {
  const box = { x: 3, y: 3, width: 10, height: 10 }
  expect(isInsideCard(grow(box, { x: 2, y: 2 }), 1)).toBe(true)
  expect(isInsideCard(grow(box, { x: 2, y: 2 }), 1.1)).toBe(false)
})

test('the UUID is grouped by four', () => expect(groupUuid('012345678901')).toBe('0123 4567 8901'))
