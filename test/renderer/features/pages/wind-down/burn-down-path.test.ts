import { expect, test } from 'vitest'
import { findTicks, HEIGHT, stepPath, WIDTH } from '../../../../../renderer/features/pages/wind-down/burn-down-path.ts'

test('burn-down line goes in steps, from the most to what is left', () => {
  const days = [4, 4, 1].map((left, place) => ({ on: `2026-11-0${place + 1}`, left }))
  expect(stepPath(days, 4)).toBe(`M0 0H${WIDTH / 2}V0H${WIDTH}V${HEIGHT * 0.75}`)
  expect(stepPath(days.slice(0, 1), 4)).toBe(`M0 0H${WIDTH}`)
})

test.each([
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [5, [0, 2, 4, 6]],
  [10, [0, 5, 10]],
  [75, [0, 20, 40, 60, 80]],
  [20_000, [0, 5_000, 10_000, 15_000, 20_000]],
])('ticks up to %i', (most, ticks) => expect(findTicks(most)).toEqual(ticks))
