import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawPuk, FACTORY_PUK, findPukProblem } from '../../../domain/card/puk.ts'
import { factory } from '../../../native/card/piv.ts'

test.each([
  ['7 digits', '1234567', 'must have 8 digits'],
  ['a letter', '1234567x', 'must have 8 digits'],
  ['the PUK of a blank card', FACTORY_PUK, 'every blank card'],
  ['one digit eight times', '00000000', 'the same'],
])('PUK: %s is refused', (_what, puk, words) => {
  expect(findPukProblem(puk)).toContain(words)
})

test.each(['00421734', '87654321', '11111112'])('PUK: %s may be used', (puk) => {
  expect(findPukProblem(puk)).toBeUndefined()
})

test('PUK: drawn with leading zeros, and again when it must not be used', () => {
  const drawn = [12_345_678, 77_777_777, 421_734]
  expect(drawPuk(() => drawn.shift()!)).toBe('00421734')
  for (let draws = 0; draws < 200; draws += 1) expect(findPukProblem(drawPuk(randomInt))).toBeUndefined()
})

test('PUK: a broken random source throws instead of drawing for ever', () => {
  expect(() => drawPuk(() => 0)).toThrow('1,000 draws')
})

test('PUK: the one that must not be drawn is the one of a blank card', () => {
  expect(FACTORY_PUK).toBe(factory.puk)
})
