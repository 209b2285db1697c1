/**
 * At sign-in, before anything in the database is used: compares it with the record by the revisions of its rows. A database that is behind
 * catches up; one that was wiped or altered is cleared, and refilled in the background. The bytes of the rows are checked in the background.
 */
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { Input, Output, SealedRow } from '../../preload/contract.ts'
import type { DatabaseReport } from '../../preload/contract/database.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { ClientState } from './client-state.ts'
import { readRecordPages } from './record-pages.ts'
import type { Counts } from './case-client.ts'

export interface SyncDeps {
  readonly call: Call
  readonly storage: Pick<StorageClient, 'ask'>
  readonly caseKeys: Pick<CaseKeys, 'ofRows'>
  readonly state: Pick<ClientState, 'notice' | 'findings'>
}

export interface SyncInput {
  readonly report: DatabaseReport
  /** The station was just set up or restored: its database is empty because it is new. */
  readonly isNewStation: boolean
  /** Rows erased at this sign-in because they were due. Catching up on them is no news. */
  readonly erasedRows: number
}

export interface Refill {
  /** Rows that the record has. */
  readonly wanted: Counts
  /** What the database held before, and what was wrong with it; absent for a new station. */
  readonly lost?: { readonly why: 'wiped' | 'altered'; readonly found: Counts }
}

export interface Synced {
  /** Last journal frame applied to the database. */
  readonly syncedSeq: number
  readonly summaries: readonly CaseSummary[]
  /** Cases whose lines of the work list must be made again. */
  readonly missing: readonly string[]
  /** Pieces of scans that the database has and that the record says it should have; absent for a new station. */
  readonly scans?: { readonly had: number; readonly wanted: number }
  /** The database is to be filled from the record, in the background. */
  readonly refill?: Refill
}

/** Throws if the record cannot be compared, or the database cannot be written. */
export async function syncDatabase(deps: SyncDeps, { report, isNewStation, erasedRows }: SyncInput): Promise<Synced> {
  const { call, storage, state } = deps
  const opening = await compare(call, report, isNewStation ? 'setting-up' : 'opening')
  state.findings.set(opening.findings)
  let { verdict, counts } = opening
  let had = report.counts.chunks
  if (verdict === 'ahead') state.notice.set({ kind: 'journal-behind', rows: report.lastSeq - opening.lastSeq })
  if (verdict === 'behind' && !isNewStation) {
    const rows = await catchUp(deps, report.lastSeq)
    if (rows > erasedRows) state.notice.set({ kind: 'caught-up', rows: rows - erasedRows })
    const caughtUp = await storage.ask('report')
    ;({ verdict, counts } = await compare(call, caughtUp, 'catching-up'))
    had = caughtUp.counts.chunks
  }
  const empty = { syncedSeq: opening.lastSeq, summaries: [], missing: [] }
  if (isNewStation) {
    await storage.ask('clear')
    return { ...empty, refill: { wanted: counts } }
  }
  if (verdict === 'wiped' || verdict === 'altered') {
    await storage.ask('clear')
    return { ...empty, scans: { had: 0, wanted: counts.chunks }, refill: { wanted: counts, lost: { why: verdict, found: report.counts } } }
  }
  return { syncedSeq: opening.lastSeq, ...(await storage.ask('begin')), scans: { had, wanted: counts.chunks } }
}

export async function compare(
  call: Call,
  report: DatabaseReport,
  after: Input<'database.compare'>['after'],
): Promise<Output<'database.compare'>> {
  const compared = await call('database.compare', { report, after })
  if (!compared.ok) throw new Error(compared.error.message)
  return compared.value
}

/** Returns how many rows were missing. Stores scans first: `lastSeq` moves on only with the rows, so a broken catch-up begins again. */
export async function catchUp(
  { call, storage, caseKeys }: Pick<SyncDeps, 'call' | 'storage' | 'caseKeys'>,
  fromSeq: number,
): Promise<number> {
  const take = async (rows: readonly SealedRow[], lastSeq: number) => {
    await caseKeys.ofRows(storage, rows)
    await storage.ask('store', { rows, lastSeq })
  }
  const scans = await readRecordPages(call, fromSeq, 'scans', (rows) => take(rows, fromSeq))
  return scans + (await readRecordPages(call, fromSeq, 'rows', take))
}
