/** The database worker's work: catch up, store, list, open. See `messages.ts` for what each call is for. */
import { readCaseRecord, type CaseRecord } from '../../../domain/case/case.ts'
import { listEvidence } from '../../../domain/handover/rekey.ts'
import { fromBase64, fromHex, toBase64, toHex } from '../../../domain/bytes.ts'
import type { RecordPlace } from '../../../domain/record/envelope-layout.ts'
import type { SealedRow } from '../../../preload/contract.ts'
import type { StorageRequests } from '../messages.ts'
import { CaseDatabase, type StoredRow } from './database.ts'
import { DamagedRow, open, seal } from './envelope.ts'
import { createWorkerKeys, textBytes } from './keys.ts'
import { probeDatabase, reportDatabase } from './report.ts'
import { createSummaryStore, type SummaryStore, type SummaryChunk, type SummaryLine } from './summaries.ts'

const SCHEMA = 1
const DATABASE = 'ra-desk'
/** Larger values leave the database's log for files of their own, which can vanish one by one (measured above about 64 KiB). */
const CHUNK_BYTES = 48 * 1024

const storedOf = (row: SealedRow | undefined): StoredRow | undefined =>
  typeof row?.env === 'string' ? { id: row.id, rev: row.rev, env: fromBase64(row.env) } : undefined
const emptyBook = (): SummaryStore => createSummaryStore([], () => crypto.randomUUID(), new Map())

export async function createCaseDatabase(): Promise<StorageRequests> {
  const keys = await createWorkerKeys()
  let opened:
    | { database: CaseDatabase; vaultId: Uint8Array; recordsKeyId: string; book: SummaryStore; caseRevs: Map<string, number> }
    | undefined
  const session = () => {
    if (!opened) throw new Error('the database is not open')
    return opened
  }
  const place = (table: string, recordId: string, rev: number, chunk?: RecordPlace['chunk']): RecordPlace => ({
    vaultId: session().vaultId,
    table,
    recordId,
    rev,
    schema: SCHEMA,
    ...(chunk ? { chunk } : {}),
  })
  const sealJson = (keyId: string, where: RecordPlace, value: unknown) => seal(keys, keyId, where, textBytes(JSON.stringify(value)))
  const openJson = async (where: RecordPlace, envelope: Uint8Array): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await open(keys, where, envelope)))

  async function openCase(row: StoredRow): Promise<CaseRecord> {
    return readCaseRecord(await openJson(place('cases', row.id, row.rev), row.env))
  }

  async function openBook({ database, caseRevs }: ReturnType<typeof session>): Promise<SummaryStore> {
    // A damaged row can read as nothing at all where Chromium keeps databases in SQLite.
    const rows = (await database.summaries.toArray()).filter(Boolean)
    const chunks: SummaryChunk[] = []
    for (const row of rows) {
      try {
        chunks.push({ id: row.id, rev: row.rev, lines: (await openJson(place('summaries', row.id, row.rev), row.env)) as SummaryLine[] })
      } catch (error) {
        // A damaged chunk costs nothing but time: its lines are made again from the cases below.
        if (!(error instanceof DamagedRow)) throw error
      }
    }
    const book = createSummaryStore(chunks, () => crypto.randomUUID(), caseRevs)
    for (const id of caseRevs.keys()) {
      if (book.has(id)) continue
      const row = await database.cases.get(id)
      if (row) book.put(await openCase(row), row.rev)
    }
    return book
  }

  const draftId = async (key: string): Promise<string> =>
    toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', textBytes(key)))).slice(0, 32)

  return {
    publicKey: () => keys.publicKey(),
    addKeys: (wrapped) => keys.add(wrapped),
    useRecordsKey: async (recordsKeyId) => {
      if (!keys.has(recordsKeyId)) throw new Error('the key to seal with has not come')
      opened = { ...session(), recordsKeyId }
    },
    open: async ({ keys: wrapped, vaultId, recordsKeyId }) => {
      await keys.add(wrapped)
      const { dataLoss } = await probeDatabase(DATABASE)
      const database = new CaseDatabase(DATABASE)
      await database.open()
      const { report, caseRevs } = await reportDatabase(database, dataLoss)
      opened = { database, vaultId: fromHex(vaultId), recordsKeyId, book: emptyBook(), caseRevs }
      return report
    },
    report: async () => {
      const { report, caseRevs } = await reportDatabase(session().database, 'none')
      opened = { ...session(), caseRevs }
      return report
    },
    pieces: () => session().database.chunks.count(),
    begin: async () => {
      opened = { ...session(), book: await openBook(session()) }
    },
    clear: async () => {
      const { database } = session()
      const tables = [database.cases, database.manifests, database.station, database.summaries, database.meta]
      await database.transaction('rw', tables, async () => {
        for (const table of tables) await table.clear()
      })
      opened = { ...session(), book: emptyBook(), caseRevs: new Map() }
    },

    store: async ({ rows, lastSeq }) => {
      const { database, book, recordsKeyId, caseRevs } = session()
      const changed: string[] = []
      const chunks = new Map<string, SummaryChunk>()
      const newest = new Map<string, SealedRow>()
      for (const row of rows) {
        const known = newest.get(`${row.table} ${row.id}`)
        if (!known || row.rev >= known.rev) newest.set(`${row.table} ${row.id}`, row)
      }
      const puts: { table: SealedRow['table']; row: StoredRow }[] = []
      const erased: { table: SealedRow['table']; id: string }[] = []
      for (const row of newest.values()) {
        if (row.env === null) {
          erased.push({ table: row.table, id: row.id })
          const without = row.table === 'cases' ? book.drop(row.id) : undefined
          if (without) {
            chunks.set(without.id, without)
            changed.push(row.id)
          }
          continue
        }
        const stored = { id: row.id, rev: row.rev, env: fromBase64(row.env) }
        puts.push({ table: row.table, row: stored })
        if (row.table !== 'cases') continue
        const chunk = book.put(await openCase(stored), stored.rev)
        chunks.set(chunk.id, chunk)
        changed.push(row.id)
      }
      const sealedChunks = await Promise.all(
        [...chunks.values()].map(async (chunk) => ({
          id: chunk.id,
          rev: chunk.rev,
          env: await sealJson(recordsKeyId, place('summaries', chunk.id, chunk.rev), chunk.lines),
        })),
      )
      await database.transaction(
        'rw',
        [database.cases, database.chunks, database.manifests, database.station, database.summaries, database.meta],
        async () => {
          for (const { table, row } of puts) {
            const known = await database[table].get(row.id)
            if (!known || known.rev <= row.rev) await database[table].put(row)
          }
          for (const { table, id } of erased) await database[table].delete(id)
          await database.summaries.bulkPut(sealedChunks)
          const position = await database.meta.get('position')
          await database.meta.put({ id: 'position', lastSeq: Math.max(position?.lastSeq ?? 0, lastSeq) })
        },
      )
      for (const { table, row } of puts) if (table === 'cases') caseRevs.set(row.id, row.rev)
      for (const { table, id } of erased) if (table === 'cases') caseRevs.delete(id)
      return { changed }
    },

    summaries: async () => session().book.all(),
    findCase: async (caseId) => {
      const row = await session().database.cases.get(caseId)
      return row && openCase(row)
    },

    sealEvidence: async ({ evidenceId, keyId, bytes }) => {
      const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES))
      const rows: SealedRow[] = []
      for (let index = 0; index < count; index += 1) {
        const id = `${evidenceId}:${index}`
        const piece = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
        rows.push({ table: 'chunks', id, rev: 1, env: toBase64(await seal(keys, keyId, place('chunks', id, 1, { index, count }), piece)) })
      }
      const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
      return { rows, sha256: toHex(new Uint8Array(digest)) }
    },
    openEvidence: async ({ evidence, pieces }) => {
      const { database } = session()
      const given = pieces && new Map(pieces.map((row) => [row.id, row]))
      const whole = new Uint8Array(evidence.bytes)
      let offset = 0
      for (let index = 0; index < evidence.chunks; index += 1) {
        const id = `${evidence.evidenceId}:${index}`
        const row = given ? storedOf(given.get(id)) : await database.chunks.get(id)
        if (!row) throw new DamagedRow('a piece of a scan is missing')
        const piece = await open(keys, place('chunks', id, row.rev, { index, count: evidence.chunks }), row.env)
        whole.set(piece, offset)
        offset += piece.length
      }
      if (offset !== evidence.bytes) throw new DamagedRow('a scan is not as long as it was')
      return whole
    },

    damagedPieces: async () => {
      const { database, book } = session()
      const damaged: { evidenceId: string; index: number }[] = []
      for (const { caseId } of book.all().filter(({ status }) => status === 'open')) {
        const row = await database.cases.get(caseId)
        // A scan whose key is gone was erased.
        for (const { evidenceId, chunks } of row ? listEvidence(await openCase(row)).filter((evidence) => keys.has(evidence.keyId)) : []) {
          for (let index = 0; index < chunks; index += 1) {
            const piece = await database.chunks.get(`${evidenceId}:${index}`)
            const opens = piece
              ? await open(keys, place('chunks', piece.id, piece.rev, { index, count: chunks }), piece.env).then(
                  () => true,
                  () => false,
                )
              : false
            if (!opens) damaged.push({ evidenceId, index })
          }
        }
      }
      return damaged
    },
    sealedPieces: async (ids) => {
      const rows = await session().database.chunks.bulkGet([...ids])
      return rows.flatMap((row): SealedRow[] => (row ? [{ table: 'chunks', id: row.id, rev: row.rev, env: toBase64(row.env) }] : []))
    },

    readDraft: async (key) => {
      const id = await draftId(key)
      const row = await session().database.drafts.get(id)
      if (!row) return undefined
      return openJson(place('drafts', id, row.rev), row.env)
    },
    writeDraft: async ({ key, value }) => {
      const { database, recordsKeyId } = session()
      const id = await draftId(key)
      const rev = ((await database.drafts.get(id))?.rev ?? 0) + 1
      const env = await sealJson(recordsKeyId, place('drafts', id, rev), value)
      await database.transaction('rw', database.drafts, () => database.drafts.put({ id, rev, env }))
    },
    clearDraft: async (key) => {
      const { database } = session()
      const id = await draftId(key)
      await database.transaction('rw', database.drafts, () => database.drafts.delete(id))
    },
  }
}
