import { expect, test } from 'vitest'
import {
  CARD_LEADING,
  CARD_SIZE,
  cardNameBox,
  cardTextBox,
  cardWords,
  DOT,
  grow,
  groupUuid,
  isInsideCard,
  keepOutZone,
  touches,
} from '../../../domain/card/card-face.ts'
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

test.each([
  ['the whole card', { x: 0, y: 0, ...CARD_SIZE }, 0, true],
  ['2 mm inside on all sides', { x: 2, y: 2, width: CARD_SIZE.width - 4, height: CARD_SIZE.height - 4 }, 2, true],
  ['too far left', { x: 1.9, y: 2, width: 10, height: 10 }, 2, false],
  ['too high', { x: 2, y: 1.9, width: 10, height: 10 }, 2, false],
  ['too far right', { x: 2, y: 2, width: CARD_SIZE.width - 3.9, height: 10 }, 2, false],
  ['too low', { x: 2, y: 2, width: 10, height: CARD_SIZE.height - 3.9 }, 2, false],
  ['at the foot of the card', { x: 48, y: 48, width: 10, height: 5.98 }, 0, true],
])('a box inside the card or not: %s', (_, box, safety, inside) => expect(isInsideCard(box, safety)).toBe(inside))

test('a box for text holds a line of its smallest type, which is not larger than its largest', () => {
  const box = { x: 4, y: 4, width: 50, height: 12, largest: 10, smallest: 7, lines: 2 }
  const lineOf = (points: number) => (points * CARD_LEADING * 25.4) / 72
  const isTaken = (over: object) => cardTextBox.safeParse({ ...box, ...over }).success
  expect([{}, { smallest: 10 }, { height: lineOf(7) + 1e-9 }, { lines: 1 }, { lines: 4 }].map(isTaken)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect([{ smallest: 10.5 }, { height: lineOf(7) - 0.01 }, { lines: 0 }, { lines: 5 }, { lines: 1.5 }].map(isTaken)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(cardWords.parse({ ...box, text: ' Invented Trust ' }).text).toBe('Invented Trust')
  expect(cardWords.safeParse({ ...box, text: '  ' }).success).toBe(false)
})

test('a box for the name, and one for words of the station: the smallest type is not larger than the largest and fits a line', () => {
  const box = { x: 4, y: 4, width: 50, height: 12, largest: 10, smallest: 7, lines: 2 }
  for (const [what, schema, more] of [
    ['name', cardNameBox, {}],
    ['words', cardWords, { text: 'Invented Trust' }],
  ] as const) {
    const isTaken = (over: object) => schema.safeParse({ ...box, ...more, ...over }).success
    expect([{}, { smallest: 10 }, { smallest: 10.5 }, { height: 2.9 }].map(isTaken), what).toEqual([true, true, false, false])
  }
  expect([6.9, 7].map((smallest) => cardNameBox.safeParse({ ...box, smallest }).success)).toEqual([false, true])
  expect([6, 5.9].map((smallest) => cardTextBox.safeParse({ ...box, smallest }).success)).toEqual([true, false])
  expect([200, 201].map((length) => cardWords.safeParse({ ...box, text: 'x'.repeat(length) }).success)).toEqual([true, false])
})
