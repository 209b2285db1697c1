/** Reads the newest versions of rows where they lie: in a frame of the journal, a snapshot or a file of scans. */
import type { JournalRow } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Place } from '../files/frame-file.ts'
import type { OpenFileCache } from '../files/open-file-cache.ts'
import { journalDamaged } from './journal-failures.ts'
import type { LatestRow, LatestRows } from './latest-rows.ts'

export interface RowReaderDeps {
  readonly rows: Pick<LatestRows, 'find' | 'all'>
  readonly fileCache: Pick<OpenFileCache, 'read'>
  readonly isClosed: () => boolean
}

export function rowReader({ rows, fileCache, isClosed }: RowReaderDeps) {
  let held: { readonly place: Place; readonly body: unknown } | undefined
  /** Keeps the last frame read, because the pieces of one scan are in one frame. */
  async function readRow(row: LatestRow): Promise<JournalRow | undefined> {
    if (row.erased) return { table: row.table, id: row.id, rev: row.rev, env: null }
    const { place } = row
    let body = held !== undefined && held.place.file === place.file && held.place.offset === place.offset ? held.body : undefined
    if (body === undefined) {
      body = (await fileCache.read(place))?.body
      held = body === undefined ? undefined : { place, body }
    }
    const { row: only, rows: several } = (body ?? {}) as { row?: JournalRow; rows?: JournalRow[] }
    const found = several?.findLast((each) => each.table === row.table && each.id === row.id) ?? only
    return found?.table === row.table && found.id === row.id && found.rev === row.rev ? found : undefined
  }

  async function findRow(table: string, id: string): Promise<Result<JournalRow | undefined, 'journal-damaged'>> {
    const latest = rows.find(table, id)
    if (latest === undefined || isClosed()) return ok(undefined)
    const row = await readRow(latest)
    return row === undefined ? journalDamaged : ok(row)
  }

  async function* latestRows(): AsyncGenerator<Result<JournalRow, 'journal-damaged'>> {
    for (const { table, id, erased } of [...rows.all()]) {
      const latest = rows.find(table, id)
      if (erased || isClosed() || latest === undefined) continue
      const row = await readRow(latest)
      if (row?.env !== null) yield row === undefined ? journalDamaged : ok(row)
      if (row === undefined) return
    }
  }

  return { readRow, findRow, latestRows }
}
