/**
 * What is damaged in both copies of the record. Where the damage lies in different places, the next opening makes both whole again, and
 * nothing is missing; what neither copy has whole must be reported at once.
 */
import { changeSum } from './head.ts'
import { readEntries } from './entry-chain.ts'
import { hasBody } from './copy.ts'
import { findNewest } from './merge.ts'
import type { CheckDeps } from './check.ts'

interface LostInBoth {
  /** Rows of which neither copy has the envelope, or nothing at all. */
  readonly rows: number
  /** Rows were removed, or put back to an older version, in both. */
  readonly rowsMissing: boolean
  readonly entries: number
}

const SLICE = 20

export async function findLostInBoth(deps: Omit<CheckDeps, 'scans'>): Promise<LostInBoth> {
  return { ...(await countRows(deps)), entries: await countEntries(deps) }
}

async function countRows({ copies, rowsKey, head, observe, giveWay, signal }: Omit<CheckDeps, 'scans'>) {
  let rows = 0
  let sum = '0'.repeat(64)
  let number = 0
  const stop = observe({
    after(before, now) {
      if (now.row <= number) sum = changeSum(sum, before === undefined ? [] : [before.mac], [now.mac])
    },
  })
  try {
    while (number < head().lastRow) {
      number += 1
      const row = findNewest(copies, number, rowsKey)
      if (row === undefined || (hasBody(row) && row.env === undefined)) rows += 1
      if (row !== undefined) sum = changeSum(sum, [], [row.mac])
      if (number % SLICE !== 0) continue
      await giveWay(signal)
      signal.throwIfAborted()
    }
    return { rows, rowsMissing: sum !== head().sum }
  } finally {
    stop()
  }
}

async function countEntries({ copies, head, giveWay, signal }: Omit<CheckDeps, 'scans'>): Promise<number> {
  const chain = head().audit ?? { size: 0, prev: '' }
  let lost = 0
  for (let first = 0; first < chain.size; first += SLICE) {
    lost += readEntries(copies, first, SLICE, head().audit ?? chain)
      .slice(0, chain.size - first)
      .filter((entry) => entry === undefined).length
    await giveWay(signal)
    signal.throwIfAborted()
  }
  return lost
}
