import { expect, test } from 'vitest'
import { quantile, toScaleRow } from './scale-row.ts'

test('scale row: a quantile lies between its two nearest values', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
  expect(quantile([10], 0.95)).toBe(10)
  expect(
    quantile(
      Array.from({ length: 101 }, (_, index) => index),
      0.95,
    ),
  ).toBe(95)
  expect(() => quantile([], 0.5)).toThrow('nothing')
})

test('scale row: has the figures of the other benchmarks, both quantiles, the goal in words and the verdict', () => {
  expect(
    toScaleRow({ what: 'unlock', unit: 's', ours: [1, 2, 3], baseline: [10, 10, 20], goals: [{ kind: 'times', limit: 0.25 }] }),
  ).toEqual({
    what: 'unlock',
    ours: 2,
    baseline: 10,
    ratio: 0.2,
    unit: 's',
    runs: 3,
    oursP95: 2.9,
    baselineP95: 19,
    goal: '≤ 0.25×',
    met: true,
  })
})

test('scale row: every goal must be met', () => {
  const save = (ours: readonly number[]) =>
    toScaleRow({
      what: 'save',
      unit: 'ms',
      ours,
      baseline: [4, 4, 4],
      goals: [
        { kind: 'times', limit: 2.5 },
        { kind: 'most', limit: 10, of: 'p95' },
      ],
    })
  expect(save([8, 8, 8])).toMatchObject({ goal: '≤ 2.5×, ≤ 10 ms p95', met: true })
  expect(save([8, 8, 30]).met).toBe(false)
  expect(save([11, 11, 11]).met).toBe(false)
})

test('scale row: a goal over the bare counterpart counts only what is added', () => {
  const page = (ours: number) =>
    toScaleRow({ what: 'page', unit: 'MB', ours: [ours], baseline: [40], goals: [{ kind: 'over', limit: 150 }] })
  expect(page(190)).toMatchObject({ goal: '≤ 150 MB over it', met: true })
  expect(page(191).met).toBe(false)
})

test('scale row: without a goal there is no row', () => {
  expect(() => toScaleRow({ what: 'x', unit: 'ms', ours: [1], baseline: [1], goals: [] })).toThrow('no goal')
})
