/** Stores sealed rows of the record with the lines of the work list that they change, in strict transactions. */
import type { CaseSummary } from '../../../domain/case/summary.ts'
import { comparedTables, type ComparedTable } from '../../../domain/record/rows-digest.ts'
import { fromBase64 } from '../../../domain/bytes.ts'
import type { SealedRow } from '../../../preload/contract.ts'
import type { ListChange, StorageRequests } from '../messages.ts'
import type { CaseDatabase, StoredRow } from './database.ts'
import { DamagedRow } from './envelope.ts'
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
      // Asked and written all at once: each wait for the database costs an act a millisecond or more.
      const [known, position] = await Promise.all([
        Promise.all(puts.map(({ table, row }) => database[table].get(row.id))),
        database.meta.get('position'),
      ])
      await Promise.all([
        ...puts.map(({ table, row }, index) => ((known[index]?.rev ?? 0) <= row.rev ? database[table].put(row) : undefined)),
        ...erased.map(({ table, id }) => database[table].delete(id)),
        ...(summaries.length === 0 ? [] : [database.summaries.bulkPut(summaries)]),
        database.meta.put({ id: 'position', lastSeq: Math.max(position?.lastSeq ?? 0, lastSeq) }),
      ])
    },
  )
}

const isCompared = (table: SealedRow['table']): table is ComparedTable => (comparedTables as readonly string[]).includes(table)

/** Rows as they are stored, with the lines of the work list and the chunks of lines that they change. */
interface Taken {
  readonly puts: readonly Put[]
  readonly erased: readonly Erasure[]
  readonly chunks: ReadonlySet<SummaryChunk>
  readonly change: ListChange
}

async function takeRows(db: OpenDatabase, rows: Iterable<SealedRow>): Promise<Taken> {
  const { summaries } = db.session()
  const changed: CaseSummary[] = []
  const gone: string[] = []
  const chunks = new Set<SummaryChunk>()
  const puts: Put[] = []
  const erased: Erasure[] = []
  for (const row of rows) {
    if (row.env === null) {
      erased.push({ table: row.table, id: row.id })
      const without = row.table === 'cases' ? summaries.drop(row.id) : undefined
      if (!without) continue
      chunks.add(without)
      gone.push(row.id)
      continue
    }
    const stored = { id: row.id, rev: row.rev, env: fromBase64(row.env) }
    puts.push({ table: row.table, row: stored })
    if (row.table !== 'cases') continue
    const { summary, chunk } = summaries.put(await db.openCase(stored), stored.rev)
    chunks.add(chunk)
    changed.push(summary)
  }
  return { puts, erased, chunks, change: { changed, gone } }
}

const sealChunks = (db: OpenDatabase, chunks: Iterable<SummaryChunk>): Promise<StoredRow[]> =>
  Promise.all(
    [...chunks].map(async ({ id, rev, lines }) => ({
      id,
      rev,
      env: await db.sealJson(db.session().recordsKeyId, db.place('summaries', id, rev), lines),
    })),
  )

function noteRevisions(db: OpenDatabase, { puts, erased }: Pick<Taken, 'puts' | 'erased'>): void {
  const { revs } = db.session()
  for (const { table, row } of puts) if (isCompared(table)) revs[table].set(row.id, row.rev)
  for (const { table, id } of erased) if (isCompared(table)) revs[table].delete(id)
}

export async function storeRows(db: OpenDatabase, { rows, lastSeq }: Parameters<StorageRequests['store']>[0]): Promise<ListChange> {
  const { database, refilling } = db.session()
  const taken = await takeRows(db, newestOf(rows))
  if (refilling) refilling.lastSeq = Math.max(refilling.lastSeq, lastSeq)
  for (const { table, id } of taken.erased) refilling?.erased.add(`${table} ${id}`)
  await write(database, { ...taken, summaries: await sealChunks(db, taken.chunks), lastSeq: refilling ? 0 : lastSeq })
  noteRevisions(db, taken)
  return taken.change
}

/** Puts rows into a database that was cleared. A row that an act stored meanwhile stays, and one that was erased meanwhile does not come back. */
export async function fillRows(db: OpenDatabase, rows: readonly SealedRow[]): Promise<ListChange> {
  const { database, revs, refilling } = db.session()
  if (!refilling) throw new Error('the database is not being refilled')
  const wanted = [...newestOf(rows)].filter(
    ({ table, id, rev }) => isCompared(table) && (revs[table].get(id) ?? -1) < rev && !refilling.erased.has(`${table} ${id}`),
  )
  const taken = await takeRows(db, wanted)
  // A chunk is sealed once it is full, and the last ones when all rows are there, not again with each page.
  for (const chunk of taken.chunks) refilling.unsealed.add(chunk)
  const full = [...refilling.unsealed].filter(({ isFull }) => isFull)
  for (const chunk of full) refilling.unsealed.delete(chunk)
  const summaries = await sealChunks(db, full)
  await database.transaction('rw', [database.cases, database.manifests, database.station, database.summaries], async () => {
    for (const table of comparedTables) await database[table].bulkPut(taken.puts.flatMap((put) => (put.table === table ? [put.row] : [])))
    await database.summaries.bulkPut(summaries)
  })
  noteRevisions(db, taken)
  return taken.change
}

/** All rows are there: stores the last lines of the work list, and the position. */
export async function settleRows(db: OpenDatabase, lastSeq: number): Promise<void> {
  const { database, refilling } = db.session()
  if (!refilling) throw new Error('the database is not being refilled')
  const summaries = await sealChunks(db, refilling.unsealed)
  db.update({ refilling: undefined })
  await write(database, { puts: [], erased: [], summaries, lastSeq: Math.max(lastSeq, refilling.lastSeq) })
}

/** Makes the lines of these cases again. A case that cannot be opened is left out. */
export async function summariseCases(db: OpenDatabase, caseIds: readonly string[]): Promise<ListChange> {
  const { database, summaries } = db.session()
  const changed: CaseSummary[] = []
  const chunks = new Set<SummaryChunk>()
  for (const caseId of caseIds) {
    const row = await database.cases.get(caseId)
    if (!row || summaries.has(caseId)) continue
    try {
      const made = summaries.put(await db.openCase(row), row.rev)
      chunks.add(made.chunk)
      changed.push(made.summary)
    } catch (error) {
      if (!(error instanceof DamagedRow)) throw error
    }
  }
  await write(database, { puts: [], erased: [], summaries: await sealChunks(db, chunks), lastSeq: 0 })
  return { changed, gone: [] }
}
