/**
 * Pieces of scans in the database, beside the work: those that are missing come from the record, and those of cases that are worked on are
 * opened once, because a changed byte shows in nothing else (they are counted when the database is compared, and SQLite keeps no sums).
 */
import type { Answer, Input, SealedRow } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'

export interface RepairScansDeps {
  readonly storage: Pick<StorageClient, 'ask'>
  readonly pieces: (input: Input<'database.pieces'>) => Promise<Answer<'database.pieces'>>
  /** Every piece that the record has, page by page. */
  readonly everyPiece: (take: (rows: readonly SealedRow[]) => Promise<void>) => Promise<unknown>
  /** How many the database has, and how many it should have. */
  readonly had: number
  readonly wanted: number
}

/** How many pieces came back from the record. */
export async function repairScans({ storage, pieces, everyPiece, had, wanted }: RepairScansDeps): Promise<number> {
  const store = async (rows: readonly SealedRow[]) => {
    await storage.ask('store', { rows, lastSeq: 0 })
  }
  let mended = 0
  if (had < wanted) {
    await everyPiece(store)
    mended += Math.max(0, (await storage.ask('pieces', undefined as never)) - had)
  }
  for (const { evidenceId, index } of await storage.ask('damagedPieces', undefined as never)) {
    const found = await pieces({ evidenceId, from: index, count: 1 })
    if (!found.ok) return mended
    await store(found.value.rows)
    mended += found.value.rows.length
  }
  return mended
}
