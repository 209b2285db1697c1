/** The record lost pieces of scans: sends it those that the database has, scan by scan, in messages of bounded size. */
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { Finding } from './case-client.ts'

const PIECES_A_MESSAGE = 20

/** One finding for each file of scans, or none if RA Desk was locked meanwhile: the next sign-in starts again. */
export async function restoreScans(call: Call, storage: Pick<StorageClient, 'ask'>): Promise<readonly Finding[]> {
  for (let begin = true; ; begin = false) {
    const next = await call('database.lackingScan', { begin })
    if (!next.ok) return []
    const { pieces } = next.value
    if (!pieces) break
    for (let from = 0; from < pieces.length; from += PIECES_A_MESSAGE) {
      const some = pieces.slice(from, from + PIECES_A_MESSAGE)
      const rows = await storage.ask(
        'sealedPieces',
        some.map(({ id }) => id),
      )
      const accepted = await call('database.giveBack', {
        rows: rows.flatMap((row) => (row.table === 'chunks' && row.env !== null ? [{ ...row, table: row.table, env: row.env }] : [])),
        last: from + PIECES_A_MESSAGE >= pieces.length,
      })
      if (!accepted.ok) return []
    }
  }
  const results = await call('database.scansAccount', {})
  return results.ok ? results.value.findings : []
}

/** Whether `found` names a missing file of scans for which `shown` has no result yet. */
export function lacksScans(found: readonly Finding[], shown: readonly Finding[]): boolean {
  return found.some(
    ({ kind, file }) => kind === 'scans-missing' && !shown.some((other) => other.file === file && other.kind !== 'scans-missing'),
  )
}
