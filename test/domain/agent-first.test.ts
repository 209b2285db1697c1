import { expect, test } from 'vitest'
import { createAgentFirst, type AgentFirst } from '../../domain/agent-first.ts'

/** A clock that sleeping moves on. Each step of a check takes 2 ms. */
function bench() {
  let time = 0
  const slept: number[] = []
  const first = createAgentFirst({
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      time += milliseconds
    },
  })
  return {
    first,
    slept,
    at: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
    check: async (steps: number, given: AgentFirst = first) => {
      for (let step = 0; step < steps; step += 1) {
        time += 2
        await given.giveWay()
      }
    },
  }
}

test('agent first: a check rests as long as it worked, and not after each step', async () => {
  const { check, slept } = bench()
  await check(1)
  slept.length = 0
  await check(8)
  expect(slept).toEqual([8, 8])
})

test('agent first: a check takes no step while an act is under way, nor for a second after it', async () => {
  const { first, check, at, pass } = bench()
  let done = () => {}
  let ended = Infinity
  const act = first.act(async () => {
    await new Promise<void>((resolve) => (done = resolve))
    ended = at()
  })
  pass(100)
  const waiting = check(1)
  done()
  await act
  await waiting
  expect(at() - ended).toBeGreaterThanOrEqual(1_000)
})

test('agent first: a key stops a check in the middle of its slice', async () => {
  const { first, check, at } = bench()
  await check(1)
  first.touched()
  const touched = at()
  await check(1)
  expect(at() - touched).toBeGreaterThanOrEqual(1_000)
})

test('agent first: an agent who never pauses holds a check up for five seconds a slice at most', async () => {
  const { first, pass, at } = bench()
  const begun = at()
  let steps = 0
  const check = (async () => {
    for (; steps < 2; steps += 1) await first.giveWay()
  })()
  while (steps < 2) {
    first.touched()
    pass(0)
    await Promise.resolve()
  }
  await check
  expect(at() - begun).toBeLessThanOrEqual(2 * 5_025)
})

test('agent first: what takes longer than two seconds is no act, and holds no check up', async () => {
  const { first, check, slept, pass } = bench()
  void first.act(() => new Promise(() => {}))
  pass(2_000)
  slept.length = 0
  await check(1)
  expect(slept).toHaveLength(1)
})

test('agent first: a check that is stopped does not wait for the agent', async () => {
  const { first, slept } = bench()
  first.touched()
  await first.giveWay({ aborted: true })
  expect(slept).toHaveLength(1)
})

test('agent first: an act that fails fails, and checks go on', async () => {
  const { first, check, pass, slept } = bench()
  await expect(first.act(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  pass(1_100)
  slept.length = 0
  await check(1)
  expect(slept).toHaveLength(1)
})
