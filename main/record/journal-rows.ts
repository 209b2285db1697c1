/** Reads the newest versions of rows in the open journal: from the first copy, and what does not read there from the second. */
import { base64Of } from '../files/base64.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import { isBodyWhole, type NewestRow, type Place, type StoredBody, type StoredRow } from './database/copy.ts'
import type { RowReader } from './database/row-reader.ts'
import type { ScansDatabase } from './database/scans-database.ts'
import { SCANS_FILE, SCANS_TABLE } from './database/schema.ts'
import { journalDamaged } from './journal-failures.ts'

/** The newest version of a row, without its envelope. */
export interface LatestRow extends NewestRow {
  /** SHA-256 of the envelope, to compare with the page's database. */
  readonly sha256?: Uint8Array | undefined
}

/** Changes in whole frames. `upTo`: the frame that they go up to; absent when these are all. */
export interface SomeChanges {
  readonly rows: readonly LatestRow[]
  readonly upTo?: number
}

/** Opening so many small envelopes takes some ten milliseconds. */
const SLICE = 500

export interface JournalRowsDeps {
  readonly reader: Pick<
    RowReader,
    'find' | 'newest' | 'ids' | 'revs' | 'bodiesAfter' | 'changed' | 'changedAfter' | 'changedSome' | 'envelope'
  >
  readonly scans: Pick<ScansDatabase, 'find'>
  /** Nothing is read once the journal is closed. */
  readonly isClosed: () => boolean
  /** Whether pieces of scans may be missing or damaged. */
  readonly scansInDoubt: () => boolean
}

export function journalRows({ reader, scans, isClosed, scansInDoubt }: JournalRowsDeps) {
  const whileOpen = <Value>(read: () => Value, otherwise: Value): Value => (isClosed() ? otherwise : read())

  async function findRow(table: string, id: string): Promise<Result<JournalRow | undefined, 'journal-damaged'>> {
    const row = whileOpen(() => reader.find(table, id), undefined)
    if (row === undefined) return ok(undefined)
    const { rev } = row
    if (row.sha256 === undefined) return ok({ table, id, rev, env: null })
    const env = reader.envelope(row)
    return env === undefined ? journalDamaged : ok({ table, id, rev, env: base64Of(env) })
  }

  function* slices(table: string): Generator<readonly StoredBody[]> {
    let after: Place = { seq: -1, row: 0 }
    for (;;) {
      const slice = whileOpen(() => reader.bodiesAfter(table, after, SLICE), [])
      if (slice.length === 0) return
      yield slice
      after = slice.at(-1)!
    }
  }

  async function lackingScans(): Promise<{ readonly files: readonly string[]; readonly pieces: readonly LatestRow[] }> {
    if (!scansInDoubt()) return { files: [], pieces: [] }
    const pieces: LatestRow[] = []
    for (const row of reader.changed(SCANS_TABLE, -1)) {
      if (isClosed()) break
      if (row.sha256 !== undefined && !isBodyWhole(row, scans.find(row.row))) pieces.push(latest(row))
    }
    return { files: [SCANS_FILE], pieces }
  }

  return {
    findRow,
    lackingScans,
    revOf: (table: string, id: string) => whileOpen(() => reader.find(table, id)?.rev, undefined),
    has: (table: string, id: string) => whileOpen(() => reader.find(table, id)?.sha256 !== undefined, false),
    newest: (tables: readonly string[]) => whileOpen(() => tables.flatMap(reader.newest), []),
    ids: (table: string) => whileOpen(() => reader.ids(table), []),
    revs: (table: string) => whileOpen(() => reader.revs(table), new Map<string, number>()),
    slices,
    changedSome(seq: number, tables: readonly string[], most: number): SomeChanges {
      const { rows, upTo } = whileOpen(() => reader.changedSome(seq, tables, most), { rows: [] })
      return { rows: rows.map(latest), ...(upTo === undefined ? {} : { upTo }) }
    },
    changedAfter: (seq: number, tables?: readonly string[]) => whileOpen(() => reader.changedAfter(seq, tables).map(latest), []),
  }
}

const latest = (row: StoredRow): LatestRow => ({
  table: row.table,
  id: row.id,
  rev: row.rev,
  seq: row.seq,
  erased: row.sha256 === undefined,
  ...(row.sha256 === undefined ? {} : { sha256: row.sha256 }),
})
