import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRestartedProcess } from '../../../native/remote/restarted-process.ts'

function bench(spawnFails: () => boolean = () => false) {
  const starts: number[] = []
  const messages: unknown[] = []
  const ends: number[] = []
  const processes: { readonly say: (message: unknown) => void; readonly end: () => void }[] = []
  const device = createRestartedProcess(
    () => {
      starts.push(Date.now())
      if (spawnFails()) throw new Error('no memory')
      const closing: (() => void)[] = []
      const listeners: ((message: unknown) => void)[] = []
      const end = (): void => {
        for (const listener of closing) listener()
      }
      processes.push({
        say: (message) => {
          for (const listener of listeners) listener(message)
        },
        end,
      })
      return {
        send: () => undefined,
        onMessage: (listener) => void listeners.push(listener),
        onClose: (listener) => void closing.push(listener),
        close: end,
      }
    },
    { message: (message) => messages.push(message), end: () => ends.push(Date.now()) },
  )
  device.start()
  return { device, starts, messages, ends, processes }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('restarted process', () => {
  test('device process: the pause doubles, and is short again after a process that lived for half a minute', () => {
    const { starts, processes } = bench()
    processes[0]!.end()
    vi.advanceTimersByTime(250)
    processes[1]!.end()
    vi.advanceTimersByTime(500)
    vi.advanceTimersByTime(30_000)
    processes[2]!.end()
    vi.advanceTimersByTime(250)
    expect(starts).toEqual([0, 250, 750, 31_000])
  })

  test('device process: one that cannot be started is started again, no more than ten seconds later', () => {
    const { starts, ends, device } = bench(() => true)
    vi.advanceTimersByTime(40_000)
    const pauses = starts.slice(1).map((start, index) => start - starts[index]!)
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    expect(ends).toEqual([])
    expect(device.pipe()).toBeUndefined()
  })

  test('device process: one that has ended is not heard any more', () => {
    const { processes, messages, ends, device } = bench()
    processes[0]!.say('first')
    processes[0]!.end()
    expect(device.pipe()).toBeUndefined()
    processes[0]!.say('late')
    vi.advanceTimersByTime(250)
    processes[1]!.say('second')
    processes[0]!.end()
    expect(messages).toEqual(['first', 'second'])
    expect(ends).toEqual([0])
  })

  test('device process: closing ends it, starts no other, and is not told as an end', () => {
    const { device, starts, ends } = bench()
    device.close()
    vi.advanceTimersByTime(60_000)
    expect(starts).toEqual([0])
    expect(ends).toEqual([])
  })
})
