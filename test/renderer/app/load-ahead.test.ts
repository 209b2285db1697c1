import { afterEach, expect, test, vi } from 'vitest'
import { loadAhead } from '../../../renderer/app/load-ahead.ts'

const idle: (() => void)[] = []
vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
afterEach(() => {
  idle.length = 0
})

/** Lets one idle moment come, and what was loaded in it end. */
async function idleMoment(): Promise<void> {
  idle.shift()?.()
  await new Promise((resolve) => setTimeout(resolve))
}

test('loading ahead: one screen in each idle moment, also after one that could not be loaded', async () => {
  const loaded: string[] = []
  loadAhead([
    () => Promise.resolve(loaded.push('first')),
    () => Promise.reject(new Error('not there')),
    () => Promise.resolve(loaded.push('third')),
  ])
  expect(loaded).toEqual([])
  await idleMoment()
  expect(loaded).toEqual(['first'])
  await idleMoment()
  await idleMoment()
  expect(loaded).toEqual(['first', 'third'])
  expect(idle).toEqual([])
})

test('loading ahead: nothing more is loaded once it is stopped', async () => {
  const load = vi.fn(() => Promise.resolve())
  const stop = loadAhead([load, load, load])
  await idleMoment()
  stop()
  await idleMoment()
  expect(load).toHaveBeenCalledTimes(1)
})
