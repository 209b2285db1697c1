/**
 * Repairs pieces of scans in the database. Missing pieces come from the record. Pieces of open cases are opened once, because a changed byte
 * shows in no other way: comparing the database only counts them, and SQLite keeps no checksums.
 */
import type { Evidence } from '../../domain/values.ts'
import type { Answer, Input, SealedRow } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { CaseKeys } from './case-keys.ts'

/** So many cases, or pieces, keep the worker for some milliseconds. */
const CASES_A_SLICE = 10
const PIECES_A_SLICE = 4

export interface RepairScansDeps {
  readonly storage: Pick<StorageClient, 'ask'>
  readonly caseKeys: Pick<CaseKeys, 'ofCases' | 'ofScans'>
  /** Cases whose scans are opened. */
  readonly caseIds: readonly string[]
  readonly pieces: (input: Input<'database.pieces'>) => Promise<Answer<'database.pieces'>>
  /** Every piece that the record has, page by page. */
  readonly everyPiece: (take: (rows: readonly SealedRow[]) => Promise<void>) => Promise<unknown>
  /** Pieces that the database has. */
  readonly had: number
  /** Pieces that it should have. */
  readonly wanted: number
  /** Lets the screen have its turn. */
  readonly pause: () => Promise<void>
}

/** Returns how many pieces came from the record. */
export async function repairScans(deps: RepairScansDeps): Promise<number> {
  const { storage, caseKeys, caseIds, everyPiece, had, wanted, pause } = deps
  let repaired = 0
  if (had < wanted) {
    await everyPiece(async (rows) => {
      await storage.ask('store', { rows, lastSeq: 0 })
      await pause()
    })
    repaired += Math.max(0, (await storage.ask('pieces')) - had)
  }
  // A station without scans has none to open.
  if (wanted === 0) return repaired
  for (let from = 0; from < caseIds.length; from += CASES_A_SLICE) {
    const some = caseIds.slice(from, from + CASES_A_SLICE)
    await caseKeys.ofCases(storage, some)
    const scans = await storage.ask('scansOf', some)
    await pause()
    await caseKeys.ofScans(
      storage,
      scans.map(({ keyId }) => keyId),
    )
    for (const evidence of scans) repaired += await repairScan(deps, evidence)
  }
  return repaired
}

async function repairScan({ storage, pieces, pause }: RepairScansDeps, evidence: Evidence): Promise<number> {
  let repaired = 0
  for (let from = 0; from < evidence.chunks; from += PIECES_A_SLICE) {
    for (const index of await storage.ask('damagedPieces', { evidence, from, most: PIECES_A_SLICE })) {
      const found = await pieces({ evidenceId: evidence.evidenceId, from: index, count: 1 })
      if (!found.ok) return repaired
      await storage.ask('store', { rows: found.value.rows, lastSeq: 0 })
      repaired += found.value.rows.length
    }
    await pause()
  }
  return repaired
}
