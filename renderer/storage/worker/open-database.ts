/** The open database with the keys and the work list that belong to it; what every part of the worker needs. */
import { readCaseRecord, type CaseRecord } from '../../../domain/case/case.ts'
import type { Editions } from '../../../domain/guidance/index.ts'
import type { RecordPlace } from '../../../domain/record/envelope-layout.ts'
import type { ComparedTable } from '../../../domain/record/rows-digest.ts'
import type { CaseDatabase, StoredRow } from './database.ts'
import { open, seal } from './envelope.ts'
import { textBytes, type WorkerKeys } from './keys.ts'
import type { SummaryChunk, SummaryStore } from './summaries.ts'

const SCHEMA = 1

export type Revisions = Readonly<Record<ComparedTable, Map<string, number>>>

export interface Opened {
  readonly database: CaseDatabase
  readonly vaultId: Uint8Array
  /** Key that new rows, summaries and drafts are sealed with. */
  readonly recordsKeyId: string
  readonly editions: Editions
  readonly summaries: SummaryStore
  /** Revision of each row of the compared tables, by id. */
  readonly revs: Revisions
  /** While a lost database is refilled: the last frame that an act stored. The position in the database stays 0 until all rows are there. */
  readonly refilling: { lastSeq: number; readonly unsealed: Set<SummaryChunk>; readonly erased: Set<string> } | undefined
}

export interface OpenDatabase {
  readonly keys: WorkerKeys
  /** Throws before the database is opened. */
  session(): Opened
  /** Replaces parts of the session; the first call must give all of it. */
  update(change: Partial<Opened>): void
  place(table: string, recordId: string, rev: number, chunk?: RecordPlace['chunk']): RecordPlace
  sealJson(keyId: string, where: RecordPlace, value: unknown): Promise<Uint8Array>
  /** Throws `DamagedRow` if the envelope does not open. */
  openJson(where: RecordPlace, envelope: Uint8Array): Promise<unknown>
  openCase(row: StoredRow): Promise<CaseRecord>
}

export function createOpenDatabase(keys: WorkerKeys): OpenDatabase {
  let opened: Opened | undefined
  const session = () => {
    if (!opened) throw new Error('the database is not open')
    return opened
  }
  const place: OpenDatabase['place'] = (table, recordId, rev, chunk) => ({
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

  return {
    keys,
    session,
    update: (change) => {
      opened = { ...opened, ...change } as Opened
    },
    place,
    sealJson,
    openJson,
    openCase: async (row) => readCaseRecord(await openJson(place('cases', row.id, row.rev), row.env)),
  }
}
