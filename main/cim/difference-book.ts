/**
 * The states of the differences, as `main` stores them: in buckets, so that settling one rewrites some hundred and not all of them;
 * each act that settled some, with its note; and a count for the list of work, which is read without the rest.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { differenceState, settlements, type DifferenceState } from '../../domain/cim/difference-state.ts'
import { differenceKinds, type DifferenceKind } from '../../domain/cim/differences.ts'
import { ok, type Result } from '../../domain/result.ts'
import { instant, plainDate, randomId, shortText, text } from '../../domain/values.ts'
import type { RecordFailureCode, RecordStore, RowToSeal } from '../record/store.ts'

const TABLE = 'cim-differences'
const BUCKETS = 128
/** Sealing so many of thousands of states takes some ten milliseconds: other work goes between two commits. */
const BUCKETS_IN_COMMIT = 24
const SUMMARY = 'summary'

const rev = z.number().int().positive()
const count = z.number().int().nonnegative()
const bucketRow = z.strictObject({ kind: z.literal('states'), rev, states: z.array(differenceState) })
const batchRow = z.strictObject({
  kind: z.literal('settled'),
  rev,
  batch: randomId,
  as: z.enum(settlements),
  note: text,
  at: instant,
  by: shortText,
  count,
})
export type SettlingAct = Omit<z.infer<typeof batchRow>, 'kind' | 'rev'>
const summaryRow = z.strictObject({
  kind: z.literal('summary'),
  rev,
  comparedAt: instant.optional(),
  open: z.partialRecord(z.enum(differenceKinds), count),
  /** How many open ones end on each day. */
  ends: z.record(plainDate, count),
})
export type DifferenceSummary = Omit<z.infer<typeof summaryRow>, 'kind' | 'rev'>

export interface DifferenceBook {
  readonly states: ReadonlyMap<string, DifferenceState>
  /** Counts the changes. */
  version(): number
  /** When a comparison last changed something. */
  comparedAt(): string | undefined
  act(batch: string | undefined): SettlingAct | undefined
  /**
   * Stores what changed, the act and the count first: what a crash leaves behind stays open, and the next comparison looks at it again.
   * `undefined`: this state is forgotten. Nothing is committed when nothing changed.
   */
  put(
    changed: ReadonlyMap<string, DifferenceState | undefined>,
    note: {
      /** Given by a comparison. */
      readonly comparedAt?: string
      readonly action: string
      readonly detail: Readonly<Record<string, unknown>>
      readonly act?: SettlingAct
    },
  ): Promise<Result<void, RecordFailureCode>>
}

/** Reads one row, and none of the states. */
export async function readSummary(store: Pick<RecordStore, 'read'>): Promise<DifferenceSummary | undefined> {
  const stored = summaryRow.safeParse(await store.read(TABLE, SUMMARY, 'records'))
  return stored.success ? stored.data : undefined
}

export async function openDifferenceBook(store: Pick<RecordStore, 'readAll' | 'commit'>): Promise<DifferenceBook> {
  const states = new Map<string, DifferenceState>()
  const revs = new Map<string, number>()
  const acts = new Map<string, SettlingAct>()
  let compared: string | undefined
  let version = 0
  for await (const { id, value } of store.readAll(TABLE)) {
    revs.set(id, z.looseObject({ rev }).parse(value).rev)
    const bucket = bucketRow.safeParse(value)
    for (const state of bucket.success ? bucket.data.states : []) states.set(state.id, state)
    const act = batchRow.safeParse(value)
    if (act.success) acts.set(act.data.batch, act.data)
    const summary = summaryRow.safeParse(value)
    if (summary.success) compared = summary.data.comparedAt
  }
  return {
    states,
    act: (batch) => (batch === undefined ? undefined : acts.get(batch)),
    version: () => version,
    comparedAt: () => compared,
    async put(changed, { comparedAt = compared, action, detail, act }) {
      if (changed.size === 0) return ok()
      const next = new Map(states)
      for (const [id, state] of changed)
        if (state) next.set(id, state)
        else next.delete(id)
      const row = (id: string, value: Readonly<Record<string, unknown>>): RowToSeal => {
        const next = (revs.get(id) ?? 0) + 1
        return { table: TABLE, id, rev: next, keyId: 'records', value: { ...value, rev: next } }
      }
      const touched = new Set([...changed.keys()].map(bucketOf))
      const inBucket = new Map<number, DifferenceState[]>([...touched].map((bucket) => [bucket, []]))
      for (const state of next.values()) inBucket.get(bucketOf(state.id))?.push(state)
      const buckets = [...inBucket].map(([bucket, held]) => ({ bucket, row: row(`states-${bucket}`, { kind: 'states', states: held }) }))
      const summary = row(SUMMARY, {
        kind: 'summary',
        ...(comparedAt === undefined ? {} : { comparedAt }),
        ...summarise(next.values()),
      })
      const first = [...(act ? [row(`settled-${act.batch}`, { kind: 'settled', ...act })] : []), summary]
      for (let at = 0; at === 0 || at < buckets.length; at += BUCKETS_IN_COMMIT) {
        const some = buckets.slice(at, at + BUCKETS_IN_COMMIT)
        const rows = [...(at === 0 ? first : []), ...some.map((each) => each.row)]
        const committed = await store.commit(rows, at === 0 ? { action, detail } : { action: 'cim-states-stored' })
        if (!committed.ok) return committed
        const kept = new Set(some.map(({ bucket }) => bucket))
        for (const { id, rev: stored } of rows) revs.set(id, stored)
        for (const [id, state] of changed)
          if (kept.has(bucketOf(id)))
            if (state) states.set(id, state)
            else states.delete(id)
        if (act) acts.set(act.batch, act)
        version += 1
        await nextTurn()
      }
      compared = comparedAt
      return ok()
    },
  }
}

function summarise(states: Iterable<DifferenceState>): Pick<DifferenceSummary, 'open' | 'ends'> {
  const open: Partial<Record<DifferenceKind, number>> = {}
  const ends: Record<string, number> = {}
  for (const { state, kind, endsOn } of states) {
    if (state !== 'open') continue
    open[kind] = (open[kind] ?? 0) + 1
    if (kind === 'ends-soon' && endsOn !== undefined) ends[endsOn] = (ends[endsOn] ?? 0) + 1
  }
  return { open, ends }
}

/** FNV-1a: spreads ids that differ in their last digits. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % BUCKETS
}
