/** Reads the rows of the record page by page from `main`. */
import type { SealedRow } from '../../preload/contract.ts'
import type { Call } from './calls.ts'

export type TakePage = (rows: readonly SealedRow[], lastSeq: number) => Promise<void>

/**
 * Hands every row that changed after journal frame `afterSeq` to `take`, oldest change first. Returns how many rows there were.
 * Throws if `main` refuses a page.
 */
export async function readRecordPages(call: Call, afterSeq: number, which: 'rows' | 'scans', take: TakePage): Promise<number> {
  let rows = 0
  for (let from = afterSeq; ;) {
    const page = await call('database.page', { afterSeq: from, which })
    if (!page.ok) throw new Error(page.error.message)
    await take(page.value.rows, page.value.lastSeq)
    rows += page.value.rows.length
    from = page.value.lastSeq
    if (!page.value.more) return rows
  }
}

/** Every row that changed after journal frame `afterSeq`, without pieces of scans. */
export async function readMissedRows(call: Call, afterSeq: number): Promise<SealedRow[]> {
  const missed: SealedRow[] = []
  await readRecordPages(call, afterSeq, 'rows', (rows) => {
    missed.push(...rows)
    return Promise.resolve()
  })
  return missed
}
