/**
 * Repairs pieces of scans in the database. Missing pieces come from the record. Pieces of open cases are opened once, because a changed byte
 * shows in no other way: comparing the database only counts them, and SQLite keeps no checksums.
 */
import type { Answer, Input, SealedRow } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'

export interface RepairScansDeps {
  readonly storage: Pick<StorageClient, 'ask'>
  readonly pieces: (input: Input<'database.pieces'>) => Promise<Answer<'database.pieces'>>
  /** Every piece that the record has, page by page. */
  readonly everyPiece: (take: (rows: readonly SealedRow[]) => Promise<void>) => Promise<unknown>
  /** Pieces that the database has. */
  readonly had: number
  /** Pieces that it should have. */
  readonly wanted: number
}

/** Returns how many pieces came from the record. */
export async function repairScans({ storage, pieces, everyPiece, had, wanted }: RepairScansDeps): Promise<number> {
  const store = async (rows: readonly SealedRow[]) => {
    await storage.ask('store', { rows, lastSeq: 0 })
  }
  let repaired = 0
  if (had < wanted) {
    await everyPiece(store)
    repaired += Math.max(0, (await storage.ask('pieces')) - had)
  }
  for (const { evidenceId, index } of await storage.ask('damagedPieces')) {
    const found = await pieces({ evidenceId, from: index, count: 1 })
    if (!found.ok) return repaired
    await store(found.value.rows)
    repaired += found.value.rows.length
  }
  return repaired
}
