import { expect, test } from 'vitest'
import { stationKey } from './kept-stations.ts'

test('kept stations: another size, seed, length of the record or format is another station', () => {
  const keys = [
    stationKey({ cases: 5_000, seed: 1 }, 'v1'),
    stationKey({ cases: 500, seed: 1 }, 'v1'),
    stationKey({ cases: 5_000, seed: 2 }, 'v1'),
    stationKey({ cases: 5_000, seed: 1, entriesPerCase: 8 }, 'v1'),
    stationKey({ cases: 5_000, seed: 1 }, 'v2'),
  ]
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys[0]).toBe('5000-seed1-whole-v1')
})
