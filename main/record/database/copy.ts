/** One copy of the record's database: what is asked of it, and the one write of an act. Everything here throws SQLite's errors. */
import type { KeyObject } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '../../files/sha256.ts'
import { blobOf, integerOf, textOf, type RawRow } from '../../files/columns.ts'
import { transaction } from '../../files/database.ts'
import { isSameMac } from '../../files/same-mac.ts'
import { rowMac, type MacedRow, type StoredHead } from './head.ts'
import { SCANS_TABLE, type RecordFile } from './schema.ts'

/** A row as it is stored, without its envelope. */
export interface StoredRow extends MacedRow {
  /** Number of the row, the same in both copies. */
  readonly row: number
  /** Length of the envelope; 0 when the row is erased. */
  readonly bytes: number
  readonly mac: Uint8Array
}

export interface RowToWrite extends StoredRow {
  /** Absent when the row is erased, and for pieces of scans, which lie in a database of their own. */
  readonly env?: Uint8Array | undefined
}

export interface StoredEntry {
  readonly seq: number
  /** JSON. */
  readonly entry: string
}

export interface StoredFrame {
  readonly seq: number
  readonly hash: Uint8Array
}

/** All that one act writes. `remove` only undoes an act: numbers of rows that did not exist before it. */
export interface Change {
  readonly rows: readonly RowToWrite[]
  readonly remove?: readonly number[]
  readonly entries: readonly StoredEntry[]
  readonly frames: readonly StoredFrame[]
  /** Frames and entries after these numbers are removed: what an act wrote that is undone. */
  readonly cutAfter?: { readonly frame: number; readonly entry: number }
  /** Frames before this number are no longer needed. */
  readonly framesFrom?: number
  readonly head: StoredHead
}

export type RecordCopy = ReturnType<typeof openCopy>

/** A row with its envelope, neither of them checked: who opens the envelope sees whether it is the one for this id and number. */
export interface StoredBody {
  readonly row: number
  readonly id: string
  readonly rev: number
  readonly seq: number
  readonly env: Uint8Array
}

/** The newest version of a row: enough to compare revisions. */
export interface NewestRow {
  readonly table: string
  readonly id: string
  readonly rev: number
  /** Of the frame that wrote it. */
  readonly seq: number
  readonly erased: boolean
}

/** Where a slice ended. */
export type Place = Pick<StoredBody, 'seq' | 'row'>

const columns = 'row, tbl, id, rev, seq, bytes, sha256, mac'

function rowOf(raw: RawRow): StoredRow {
  return {
    row: integerOf(raw, 'row'),
    table: textOf(raw, 'tbl'),
    id: textOf(raw, 'id'),
    rev: integerOf(raw, 'rev'),
    seq: integerOf(raw, 'seq'),
    bytes: integerOf(raw, 'bytes'),
    mac: blobOf(raw, 'mac'),
    ...(raw['sha256'] === null ? {} : { sha256: blobOf(raw, 'sha256') }),
  }
}

const entryOf = (raw: RawRow): StoredEntry => ({ seq: integerOf(raw, 'seq'), entry: textOf(raw, 'entry') })
const frameOf = (raw: RawRow): StoredFrame => ({ seq: integerOf(raw, 'seq'), hash: blobOf(raw, 'hash') })

/** Whether this is the row that was written, by its MAC. */
export function isRowWhole(rowsKey: KeyObject, row: StoredRow): boolean {
  return isSameMac(row.mac, rowMac(rowsKey, row))
}

/** Whether this is the envelope that belongs to the row. */
export const isBodyWhole = ({ sha256: digest }: StoredRow, env: Uint8Array | undefined): boolean =>
  digest === undefined ? env === undefined : env !== undefined && Buffer.compare(sha256(env), digest) === 0

/** Rows whose envelope is in `bodies` of the same database. */
export const hasBody = (row: Pick<StoredRow, 'table' | 'sha256'>): boolean => row.sha256 !== undefined && row.table !== SCANS_TABLE

export function openCopy(name: RecordFile, database: DatabaseSync) {
  const get = (sql: string) => {
    const statement = database.prepare(sql)
    return (...values: readonly (string | number)[]): RawRow | undefined => statement.get(...values)
  }
  const all = (sql: string) => {
    const statement = database.prepare(sql)
    return (...values: readonly (string | number)[]): RawRow[] => statement.all(...values)
  }
  const findRow = get(`SELECT ${columns} FROM rows WHERE tbl = ? AND id = ?`)
  const rowByNumber = get(`SELECT ${columns} FROM rows WHERE row = ?`)
  const rowsAfter = all(`SELECT ${columns} FROM rows WHERE row > ? ORDER BY row LIMIT ?`)
  const nextTable = get('SELECT min(tbl) AS tbl FROM rows WHERE tbl > ?')
  const bodiesAfter = all(
    'SELECT r.row, r.id, r.rev, r.seq, b.env FROM rows r INDEXED BY rows_by_change JOIN bodies b ON b.row = r.row ' +
      'WHERE r.tbl = ? AND (r.seq, r.row) > (?, ?) ORDER BY r.seq, r.row LIMIT ?',
  )
  const byChange = get('SELECT row FROM rows INDEXED BY rows_by_change WHERE tbl = ? AND seq = ? AND row = ?')
  const body = get('SELECT env FROM bodies WHERE row = ?')
  const entriesFrom = all('SELECT seq, entry FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?')
  const frame = get('SELECT hash FROM frames WHERE seq = ?')
  const framesAfter = all('SELECT seq, hash FROM frames WHERE seq > ? ORDER BY seq')
  const head = get('SELECT body, mac FROM head WHERE id = 1')
  const sizes = all(
    'SELECT tbl, count(*) AS count, sum(bytes) AS bytes FROM rows WHERE row > ? AND row <= ? AND sha256 IS NOT NULL GROUP BY tbl',
  )
  const write = writer(database)

  return {
    ...changesIn(database),
    name,
    database,
    head: (): StoredHead | undefined => whenThere(head(), (raw) => ({ body: textOf(raw, 'body'), mac: blobOf(raw, 'mac') })),
    findRow: (table: string, id: string) => whenThere(findRow(table, id), rowOf),
    rowByNumber: (row: number) => whenThere(rowByNumber(row), rowOf),
    /** A slice of all rows, by number. */
    rowsAfter: (row: number, limit: number) => rowsAfter(row, limit).map(rowOf),
    tables(): string[] {
      const found: string[] = []
      for (let table = nextTable('')?.['tbl']; typeof table === 'string'; table = nextTable(table)?.['tbl']) found.push(table)
      return found
    },
    ...lists(database),
    /** A slice of a table, oldest change first. */
    bodiesAfter: (table: string, { seq, row }: Place, limit: number): StoredBody[] =>
      bodiesAfter(table, seq, row, limit).map((raw) => ({
        row: integerOf(raw, 'row'),
        id: textOf(raw, 'id'),
        rev: integerOf(raw, 'rev'),
        seq: integerOf(raw, 'seq'),
        env: blobOf(raw, 'env'),
      })),
    /** How many rows are not erased, and their bytes, by table, of those after one number and up to another. */
    sizes: (after: number, upTo: number): { readonly table: string; readonly rows: number; readonly bytes: number }[] =>
      sizes(after, upTo).map((raw) => ({ table: textOf(raw, 'tbl'), rows: integerOf(raw, 'count'), bytes: integerOf(raw, 'bytes') })),
    /** Whether both indexes lead to this row. */
    isIndexed: ({ table, id, seq, row }: StoredRow) => findRow(table, id)?.['row'] === row && byChange(table, seq, row)?.['row'] === row,
    body: (row: number) => whenThere(body(row), (raw) => blobOf(raw, 'env')),
    entriesFrom: (seq: number, limit: number) => entriesFrom(seq, limit).map(entryOf),
    frame: (seq: number) => whenThere(frame(seq), (raw) => blobOf(raw, 'hash')),
    framesAfter: (seq: number) => framesAfter(seq).map(frameOf),
    /** All of it in one transaction; on the disk when it returns. */
    write: (change: Change) => transaction(database, () => write(change)),
  }
}

/** Rows of a table by id and revision. At each unlock there are tens of thousands: an array for each takes less time than an object. */
function lists(database: DatabaseSync) {
  const list = (columnsOf: string, which = '') => {
    const statement = database.prepare(`SELECT ${columnsOf} FROM rows INDEXED BY rows_by_change WHERE tbl = ? ${which} ORDER BY seq, row`)
    statement.setReturnArrays(true)
    return (table: string) => statement.all(table) as readonly RawRow[]
  }
  const newest = list('id, rev, seq, sha256 IS NULL')
  const ids = list('id', 'AND sha256 IS NOT NULL')
  const revs = list('id, rev', 'AND sha256 IS NOT NULL')
  return {
    /** The newest version of each row, without its digest, oldest change first. */
    newest: (table: string): NewestRow[] =>
      newest(table).map((raw) => ({
        table,
        id: textOf(raw, 0),
        rev: integerOf(raw, 1),
        seq: integerOf(raw, 2),
        erased: integerOf(raw, 3) === 1,
      })),
    /** Of rows that are not erased, oldest change first. */
    ids: (table: string): string[] => ids(table).map((raw) => textOf(raw, 0)),
    /** Numbers of rows that are not erased, by id, oldest change first. */
    revs: (table: string): ReadonlyMap<string, number> => new Map(revs(table).map((raw) => [textOf(raw, 0), integerOf(raw, 1)])),
  }
}

/** What changed in a table after a frame. */
function changesIn(database: DatabaseSync) {
  const indexed = 'FROM rows INDEXED BY rows_by_change WHERE tbl = ? AND seq > ?'
  const changed = database.prepare(`SELECT ${columns} ${indexed} AND seq <= ? ORDER BY seq, row`)
  const frameOfChange = database.prepare(`SELECT seq ${indexed} ORDER BY seq, row LIMIT 1 OFFSET ?`)
  const ids = database.prepare(`SELECT id ${indexed} ORDER BY seq, row`)
  ids.setReturnArrays(true)
  const slice = database.prepare(
    `SELECT ${columns} FROM rows INDEXED BY rows_by_change WHERE tbl = ? AND (seq, row) > (?, ?) ORDER BY seq, row LIMIT ?`,
  )
  const size = database.prepare(
    'SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes, ' +
      'coalesce(sum(sha256 IS NOT NULL AND row > ?), 0) AS fresh, coalesce(sum(sha256 IS NULL AND row <= ?), 0) AS gone ' +
      `${indexed} AND seq <= ?`,
  )
  return {
    /** Oldest change first, up to a frame. */
    changed: (table: string, seq: number, upTo = Number.MAX_SAFE_INTEGER): StoredRow[] => changed.all(table, seq, upTo).map(rowOf),
    /** The frame of the nth change, from 1; nothing when there are fewer. Reads the index only. */
    frameOfChange: (table: string, seq: number, nth: number): number | undefined =>
      whenThere(frameOfChange.get(table, seq, nth - 1), (raw) => integerOf(raw, 'seq')),
    /** Of the rows that changed, oldest change first. */
    changedIds: (table: string, seq: number): string[] => (ids.all(table, seq) as readonly RawRow[]).map((raw) => textOf(raw, 0)),
    /** A slice of the rows that changed after a place, oldest change first. */
    changedSlice: (table: string, { seq, row }: Place, limit: number): StoredRow[] => slice.all(table, seq, row, limit).map(rowOf),
    /** How many rows changed up to a frame, and their bytes; how many of them came after `lastRow`, and how many from before are erased. */
    changedSize(table: string, seq: number, upTo: number, lastRow: number) {
      const raw = size.get(lastRow, lastRow, table, seq, upTo)!
      return { rows: integerOf(raw, 'count'), bytes: integerOf(raw, 'bytes'), fresh: integerOf(raw, 'fresh'), gone: integerOf(raw, 'gone') }
    },
  }
}

const whenThere = <Value>(raw: RawRow | undefined, read: (raw: RawRow) => Value): Value | undefined =>
  raw === undefined ? undefined : read(raw)

function writer(database: DatabaseSync): (change: Change) => void {
  const run = (sql: string) => database.prepare(sql)
  const putRow = run(
    'INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (row) DO UPDATE SET ' +
      'rev = excluded.rev, seq = excluded.seq, bytes = excluded.bytes, sha256 = excluded.sha256, mac = excluded.mac',
  )
  const putBody = run('INSERT INTO bodies VALUES (?, ?) ON CONFLICT (row) DO UPDATE SET env = excluded.env')
  const dropBody = run('DELETE FROM bodies WHERE row = ?')
  const dropRow = run('DELETE FROM rows WHERE row = ?')
  const putEntry = run('INSERT INTO entries VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET entry = excluded.entry')
  const putFrame = run('INSERT INTO frames VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET hash = excluded.hash')
  const cutFrames = run('DELETE FROM frames WHERE seq > ?')
  const cutEntries = run('DELETE FROM entries WHERE seq > ?')
  const dropFrames = run('DELETE FROM frames WHERE seq < ?')
  const putHead = run('INSERT INTO head VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, mac = excluded.mac')
  return ({ rows, remove = [], entries, frames, cutAfter, framesFrom, head }) => {
    for (const row of remove) {
      dropRow.run(row)
      dropBody.run(row)
    }
    for (const row of rows) {
      putRow.run(row.row, row.table, row.id, row.rev, row.seq, row.bytes, row.sha256 ?? null, row.mac)
      if (row.env !== undefined) putBody.run(row.row, row.env)
      else if (row.sha256 === undefined) dropBody.run(row.row)
    }
    for (const { seq, entry } of entries) putEntry.run(seq, entry)
    for (const { seq, hash } of frames) putFrame.run(seq, hash)
    if (cutAfter !== undefined) {
      cutFrames.run(cutAfter.frame)
      cutEntries.run(cutAfter.entry)
    }
    if (framesFrom !== undefined) dropFrames.run(framesFrom)
    putHead.run(head.body, head.mac)
  }
}
