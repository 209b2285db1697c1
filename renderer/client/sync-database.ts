/**
 * At sign-in, before anything in the database is used: compares it with the record. A database that is behind catches up; one that was wiped
 * or altered is rebuilt.
 */
import type { Input, Output, SealedRow } from '../../preload/contract.ts'
import type { DatabaseReport } from '../../preload/contract/database.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { Counts } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import { readRecordPages } from './record-pages.ts'

export interface SyncDeps {
  readonly call: Call
  readonly storage: Pick<StorageClient, 'ask'>
  readonly state: Pick<ClientState, 'notice' | 'findings' | 'rebuilding'>
  /** Wall clock as an ISO string. */
  readonly now: () => string
}

export interface SyncInput {
  readonly report: DatabaseReport
  /** The station was just set up or restored: its database is empty because it is new. */
  readonly isNewStation: boolean
  /** Rows erased at this sign-in because they were due. Catching up on them is no news. */
  readonly erasedRows: number
}

export interface Synced {
  /** Last journal frame applied to the database. */
  readonly syncedSeq: number
  /** Pieces of scans that the database has and that the record says it should have; absent for a new station. */
  readonly scans?: { readonly had: number; readonly wanted: number }
}

/** Throws if the record cannot be compared, the database cannot be written, or a rebuilt database still differs from the record. */
export async function syncDatabase(deps: SyncDeps, { report, isNewStation, erasedRows }: SyncInput): Promise<Synced> {
  const { call, storage, state } = deps
  const opening = await compare(call, report, isNewStation ? 'setting-up' : 'opening')
  state.findings.set(opening.findings)
  if (isNewStation) {
    await readRecordPages(call, 0, 'rows', storePage(storage))
    return { syncedSeq: opening.lastSeq }
  }
  let { verdict, counts, lastSeq } = opening
  let had = report.counts.chunks
  if (verdict === 'ahead') state.notice.set({ kind: 'journal-behind', rows: report.lastSeq - opening.lastSeq })
  if (verdict === 'behind') {
    const rows = await catchUp(deps, report.lastSeq)
    if (rows > erasedRows) state.notice.set({ kind: 'caught-up', rows: rows - erasedRows })
    const caughtUp = await storage.ask('report')
    ;({ verdict, counts } = await compare(call, caughtUp, 'catching-up'))
    had = caughtUp.counts.chunks
  }
  if (verdict === 'wiped' || verdict === 'altered') {
    const rebuilt = await rebuild(deps, counts)
    state.notice.set({ kind: 'rebuilt', why: verdict, found: report.counts, restored: rebuilt.counts, at: deps.now() })
    lastSeq = rebuilt.lastSeq
    had = 0
  }
  await storage.ask('begin')
  return { syncedSeq: lastSeq, scans: { had, wanted: counts.chunks } }
}

async function compare(call: Call, report: DatabaseReport, after: Input<'database.compare'>['after']): Promise<Output<'database.compare'>> {
  const compared = await call('database.compare', { report, after })
  if (!compared.ok) throw new Error(compared.error.message)
  return compared.value
}

const storePage = (storage: SyncDeps['storage']) => async (rows: readonly SealedRow[], lastSeq: number) => {
  await storage.ask('store', { rows, lastSeq })
}

/** Returns how many rows were missing. Stores scans first: `lastSeq` moves on only with the rows, so a broken catch-up begins again. */
async function catchUp({ call, storage }: SyncDeps, fromSeq: number): Promise<number> {
  const take = storePage(storage)
  const scans = await readRecordPages(call, fromSeq, 'scans', (rows) => take(rows, fromSeq))
  return scans + (await readRecordPages(call, fromSeq, 'rows', take))
}

async function rebuild({ call, storage, state }: SyncDeps, wanted: Counts): Promise<Output<'database.compare'>> {
  const of = wanted.cases + wanted.manifests + wanted.station
  let done = 0
  try {
    state.rebuilding.set({ done, of })
    await storage.ask('clear')
    await readRecordPages(call, 0, 'rows', async (rows, lastSeq) => {
      await storage.ask('store', { rows, lastSeq })
      done += rows.length
      state.rebuilding.set({ done: Math.min(done, of), of })
    })
    const rebuilt = await compare(call, await storage.ask('report'), 'rebuilding')
    if (rebuilt.verdict !== 'in-order') throw new Error('the database does not hold what was written to it')
    return rebuilt
  } finally {
    state.rebuilding.set(undefined)
  }
}
