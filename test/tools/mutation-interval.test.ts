/** How sure the score of a sample of mutants is. */
import { expect, test } from 'vitest'
import { describeInterval, intervalOf, scoreOf, type MutantResult } from '../../tools/mutation/scores.ts'

const sample = (noticed: number, survived: number) =>
  scoreOf([
    ...Array.from({ length: noticed }, () => ({ status: 'Killed' }) as MutantResult),
    ...Array.from({ length: survived }, () => ({ status: 'Survived' }) as MutantResult),
  ])

test.each([
  [0, 10, [0, 27.8]],
  [10, 0, [72.2, 100]],
  [5, 5, [23.7, 76.3]],
  [94, 6, [87.5, 97.2]],
  [940, 60, [92.4, 95.3]],
])('mutation: %i noticed, %i survived: between %j percent', (noticed, survived, expected) => {
  expect(intervalOf(sample(noticed, survived))!.map((percent) => Number(percent.toFixed(1)))).toEqual(expected)
})

test('mutation: an interval in words, and none where nothing was mutated', () => {
  expect(describeInterval(sample(94, 6))).toBe('  95 % interval: 87.5 to 97.2 %')
  expect([intervalOf(sample(0, 0)), describeInterval(sample(0, 0))]).toEqual([undefined, ''])
})
