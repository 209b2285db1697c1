import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { debounce } from '../../../renderer/app/debounce.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('debounce', () => {
  it('acts once, on the newest value, after a pause', () => {
    const acted: number[] = []
    const debounced = debounce<number>(600, (value) => acted.push(value))
    debounced.take(1)
    vi.advanceTimersByTime(599)
    debounced.take(2)
    vi.advanceTimersByTime(599)
    expect(acted).toEqual([])
    vi.advanceTimersByTime(1)
    expect(acted).toEqual([2])
    debounced.take(3)
    debounced.cancel()
    vi.advanceTimersByTime(10_000)
    expect(acted).toEqual([2])
  })
})
