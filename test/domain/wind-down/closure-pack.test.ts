import { describe, expect, test } from 'vitest'
import { makePacks } from '../../../domain/wind-down/closure-pack.ts'

const uuids = (count: number) => Array.from({ length: count }, (_, index) => String(555_000_000_000 + index))

describe('closure pack', () => {
  test.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('%i UUIDs in lists of at most 100', (count, sizes) => {
    const packs = makePacks(uuids(count))
    expect(packs.map((pack) => pack.uuids.length)).toEqual(sizes)
    expect(packs.flatMap((pack) => pack.uuids)).toEqual(uuids(count))
  })
  test('names each person once', () => expect(makePacks(['555000111222', '555000111222'])[0]!.uuids).toEqual(['555000111222']))
})
