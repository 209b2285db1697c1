/** The database worker's methods. See `messages.ts` for what each is for. */
import { createEditions } from '../../../domain/guidance/index.ts'
import { fromHex } from '../../../domain/bytes.ts'
import type { StorageRequests } from '../messages.ts'
import { CaseDatabase } from './database.ts'
import { createDraftRows } from './draft-rows.ts'
import { DamagedRow } from './envelope.ts'
import { createEvidenceRows } from './evidence-rows.ts'
import { createWorkerKeys } from './keys.ts'
import { createOpenDatabase, type OpenDatabase } from './open-database.ts'
import { storeRows } from './record-rows.ts'
import { probeDatabase, reportDatabase } from './report.ts'
import { createSummaryStore, type SummaryStore, type SummaryChunk, type SummaryLine } from './summaries.ts'

const DATABASE = 'ra-desk'

const editionsOf = (db: OpenDatabase) => ({ get: (id: string) => db.session().editions.get(id) })
const noSummaries = (db: OpenDatabase): SummaryStore => createSummaryStore([], () => crypto.randomUUID(), new Map(), editionsOf(db))

async function openSummaries(db: OpenDatabase): Promise<SummaryStore> {
  const { database, caseRevs } = db.session()
  // Where Chromium keeps databases in SQLite, a damaged row can read as `undefined`.
  const rows = (await database.summaries.toArray()).filter(Boolean)
  const chunks: SummaryChunk[] = []
  for (const row of rows) {
    try {
      chunks.push({
        id: row.id,
        rev: row.rev,
        lines: (await db.openJson(db.place('summaries', row.id, row.rev), row.env)) as SummaryLine[],
      })
    } catch (error) {
      // Lines of a damaged chunk are made again from the cases below.
      if (!(error instanceof DamagedRow)) throw error
    }
  }
  const summaries = createSummaryStore(chunks, () => crypto.randomUUID(), caseRevs, editionsOf(db))
  for (const id of caseRevs.keys()) {
    if (summaries.has(id)) continue
    const row = await database.cases.get(id)
    if (row) summaries.put(await db.openCase(row), row.rev)
  }
  return summaries
}

export async function createCaseDatabase(): Promise<StorageRequests> {
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
      const { dataLoss } = await probeDatabase(DATABASE)
      const database = new CaseDatabase(DATABASE)
      await database.open()
      const { report, caseRevs } = await reportDatabase(database, dataLoss)
      db.update({
        database,
        vaultId: fromHex(vaultId),
        recordsKeyId,
        editions: createEditions(editions),
        summaries: noSummaries(db),
        caseRevs,
      })
      return report
    },
    report: async () => {
      const { report, caseRevs } = await reportDatabase(db.session().database, 'none')
      db.update({ caseRevs })
      return report
    },
    pieces: () => db.session().database.chunks.count(),
    begin: async () => {
      db.update({ summaries: await openSummaries(db) })
    },
    clear: async () => {
      const { database } = db.session()
      const tables = [database.cases, database.manifests, database.station, database.summaries, database.meta]
      await database.transaction('rw', tables, async () => {
        for (const table of tables) await table.clear()
      })
      db.update({ summaries: noSummaries(db), caseRevs: new Map() })
    },
    store: (input) => storeRows(db, input),
    summaries: async () => db.session().summaries.all(),
    findCase: async (caseId) => {
      const row = await db.session().database.cases.get(caseId)
      return row && db.openCase(row)
    },
    ...createEvidenceRows(db),
    ...createDraftRows(db),
  }
}
