/**
 * The database on disk. Rows are `{ id, rev, env }`: nothing personal is an index, an id, a size or a time.
 * Transactions are strict and contain only Dexie calls: seal and open rows before or after them.
 */
import { Dexie, type Table } from 'dexie'

export interface StoredRow {
  readonly id: string
  readonly rev: number
  readonly env: Uint8Array
}
export interface MetaRow {
  readonly id: 'position'
  readonly lastSeq: number
}

export class CaseDatabase extends Dexie {
  declare readonly cases: Table<StoredRow, string>
  declare readonly chunks: Table<StoredRow, string>
  declare readonly manifests: Table<StoredRow, string>
  declare readonly station: Table<StoredRow, string>
  /** Sealed lists of case summaries, some hundreds in each: the work list opens these, not the cases. */
  declare readonly summaries: Table<StoredRow, string>
  /** What was typed and not saved yet. */
  declare readonly drafts: Table<StoredRow, string>
  declare readonly meta: Table<MetaRow, string>

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
    this.version(1).stores({ cases: 'id', chunks: 'id', manifests: 'id', station: 'id', summaries: 'id', drafts: 'id', meta: 'id' })
    // An index of revisions: the database is compared with the record without reading a single envelope.
    this.version(2).stores({ cases: 'id, rev', manifests: 'id, rev', station: 'id, rev' })
  }
}
