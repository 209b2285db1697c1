/**
 * Fills a new or lost database from the record while the agent works: last changed cases first, in slices, so that a call of the screen waits
 * for no more than one slice.
 */
import type { Answer, Output } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { Counts } from './case-client.ts'
import type { CaseKeys } from './case-keys.ts'
import type { ClientState } from './client-state.ts'
import { catchUp, compare, type Refill } from './sync-database.ts'

/** Opening and storing so many cases takes the worker some ten milliseconds, most of them for the disk. */
const ROWS_A_SLICE = 20
/** Acts can be recorded between catching up and comparing. */
const COMPARISONS = 5

export interface RefillDeps {
  readonly call: Call
  readonly storage: Pick<StorageClient, 'ask'>
  readonly caseKeys: Pick<CaseKeys, 'ofRows'>
  readonly state: Pick<ClientState, 'notice' | 'rebuilding' | 'summaries'>
  readonly pause: () => Promise<void>
  /** Wall clock as an ISO string. */
  readonly now: () => string
}

/** Throws if the database cannot be written, or differs from the record when it is full. */
export async function refillDatabase(deps: RefillDeps, { wanted, lost }: Refill): Promise<void> {
  const { call, storage, caseKeys, state, pause, now } = deps
  const of = wanted.cases + wanted.manifests + wanted.station
  let done = 0
  const show = () => {
    if (lost) state.rebuilding.set({ done: Math.min(done, of), of })
  }
  try {
    show()
    for (let from: number | undefined = 0; from !== undefined;) {
      const page: Answer<'database.refill'> = await call('database.refill', { from })
      if (!page.ok) throw new Error(page.error.message)
      const { rows, next, lastSeq }: Output<'database.refill'> = page.value
      await caseKeys.ofRows(storage, rows)
      for (let row = 0; row < rows.length; row += ROWS_A_SLICE) {
        state.summaries.patch(await storage.ask('fill', rows.slice(row, row + ROWS_A_SLICE)))
        // Not after the last: until the database is settled it counts as empty, and the agent may end RA Desk at any moment.
        if (next !== undefined || row + ROWS_A_SLICE < rows.length) await pause()
      }
      done += rows.length
      show()
      if (next === undefined) await storage.ask('settle', lastSeq)
      from = next
    }
    if (!lost) return
    const restored = await compareFull(deps)
    state.notice.set({ kind: 'rebuilt', why: lost.why, found: lost.found, restored, at: now() })
  } finally {
    state.rebuilding.set(undefined)
  }
}

async function compareFull(deps: RefillDeps): Promise<Counts> {
  for (let comparison = 0; comparison < COMPARISONS; comparison += 1) {
    const report = await deps.storage.ask('report')
    const { verdict, counts } = await compare(deps.call, report, 'rebuilding')
    if (verdict === 'in-order') return counts
    // An act was recorded meanwhile.
    if (verdict !== 'behind') break
    await catchUp(deps, report.lastSeq)
  }
  throw new Error('the database does not hold what was written to it')
}
