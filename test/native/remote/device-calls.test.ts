import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createDeviceCalls, type WaitingCalls } from '../../../native/remote/device-calls.ts'

const shape: z.ZodType<unknown> = z.object({ ok: z.literal(true) })
const otherwise = { lost: 'lost', notSent: 'not sent', late: { after: 1000, answer: 'late' } } as const
const call = { call: 'send', to: '+447700900123', body: 'Hello' } as const

/** A pipe without a process: what is sent is kept, and closing it loses all calls, as the end of a process does. */
function open(send?: () => void) {
  const sent: unknown[] = []
  let ended = 0
  const pipe = {
    send: (message: unknown) => {
      send?.()
      sent.push(message)
    },
    onMessage: () => undefined,
    onClose: () => undefined,
    close: () => {
      ended++
      calls.loseAll()
    },
  }
  const calls = createDeviceCalls(() => pipe)
  const ask = () => calls.ask(call, shape, otherwise)
  return { calls, sent, ask, ended: () => ended }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('calls to the device process', () => {
  test.each<{ title: string; act: (calls: WaitingCalls) => void; answer: unknown; ended?: number }>([
    { title: 'the answer of its own number', act: (calls) => calls.settle(1, { ok: true }), answer: { ok: true } },
    { title: 'an answer that cannot be read', act: (calls) => calls.settle(1, 'nonsense'), answer: 'lost' },
    { title: 'the end of the process', act: (calls) => calls.loseAll(), answer: 'lost' },
    { title: 'its time limit, which ends the process', act: () => vi.advanceTimersByTime(1000), answer: 'late', ended: 1 },
    {
      title: 'an answer for another number does not count',
      act: (calls) => {
        calls.settle(2, { ok: true })
        calls.loseAll()
      },
      answer: 'lost',
    },
    {
      title: 'only the first answer counts',
      act: (calls) => {
        calls.settle(1, { ok: true })
        calls.settle(1, 'nonsense')
        calls.loseAll()
        vi.advanceTimersByTime(1000)
      },
      answer: { ok: true },
    },
  ])('device call: $title', async ({ act, answer, ended = 0 }) => {
    const bench = open()
    const asked = bench.ask()
    expect(bench.sent).toEqual([{ id: 1, ...call }])
    act(bench.calls)
    expect(await asked).toEqual(answer)
    expect(bench.ended()).toBe(ended)
  })

  test('device call: without a process it is not sent', async () => {
    const calls = createDeviceCalls(() => undefined)
    expect(await calls.ask(call, z.string(), otherwise)).toBe('not sent')
  })

  test('device call: a pipe that throws counts as lost, and its time limit ends nothing', async () => {
    const bench = open(() => {
      throw new Error('broken pipe')
    })
    expect(await bench.ask()).toBe('lost')
    vi.advanceTimersByTime(1000)
    expect(bench.ended()).toBe(0)
  })
})
