/** The database worker's methods. See `messages.ts` for what each is for. */
import { createEditions } from '../../../domain/guidance/index.ts'
import { fromHex } from '../../../domain/bytes.ts'
import type { DatabaseReport } from '../../../preload/contract/database.ts'
import type { StorageRequests } from '../messages.ts'
import { CaseDatabase, type StoredRow } from './database.ts'
import { createDraftRows } from './draft-rows.ts'
import { DamagedRow } from './envelope.ts'
import { createEvidenceRows } from './evidence-rows.ts'
import { createWorkerKeys } from './keys.ts'
import { createOpenDatabase, type OpenDatabase, type Revisions } from './open-database.ts'
import { fillRows, settleRows, storeRows, summariseCases } from './record-rows.ts'
import { createRowHashes } from './row-hashes.ts'
import { probeDatabase, reportDatabase } from './report.ts'
import { createSummaryStore, type SummaryStore, type SummaryChunk, type SummaryLine } from './summaries.ts'

const DATABASE = 'ra-desk'

const editionsOf = (db: OpenDatabase) => ({ get: (id: string) => db.session().editions.get(id) })
const noSummaries = (db: OpenDatabase): SummaryStore => createSummaryStore([], () => crypto.randomUUID(), new Map(), editionsOf(db))

/** Opens the stored lines of the work list. A damaged chunk is left out: its lines are made again from their cases. */
async function openChunks(db: OpenDatabase, sealed: readonly StoredRow[]): Promise<SummaryChunk[]> {
  const chunks = await Promise.all(
    // Where Chromium keeps databases in SQLite, a damaged row can read as `undefined`.
    sealed.filter(Boolean).map(async ({ id, rev, env }): Promise<SummaryChunk | undefined> => {
      try {
        return { id, rev, lines: (await db.openJson(db.place('summaries', id, rev), env)) as SummaryLine[] }
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error
        return undefined
      }
    }),
  )
  return chunks.filter((chunk) => chunk !== undefined)
}

const noRevisions = (): Revisions => ({ cases: new Map(), manifests: new Map(), station: new Map() })

interface Opening {
  readonly database: CaseDatabase
  readonly dataLoss: DatabaseReport['dataLoss']
}

async function openCaseDatabase(): Promise<Opening> {
  const { dataLoss } = await probeDatabase(DATABASE)
  const database = new CaseDatabase(DATABASE)
  await database.open()
  return { database, dataLoss }
}

/** What was read before there was a key to open it with. */
interface Look extends Awaited<ReturnType<typeof reportDatabase>> {
  readonly database: CaseDatabase
  /** The sealed work list; absent if it cannot be read, which `begin` then finds out. */
  readonly sealed: readonly StoredRow[] | undefined
}

async function lookInto(openDatabase: () => Promise<Opening>): Promise<Look> {
  const { database, dataLoss } = await openDatabase()
  const read = await reportDatabase(database, dataLoss)
  return { ...read, database, sealed: await database.summaries.toArray().catch(() => undefined) }
}

/** `openDatabase` is replaced in tests. */
export async function createCaseDatabase(openDatabase: () => Promise<Opening> = openCaseDatabase): Promise<StorageRequests> {
  const keys = await createWorkerKeys()
  const db = createOpenDatabase(keys)
  let look: Promise<Look> | undefined
  /** The work list as it was at `open`, until something is stored. */
  let opened: Promise<SummaryChunk[]> | undefined
  return {
    publicKey: () => keys.publicKey(),
    look: async () => {
      look = lookInto(openDatabase)
      // `open` says so.
      await look.catch(() => undefined)
    },
    addKeys: (wrapped) => keys.add(wrapped),
    useRecordsKey: async (recordsKeyId) => {
      if (!keys.has(recordsKeyId)) throw new Error('the new records key has not been added')
      db.session()
      db.update({ recordsKeyId })
    },
    useEditions: async (added) => {
      db.session()
      db.update({ editions: createEditions(added) })
    },
    open: async ({ keys: wrapped, vaultId, recordsKeyId, editions }) => {
      await keys.add(wrapped)
      const { database, report, revs, sealed } = await (look ?? lookInto(openDatabase))
      look = undefined
      db.update({
        database,
        vaultId: fromHex(vaultId),
        recordsKeyId,
        editions: createEditions(editions),
        summaries: noSummaries(db),
        revs,
        refilling: undefined,
      })
      // While the page and `main` compare the database with the record.
      opened = sealed && openChunks(db, sealed)
      opened?.catch(() => undefined)
      return report
    },
    report: async () => {
      const { report, revs } = await reportDatabase(db.session().database, 'none')
      db.update({ revs })
      return report
    },
    pieces: () => db.session().database.chunks.count(),
    begin: async () => {
      const { database, revs } = db.session()
      const chunks = await (opened ?? openChunks(db, await database.summaries.toArray()))
      opened = undefined
      const summaries = createSummaryStore(chunks, () => crypto.randomUUID(), revs.cases, editionsOf(db))
      db.update({ summaries })
      return { summaries: summaries.all(), missing: [...revs.cases.keys()].filter((caseId) => !summaries.has(caseId)) }
    },
    clear: async () => {
      opened = undefined
      const { database } = db.session()
      const tables = [database.cases, database.manifests, database.station, database.summaries, database.meta]
      await database.transaction('rw', tables, async () => {
        for (const table of tables) await table.clear()
      })
      db.update({ summaries: noSummaries(db), revs: noRevisions(), refilling: { lastSeq: 0, unsealed: new Set(), erased: new Set() } })
    },
    fill: (rows) => fillRows(db, rows),
    settle: (lastSeq) => settleRows(db, lastSeq),
    summarise: (caseIds) => summariseCases(db, caseIds),
    store: (input) => {
      opened = undefined
      return storeRows(db, input)
    },
    findCase: async (caseId) => {
      const row = await db.session().database.cases.get(caseId)
      return row && db.openCase(row)
    },
    ...createRowHashes(db),
    ...createEvidenceRows(db),
    ...createDraftRows(db),
  }
}
