import { expect, test } from 'vitest'
import { mutations } from '../support/record-mutations.ts'
import { runMutations, runSwaps } from './record.ts'

test('every way to alter a record is found, and the first wrong entry is named; a check of the chain alone would miss those that were chained again', async () => {
  const lines: string[] = []
  const rounds = Object.keys(mutations).length * 12
  const [found, named, exact, control] = await runMutations({ rounds, report: (line) => lines.push(line) })
  expect(lines).toEqual([])
  expect(found).toMatchObject({ rounds, caught: rounds })
  expect(named).toMatchObject({ rounds, caught: rounds })
  expect(exact!.caught).toBe(exact!.rounds)
  expect(control!.rounds).toBe(36)
  expect(control!.caught).toBe(0)
})

test('no envelope opens in another case, table, revision, vault or piece of a scan; unbound ones all would', async () => {
  const lines: string[] = []
  const rounds = 400
  const [main, worker, control] = await runSwaps({ rounds, report: (line) => lines.push(line) })
  expect(lines).toEqual([])
  expect([main!.caught, worker!.caught, control!.caught]).toEqual([rounds, rounds, 0])
})
