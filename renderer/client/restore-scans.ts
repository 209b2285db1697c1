/** The record lost pieces of scans: what the database has of them goes back, scan by scan, in messages of bounded size. */
import type { Answer, ChannelName, Input } from '../../preload/contract.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Finding } from './case-client.ts'

const PIECES_A_MESSAGE = 20

type Call = <Name extends ChannelName>(channel: Name, input: Input<Name>) => Promise<Answer<Name>>

/** What became of it; nothing when RA Desk was locked meanwhile: it is asked for again at the next sign-in. */
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
      const given = await call('database.giveBack', {
        rows: rows.flatMap((row) => (row.table === 'chunks' && row.env !== null ? [{ ...row, table: row.table, env: row.env }] : [])),
        last: from + PIECES_A_MESSAGE >= pieces.length,
      })
      if (!given.ok) return []
    }
  }
  const account = await call('database.scansAccount', {})
  return account.ok ? account.value.findings : []
}

/** Files of scans that are lacking, and of which nothing was said yet that became of them. */
export function lacksScans(found: readonly Finding[], said: readonly Finding[]): boolean {
  return found.some(
    ({ kind, file }) => kind === 'scans-missing' && !said.some((other) => other.file === file && other.kind !== 'scans-missing'),
  )
}
