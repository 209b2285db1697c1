/**
 * What runs after sign-in, when the work list is on the screen: lines of the list that are missing, a database that was lost, scans, and the
 * bytes of every row. One thing at a time and in slices, and none while the agent works: the worker answers one call at a time, and a call of
 * the screen waits for one slice.
 */
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import { checkRows } from './check-rows.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'
import { findCaseRecord } from './find-case-record.ts'
import type { RowStore } from './row-store.ts'
import type { ScanUpkeep } from './scan-upkeep.ts'
import type { Synced } from './sync-database.ts'

/** Opening so many cases keeps the worker for some milliseconds. */
const CASES_A_SLICE = 10

export interface BackgroundChecksDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'find'>
  readonly caseKeys: CaseKeys
  readonly rows: Pick<RowStore, 'store'>
  readonly scans: ScanUpkeep
  readonly state: Pick<ClientState, 'notice' | 'findings' | 'rebuilding' | 'summaries'>
  /** Between two slices: lets the agent's work go first. */
  readonly pause: () => Promise<void>
  /** Wall clock as an ISO string. */
  readonly now: () => string
}

export interface BackgroundChecks {
  /** Resolves when everything is checked, or RA Desk was locked. Never rejects. */
  run(storage: StorageClient, synced: Synced): Promise<void>
}

export function createBackgroundChecks(deps: BackgroundChecksDeps): BackgroundChecks {
  const { call, current, caseKeys, rows, scans, state } = deps

  /** Lets the screen have its turn. Throws after a lock, so that nothing reaches the next session. */
  const turnOf = (storage: StorageClient) => async () => {
    await deps.pause()
    if (current.find() !== storage) throw new Error('the app was locked')
  }

  async function makeMissingLines(storage: StorageClient, missing: readonly string[]): Promise<void> {
    for (let from = 0; from < missing.length; from += CASES_A_SLICE) {
      const some = missing.slice(from, from + CASES_A_SLICE)
      await caseKeys.ofCases(storage, some)
      state.summaries.patch(await storage.ask('summarise', some))
      // A case that does not open is replaced, and its line comes with it.
      for (const caseId of some) if (!state.summaries.find(caseId)) await findCaseRecord({ call, rows, caseKeys }, storage, caseId)
      await turnOf(storage)()
    }
  }

  async function checkAllRows(storage: StorageClient): Promise<void> {
    const replaced = await checkRows({ call, storage, rows, pause: turnOf(storage) })
    const { notice } = state
    if (replaced > 0 && isMinor(notice.get()?.kind) && current.find() === storage) notice.set({ kind: 'rows-replaced', rows: replaced })
  }

  return {
    run: async (storage, { missing, refill, scans: pieces }) => {
      try {
        if (refill) {
          const { refillDatabase } = await import('./refill-database.ts')
          await refillDatabase({ ...deps, storage, pause: turnOf(storage) }, refill)
        }
      } catch {
        // Locking reloads the page. The lock screen then explains why and offers to set the database aside.
        if (current.find() === storage) await call('vault.lock', { why: 'database' })
        return
      }
      try {
        await makeMissingLines(storage, missing)
        await scans.restore(storage, state.findings.get())
        if (pieces) await scans.repair(storage, pieces)
        await checkAllRows(storage)
      } catch {
        if (current.find() === storage) state.notice.set({ kind: 'damaged' })
      }
    },
  }
}

const isMinor = (kind: string | undefined): boolean => kind === undefined || kind === 'caught-up' || kind === 'pieces-fetched'
