import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settled } from '../../../renderer/app/settled.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('waiting until something has come to rest', () => {
  it('acts once, on the newest, after a while of silence', () => {
    const acted: number[] = []
    const rest = settled<number>(600, (value) => acted.push(value))
    rest.take(1)
    vi.advanceTimersByTime(599)
    rest.take(2)
    vi.advanceTimersByTime(599)
    expect(acted).toEqual([])
    vi.advanceTimersByTime(1)
    expect(acted).toEqual([2])
    rest.take(3)
    rest.cancel()
    vi.advanceTimersByTime(10_000)
    expect(acted).toEqual([2])
  })
})
