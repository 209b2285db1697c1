/**
 * Reads both copies of the record and all pieces of scans, in slices between which the agent's work goes first: the MAC and the envelope of every row,
 * both indexes, the chain of the audit entries, and the sum over all rows. Nothing is read whole, and nothing has a size at which it stops.
 */
import type { KeyObject } from 'node:crypto'
import type { GiveWay } from '../../../domain/agent-first.ts'
import { auditLeaf, FIRST_PREV } from '../../../domain/record/audit-entry.ts'
import { toHex } from '../../../domain/bytes.ts'
import { areFreePagesWhole } from '../../files/database.ts'
import { sha256 } from '../../files/sha256.ts'
import { hasBody, isBodyWhole, isRowWhole, type RecordCopy, type StoredRow } from './copy.ts'
import { changeSum, type Head } from './head.ts'
import { parseEntry } from './entry-chain.ts'
import { findLostInBoth } from './lost-in-both.ts'
import { readable } from './readable.ts'
import type { Change } from './observe.ts'
import type { ScansDatabase } from './scans-database.ts'
import { SCANS_TABLE } from './schema.ts'

export interface CheckDeps {
  readonly copies: readonly RecordCopy[]
  readonly scans: ScansDatabase
  readonly rowsKey: KeyObject
  /** As it is now. */
  readonly head: () => Head
  readonly observe: (change: Change) => () => void
  /** Aborted when the record is closed. */
  readonly signal: AbortSignal
  /** Awaited after each slice: an act goes first. */
  readonly giveWay: GiveWay
}

export interface Checked {
  readonly damagedCopies: readonly RecordCopy[]
  /** Rows that neither copy has whole. To make a copy again would not help. */
  readonly lostRows: number
  /** Rows were removed, or put back to an older version, in both copies. */
  readonly rowsMissing: boolean
  /** Entries that neither copy has whole. */
  readonly lostEntries: number
  /** Pieces of scans are missing or damaged. */
  readonly scansDamaged: boolean
  /** Bytes of envelopes and entries that were read. */
  readonly bytes: number
}

/** Some milliseconds. */
const ROWS = 20
const ENTRIES = 50

/** Throws the signal's reason when it is stopped. */
export async function checkDatabases(deps: CheckDeps): Promise<Checked> {
  const damagedCopies: RecordCopy[] = []
  const lost = new Set<number>()
  let bytes = 0
  for (const copy of deps.copies) {
    const rows = await checkRows(deps, copy, lost)
    const entries = await checkEntries(deps, copy)
    bytes += (rows ?? 0) + (entries ?? 0)
    if (rows === undefined || entries === undefined) damagedCopies.push(copy)
  }
  const [, second] = deps.copies
  if (second !== undefined && damagedCopies.length === 0 && !haveSameFrames(deps.copies)) damagedCopies.push(second)
  const scans = await checkScans(
    deps,
    deps.copies.find((copy) => !damagedCopies.includes(copy)),
  )
  const inBoth = damagedCopies.length < deps.copies.length ? undefined : await findLostInBoth(deps)
  return {
    damagedCopies,
    lostRows: inBoth?.rows ?? lost.size,
    rowsMissing: inBoth?.rowsMissing ?? false,
    lostEntries: inBoth?.entries ?? 0,
    scansDamaged: scans === undefined,
    bytes: bytes + (scans ?? 0),
  }
}

/**
 * Nothing shows which hash of an older frame is the right one: the first copy's counts. Each has a thousand at most; one that was brought up
 * at opening may still have older ones.
 */
function haveSameFrames(copies: readonly RecordCopy[]): boolean {
  const [here, there] = copies.map((copy) => readable(() => copy.framesAfter(0)))
  if (here === undefined || there === undefined) return false
  const from = Math.max(here[0]?.seq ?? 0, there[0]?.seq ?? 0)
  const [ours, theirs] = [here, there].map((frames) =>
    frames.filter(({ seq }) => seq >= from).map(({ seq, hash }) => `${seq} ${toHex(hash)}`),
  )
  return ours!.join() === theirs!.join()
}

/** Bytes that were read; `undefined` when something is not as it was written. */
async function checkRows(
  { copies, rowsKey, head, observe, giveWay, signal }: CheckDeps,
  copy: RecordCopy,
  lost: Set<number>,
): Promise<number | undefined> {
  if (readable(() => areFreePagesWhole(copy.database)) !== true) return undefined
  let sum = '0'.repeat(64)
  let cursor = 0
  let bytes = 0
  const stop = observe({
    after(before, now) {
      if (now.row <= cursor) sum = changeSum(sum, before === undefined ? [] : [before.mac], [now.mac])
    },
  })
  const isWhole = (row: StoredRow): boolean => {
    const env = hasBody(row) ? copy.body(row.row) : undefined
    bytes += env?.length ?? 0
    if (!isRowWhole(rowsKey, row) || !copy.isIndexed(row)) return false
    if (row.table === SCANS_TABLE) return true
    if (isBodyWhole(row, env)) return row.bytes === (env?.length ?? 0)
    const isSomewhere = copies.some((other) =>
      isBodyWhole(
        row,
        readable(() => other.body(row.row)),
      ),
    )
    if (!isSomewhere) lost.add(row.row)
    return !isSomewhere
  }
  try {
    for (;;) {
      const rows = readable(() => copy.rowsAfter(cursor, ROWS))
      if (rows === undefined || readable(() => rows.every(isWhole)) !== true) return undefined
      // Nothing can happen between the last slice and this: the sum is the one of now.
      if (rows.length === 0) return sum === head().sum ? bytes : undefined
      cursor = rows.at(-1)!.row
      sum = changeSum(
        sum,
        [],
        rows.map(({ mac }) => mac),
      )
      await giveWay(signal)
      signal.throwIfAborted()
    }
  } finally {
    stop()
  }
}

async function checkEntries({ head, giveWay, signal }: CheckDeps, copy: RecordCopy): Promise<number | undefined> {
  let prev: string = FIRST_PREV
  let next = 0
  let bytes = 0
  for (;;) {
    const entries = readable(() => copy.entriesFrom(next, ENTRIES))
    if (entries === undefined) return undefined
    if (entries.length === 0) return next === (head().audit?.size ?? 0) && prev === (head().audit?.prev ?? FIRST_PREV) ? bytes : undefined
    for (const stored of entries) {
      const entry = parseEntry(stored, next)
      if (entry === undefined || entry.prev !== prev) return undefined
      prev = toHex(auditLeaf(sha256, entry))
      next += 1
      bytes += stored.entry.length
    }
    await giveWay(signal)
    signal.throwIfAborted()
  }
}

/** `list`: a copy without damage; without one, pieces of erased rows are left where they are. */
async function checkScans(deps: CheckDeps, list: RecordCopy | undefined): Promise<number | undefined> {
  const { copies, scans, giveWay, signal } = deps
  const rows = readable(() => (list ?? copies[0]!).changed(SCANS_TABLE, -1)) ?? []
  let bytes = 0
  let whole = scans.areFreePagesWhole()
  for (const { row } of rows) {
    const now = readable(() => (list ?? copies[0]!).rowByNumber(row))
    if (now?.sha256 === undefined) continue
    const env = scans.find(row)
    bytes += env?.length ?? 0
    if (!isBodyWhole(now, env)) whole = false
    await giveWay(signal)
    signal.throwIfAborted()
  }
  if (list !== undefined) await dropErased(deps, list)
  return whole ? bytes : undefined
}

async function dropErased({ scans, giveWay, signal }: CheckDeps, list: RecordCopy): Promise<void> {
  let cursor = 0
  for (;;) {
    const numbers = readable(() => scans.rowsAfter(cursor, ENTRIES))
    if (numbers === undefined || numbers.length === 0) return
    const erased = numbers.filter((number) => readable(() => list.rowByNumber(number)?.sha256 ?? null) === null)
    if (erased.length > 0) scans.drop(erased)
    cursor = numbers.at(-1)!
    await giveWay(signal)
    signal.throwIfAborted()
  }
}
