/** Repairs scans in the background: pieces that the database lacks come from the record, and pieces that the record lacks come from the database. */
import { createSequencer } from '../../domain/sequencer.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { Finding } from './case-client.ts'
import type { ClientState } from './client-state.ts'
import type { CurrentStorage } from './current-storage.ts'
import { readRecordPages } from './record-pages.ts'

export interface ScanUpkeep {
  /** Fills the database's gaps from the record. `had`, `wanted`: pieces in the database, and pieces it should hold. */
  repair(storage: StorageClient, counts: { readonly had: number; readonly wanted: number }): Promise<void>
  /** Gives the record the pieces it lost, if `found` names a file of scans that has not been dealt with. One round at a time. */
  restore(storage: StorageClient, found: readonly Finding[]): Promise<void>
}

export interface ScanUpkeepDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'find'>
  readonly caseKeys: Pick<CaseKeys, 'ofCases' | 'ofScans'>
  readonly state: Pick<ClientState, 'notice' | 'findings' | 'summaries'>
  readonly pause: () => Promise<void>
}

export function createScanUpkeep({ call, current, caseKeys, pause, state: { notice, findings, summaries } }: ScanUpkeepDeps): ScanUpkeep {
  const oneRoundAtATime = createSequencer()
  return {
    repair: async (storage, { had, wanted }) => {
      const { repairScans } = await import('./repair-scans.ts')
      const repaired = await repairScans({
        pieces: (input) => call('database.pieces', input),
        everyPiece: (take) => readRecordPages(call, 0, 'scans', take),
        had,
        wanted,
        storage,
        caseKeys,
        caseIds: summaries.get().flatMap(({ caseId, status }) => (status === 'open' ? [caseId] : [])),
        pause,
      }).catch(() => undefined)
      // After a lock, the next sign-in checks again.
      if (current.find() !== storage) return
      if (repaired === undefined) notice.set({ kind: 'damaged' })
      // A notice of a rebuilt database already gives all figures.
      else if (repaired > 0 && (notice.get()?.kind ?? 'caught-up') === 'caught-up') notice.set({ kind: 'pieces-fetched', rows: repaired })
    },
    restore: (storage, found) =>
      oneRoundAtATime(async () => {
        if (current.find() !== storage) return
        const { lacksScans, restoreScans } = await import('./restore-scans.ts')
        if (current.find() !== storage || !lacksScans(found, findings.get())) return
        const results = await restoreScans(call, storage)
        if (current.find() === storage) findings.set([...findings.get(), ...results])
      }).catch(() => undefined),
  }
}
