/** Finds rows that the page's database does not hold as the record does. The page checks all of its rows in slices after sign-in. */
import type { ComparedTable } from '../../domain/record/rows-digest.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import { toHex } from '../../domain/bytes.ts'
import type { CheckedRow } from '../../preload/contract/database.ts'
import { sha256 } from '../files/sha256.ts'
import type { RecordStore } from '../record/store.ts'

/**
 * Answers those rows of the record that differ from `found`, or that the database cannot read. A row of another revision is left out: it
 * is being changed while the check runs, and the comparison at the next sign-in covers it.
 */
export async function findDifferingRows(
  store: Pick<RecordStore, 'sealedRows'>,
  table: ComparedTable,
  found: readonly CheckedRow[],
): Promise<SealedRow[]> {
  const kept = await store.sealedRows(
    table,
    found.map(({ id }) => id),
  )
  const byId = new Map(found.map((row) => [row.id, row]))
  return kept.filter(({ id, rev, env }) => {
    const row = byId.get(id)!
    if (row.sha256 === '') return true
    return row.rev === rev && env !== null && row.sha256 !== toHex(sha256(Buffer.from(env, 'base64')))
  })
}
