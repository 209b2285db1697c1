/**
 * No parser of text from outside takes more than its share for a longer text: four times the text may take eight times the time at most. A
 * quadratic one takes sixteen times. Counted is the time of this thread on a processor, so that a busy machine does not matter; the least of
 * several runs; and what is quick at the full length is not compared at all.
 */
import { expect, test } from 'vitest'
import { outsideParsers, worstTexts, type OutsideParser } from '../support/outside-text.ts'

const LENGTHS = [5_000, 20_000, 80_000] as const
const MOST_GROWTH = 8
/** Below it a longer text is not worth comparing: 2 MB would still take less than a second if it grew as it should. */
const QUICK_MILLISECONDS = 40
const RUNS = 4
/** From here on others cannot be to blame, and more runs would only take longer. */
const LONG_MILLISECONDS = 2_000

async function time(read: OutsideParser['read'], text: string): Promise<number> {
  const start = process.threadCpuUsage()
  await read(text)
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1_000
}

async function least(read: OutsideParser['read'], text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < RUNS && best > QUICK_MILLISECONDS; run += 1) {
    const taken = await time(read, text)
    best = Math.min(best, taken)
    if (taken > LONG_MILLISECONDS) break
  }
  return best
}

/** `undefined`: it grows as it should. Shorter texts first, because one that grows too fast would take minutes for the longest. */
async function findGrowth(read: OutsideParser['read'], make: (length: number) => string): Promise<number | undefined> {
  const first = await least(read, make(LENGTHS[0]))
  let before = first
  for (const length of first > QUICK_MILLISECONDS / 4 ? LENGTHS.slice(1) : LENGTHS.slice(2)) {
    const taken = await least(read, make(length))
    if (taken <= QUICK_MILLISECONDS) {
      before = taken
      continue
    }
    if (length === LENGTHS[2] && before === first) before = await least(read, make(LENGTHS[1]))
    if (taken / Math.max(before, 1) > MOST_GROWTH) return taken / before
    before = taken
  }
  return undefined
}

test.each(outsideParsers)('outside text: $name grows no faster than its text', async ({ read }) => {
  const grown: string[] = []
  for (const [name, make] of worstTexts) {
    const growth = await findGrowth(read, make)
    if (growth !== undefined) grown.push(`${name}: ${growth.toFixed(0)} times`)
  }
  expect(grown).toEqual([])
})

test('outside text: a quadratic parser is found', async () => {
  expect(
    await findGrowth(
      (text) => /\s+$/.test(text),
      (length) => `${' '.repeat(length)}x`,
    ),
  ).toBeGreaterThan(MOST_GROWTH)
})
