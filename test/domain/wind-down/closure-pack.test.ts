import { describe, expect, test } from 'vitest'
import { decisions } from '../../../domain/wind-down/settlement.ts'
import { makePacks, packSteps } from '../../../domain/wind-down/closure-pack.ts'

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

test('closure pack: titles say which part of how many, in the order of the numbers', () => {
  const packs = makePacks(uuids(250).toReversed())
  expect(packs.map(({ title }) => title)).toEqual(['UUIDs 1 to 100 of 250', 'UUIDs 101 to 200 of 250', 'UUIDs 201 to 250 of 250'])
  expect(packs[0]!.uuids[0]).toBe('555000000000')
})

test('closure pack: the steps in CIM end with what to record here', () => {
  expect(decisions.filter((decision) => decision in packSteps)).toEqual(['rescind', 'deregister'])
  for (const [steps, recorded] of [
    [packSteps.rescind, 'Access removed in CIS'],
    [packSteps.deregister, 'Profile closed'],
  ] as const) {
    expect(steps).toHaveLength(5)
    expect(steps.at(-1)).toContain(`“${recorded}”`)
  }
})
