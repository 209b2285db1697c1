/**
 * Makes a copy again, row by row, from what reads in either copy: each row has a MAC and the digest of its envelope, each audit entry the
 * hash of the one before, so it is known of each by itself whether it is what was written. Yields to other work between slices.
 */
import type { KeyObject } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { hasBody, isBodyWhole, isRowWhole, type RecordCopy, type RowToWrite, type StoredFrame } from './copy.ts'
import { readEntries } from './entry-chain.ts'
import { changeSum, rowsKeyOf, sealHead, newestSigner, type FrameKeys, type Head } from './head.ts'
import { readable } from './readable.ts'

export interface MergeDeps {
  /** An empty copy. */
  readonly into: RecordCopy
  /** In the order in which they are believed. */
  readonly from: readonly RecordCopy[]
  readonly head: Head
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
}

export interface Merged {
  /** Rows of which neither copy has the envelope any more. */
  readonly lostRows: number
  /** Whether rows are missing of which not even the name is known. */
  readonly rowsMissing: boolean
  readonly entriesLost: number
}

const SLICE = 100

export async function mergeCopies(deps: MergeDeps): Promise<Merged> {
  const { into, from, head, vaultId, keys } = deps
  const empty = sealHead({ ...head, sum: '0'.repeat(64) }, vaultId, keys)
  const { sum, lost, missing } = await mergeRows(deps, empty)
  const entriesLost = await mergeEntries(deps, empty)
  const frames = from.reduce<readonly StoredFrame[]>(
    (found, copy) => (found.length > 0 ? found : (readable(() => copy.framesAfter(0)) ?? [])),
    [],
  )
  // Without what is lost the sum is another one, and only the newest key signs.
  const next: Head = sum === head.sum ? head : { ...head, sum, keyVersion: newestSigner(keys).keyVersion }
  into.write({ rows: [], entries: [], frames, head: sealHead(next, vaultId, keys) })
  return { lostRows: lost, rowsMissing: missing || sum !== head.sum, entriesLost }
}

async function mergeRows({ into, from, head, keys }: MergeDeps, stored: ReturnType<typeof sealHead>) {
  const rowsKey = rowsKeyOf(keys.get(head.rowsKeyVersion)!)
  let lost = 0
  let missing = false
  let sum = '0'.repeat(64)
  for (let first = 1; first <= head.lastRow; first += SLICE) {
    const rows: RowToWrite[] = []
    for (let number = first; number < first + SLICE && number <= head.lastRow; number += 1) {
      const best = findNewest(from, number, rowsKey)
      if (best === undefined) missing = true
      else rows.push(best)
      if (best !== undefined && hasBody(best) && best.env === undefined) lost += 1
    }
    sum = changeSum(
      sum,
      [],
      rows.map(({ mac }) => mac),
    )
    into.write({ rows, entries: [], frames: [], head: stored })
    await nextTurn()
  }
  return { sum, lost, missing }
}

/** What is whole of the row with this number in any of the copies; without its envelope when none has that whole. */
export const findNewest = (copies: readonly RecordCopy[], number: number, rowsKey: KeyObject): RowToWrite | undefined =>
  newest(copies.flatMap((copy) => findWhole(copy, number, rowsKey)))

/** The row with its envelope; without it when the envelope does not read. */
function findWhole(copy: RecordCopy, number: number, rowsKey: KeyObject): RowToWrite[] {
  const row = readable(() => copy.rowByNumber(number))
  if (row === undefined || !isRowWhole(rowsKey, row)) return []
  if (!hasBody(row)) return [row]
  const env = readable(() => copy.body(number))
  // The length has no MAC of its own.
  return [env !== undefined && isBodyWhole(row, env) ? { ...row, env, bytes: env.length } : row]
}

/** The newest of them; of two of the same frame the one with its envelope. */
const newest = (found: readonly RowToWrite[]): RowToWrite | undefined =>
  found.reduce<RowToWrite | undefined>(
    (best, row) => (best === undefined || row.seq > best.seq || (row.seq === best.seq && best.env === undefined) ? row : best),
    undefined,
  )

async function mergeEntries({ into, from, head }: MergeDeps, stored: ReturnType<typeof sealHead>): Promise<number> {
  let lost = 0
  const chain = head.audit ?? { size: 0, prev: '' }
  for (let first = 0; first < chain.size; first += SLICE) {
    const found = readEntries(from, first, SLICE, chain)
    lost += found.filter((entry) => entry === undefined).length
    into.write({ rows: [], entries: found.flatMap((entry) => entry?.stored ?? []), frames: [], head: stored })
    await nextTurn()
  }
  return lost
}
