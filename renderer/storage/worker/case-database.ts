/** The database worker's methods. See `messages.ts` for what each is for. */
import { createEditions } from '../../../domain/guidance/index.ts'
import { fromHex } from '../../../domain/bytes.ts'
import type { DatabaseReport } from '../../../preload/contract/database.ts'
import type { StorageRequests } from '../messages.ts'
import { CaseDatabase } from './database.ts'
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

/** Opens the stored lines of the work list. Lines of a damaged chunk are made again from their cases. */
async function openSummaries(db: OpenDatabase): Promise<SummaryStore> {
  const { database, revs } = db.session()
  // Where Chromium keeps databases in SQLite, a damaged row can read as `undefined`.
  const rows = (await database.summaries.toArray()).filter(Boolean)
  const chunks = await Promise.all(
    rows.map(async ({ id, rev, env }): Promise<SummaryChunk | undefined> => {
      try {
        return { id, rev, lines: (await db.openJson(db.place('summaries', id, rev), env)) as SummaryLine[] }
      } catch (error) {
        if (!(error instanceof DamagedRow)) throw error
        return undefined
      }
    }),
  )
  return createSummaryStore(
    chunks.filter((chunk) => chunk !== undefined),
    () => crypto.randomUUID(),
    revs.cases,
    editionsOf(db),
  )
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

/** `openDatabase` is replaced in tests. */
export async function createCaseDatabase(openDatabase: () => Promise<Opening> = openCaseDatabase): Promise<StorageRequests> {
  const keys = await createWorkerKeys()
  const db = createOpenDatabase(keys)
  return {
    publicKey: () => keys.publicKey(),
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
      const { database, dataLoss } = await openDatabase()
      const { report, revs } = await reportDatabase(database, dataLoss)
      db.update({
        database,
        vaultId: fromHex(vaultId),
        recordsKeyId,
        editions: createEditions(editions),
        summaries: noSummaries(db),
        revs,
        refilling: undefined,
      })
      return report
    },
    report: async () => {
      const { report, revs } = await reportDatabase(db.session().database, 'none')
      db.update({ revs })
      return report
    },
    pieces: () => db.session().database.chunks.count(),
    begin: async () => {
      const summaries = await openSummaries(db)
      db.update({ summaries })
      return { summaries: summaries.all(), missing: [...db.session().revs.cases.keys()].filter((caseId) => !summaries.has(caseId)) }
    },
    clear: async () => {
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
    store: (input) => storeRows(db, input),
    findCase: async (caseId) => {
      const row = await db.session().database.cases.get(caseId)
      return row && db.openCase(row)
    },
    ...createRowHashes(db),
    ...createEvidenceRows(db),
    ...createDraftRows(db),
  }
}
