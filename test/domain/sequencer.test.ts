import { describe, expect, test } from 'vitest'
import { createSequencer, createSequencerByKey } from '../../domain/sequencer.ts'

const pause = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('sequencer', () => {
  test('runs tasks one at a time in the order in which they were queued, even if one fails', async () => {
    const inSequence = createSequencer()
    const seen: string[] = []
    const task =
      (name: string, fails = false) =>
      async () => {
        seen.push(`${name} starts`)
        await pause()
        seen.push(`${name} ends`)
        if (fails) throw new Error(name)
        return name
      }
    const results = await Promise.allSettled([inSequence(task('a')), inSequence(task('b', true)), inSequence(task('c'))])
    expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('sequencer by key', () => {
  test('tasks of one key run one at a time, tasks of different keys side by side', async () => {
    const byKey = createSequencerByKey<string>()
    const running = { a: 0, b: 0 }
    let most = 0
    let mostOfOne = 0
    const task = (key: 'a' | 'b') => async () => {
      running[key]++
      mostOfOne = Math.max(mostOfOne, running.a, running.b)
      most = Math.max(most, running.a + running.b)
      await pause()
      running[key]--
    }
    await Promise.all(([['a'], ['a'], ['b'], ['b']] as const).map(([key]) => byKey(key, task(key))))
    expect({ most, mostOfOne }).toEqual({ most: 2, mostOfOne: 1 })
  })
})
