import { expect, test } from 'vitest'
import { inTurnsUntilAgreed } from './bench.ts'

const answers = (...values: number[]) => {
  let next = 0
  return () => Promise.resolve(values[next++ % values.length]!)
}
const rule = { least: 3, most: 8, within: 0.03 }

test('benchmarks: two baselines that agree end the turns at the least number', async () => {
  const { ours, baselines, agreed } = await inTurnsUntilAgreed(answers(110), [answers(100), answers(102)], rule)
  expect({ turns: ours.length, baselines, agreed }).toEqual({
    turns: 3,
    baselines: [
      [100, 100, 100],
      [102, 102, 102],
    ],
    agreed: true,
  })
})

test('benchmarks: turns go on while the medians of the two baselines differ', async () => {
  const { ours, agreed } = await inTurnsUntilAgreed(answers(110), [answers(100), answers(130, 130, 101, 101, 101, 101)], rule)
  expect({ turns: ours.length, agreed }).toEqual({ turns: 5, agreed: true })
})

test('benchmarks: after the most turns, baselines that never agreed are called so', async () => {
  const { ours, agreed } = await inTurnsUntilAgreed(answers(110), [answers(100), answers(104)], rule)
  expect({ turns: ours.length, agreed }).toEqual({ turns: 8, agreed: false })
})
