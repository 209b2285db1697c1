import { describe, expect, test } from 'vitest'
import { createWatchedValue } from '../../native/watched-value.ts'

describe('watched value', () => {
  test('a watcher hears the value at once and each one after it, until it stops', () => {
    const value = createWatchedValue(1)
    const heard: number[] = []
    const stop = value.watch((state) => heard.push(state))
    value.set(2)
    stop()
    value.set(3)
    expect(heard).toEqual([1, 2])
    expect(value.last()).toBe(3)
  })

  test('a watcher that stops while it is called does not keep the next one from hearing', () => {
    const value = createWatchedValue('a')
    const heard: string[] = []
    const stop: () => void = value.watch((state) => state === 'b' && stop())
    value.watch((state) => heard.push(state))
    value.set('b')
    expect(heard).toEqual(['a', 'b'])
  })

  test('after clear no watcher hears anything', () => {
    const value = createWatchedValue(1)
    const heard: number[] = []
    value.watch((state) => heard.push(state))
    value.clear()
    value.set(2)
    expect(heard).toEqual([1])
  })

  test('an update is heard only when it says something else', () => {
    const value = createWatchedValue({ state: 'ready', name: 'modem' })
    const heard: string[] = []
    value.watch(({ state }) => heard.push(state))
    value.update({ state: 'ready', name: 'modem' })
    value.update({ state: 'absent', name: 'modem' })
    value.set({ state: 'absent', name: 'modem' })
    expect(heard).toEqual(['ready', 'absent', 'absent'])
  })
})
