/** Stores sealed rows of the record with the summaries they change, in one strict transaction. */
import type { SealedRow } from '../../../preload/contract.ts'
import type { CaseSummary } from '../../../domain/case/summary.ts'
import type { ListChange, StorageRequests } from '../messages.ts'
import { fromBase64 } from '../../../domain/bytes.ts'
import type { CaseDatabase, StoredRow } from './database.ts'
import type { OpenDatabase } from './open-database.ts'
import type { SummaryChunk } from './summaries.ts'

type Put = { readonly table: SealedRow['table']; readonly row: StoredRow }
type Erasure = { readonly table: SealedRow['table']; readonly id: string }

/** The newest revision of each row. */
function newestOf(rows: readonly SealedRow[]): Iterable<SealedRow> {
  const newest = new Map<string, SealedRow>()
  for (const row of rows) {
    const known = newest.get(`${row.table} ${row.id}`)
    if (!known || row.rev >= known.rev) newest.set(`${row.table} ${row.id}`, row)
  }
  return newest.values()
}

interface Changes {
  readonly puts: readonly Put[]
  readonly erased: readonly Erasure[]
  readonly summaries: readonly StoredRow[]
  readonly lastSeq: number
}

/** Keeps a row that is already newer, and never moves the position back. */
async function write(database: CaseDatabase, { puts, erased, summaries, lastSeq }: Changes): Promise<void> {
  await database.transaction(
    'rw',
    [database.cases, database.chunks, database.manifests, database.station, database.summaries, database.meta],
    async () => {
      for (const { table, row } of puts) {
        const known = await database[table].get(row.id)
        if (!known || known.rev <= row.rev) await database[table].put(row)
      }
      for (const { table, id } of erased) await database[table].delete(id)
      await database.summaries.bulkPut(summaries)
      const position = await database.meta.get('position')
      await database.meta.put({ id: 'position', lastSeq: Math.max(position?.lastSeq ?? 0, lastSeq) })
    },
  )
}

export async function storeRows(db: OpenDatabase, { rows, lastSeq }: Parameters<StorageRequests['store']>[0]): Promise<ListChange> {
  const { database, summaries, recordsKeyId, caseRevs } = db.session()
  const changed: CaseSummary[] = []
  const gone: string[] = []
  const chunks = new Map<string, SummaryChunk>()
  const puts: Put[] = []
  const erased: Erasure[] = []
  for (const row of newestOf(rows)) {
    if (row.env === null) {
      erased.push({ table: row.table, id: row.id })
      const without = row.table === 'cases' ? summaries.drop(row.id) : undefined
      if (without) {
        chunks.set(without.id, without)
        gone.push(row.id)
      }
      continue
    }
    const stored = { id: row.id, rev: row.rev, env: fromBase64(row.env) }
    puts.push({ table: row.table, row: stored })
    if (row.table !== 'cases') continue
    const { summary, chunk } = summaries.put(await db.openCase(stored), stored.rev)
    chunks.set(chunk.id, chunk)
    changed.push(summary)
  }
  const sealedChunks = await Promise.all(
    [...chunks.values()].map(async (chunk) => ({
      id: chunk.id,
      rev: chunk.rev,
      env: await db.sealJson(recordsKeyId, db.place('summaries', chunk.id, chunk.rev), chunk.lines),
    })),
  )
  await write(database, { puts, erased, summaries: sealedChunks, lastSeq })
  for (const { table, row } of puts) if (table === 'cases') caseRevs.set(row.id, row.rev)
  for (const { table, id } of erased) if (table === 'cases') caseRevs.delete(id)
  return { changed, gone }
}
