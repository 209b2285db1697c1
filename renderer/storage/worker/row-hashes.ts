/** Digests of all rows, slice by slice, to compare them with the record in the background. */
import { toHex } from '../../../domain/bytes.ts'
import { comparedTables, type ComparedTable } from '../../../domain/record/rows-digest.ts'
import type { CheckedRow } from '../../../preload/contract/database.ts'
import type { StorageRequests } from '../messages.ts'
import type { StoredRow } from './database.ts'
import type { OpenDatabase } from './open-database.ts'

/** Reading and hashing so many rows takes some milliseconds: a call of the screen waits no longer. */
const ROWS_A_SLICE = 16

export function createRowHashes(db: OpenDatabase): Pick<StorageRequests, 'hashRows'> {
  let order: readonly { readonly table: ComparedTable; readonly ids: readonly string[] }[] = []

  function begin(): void {
    const { revs } = db.session()
    order = comparedTables.flatMap((table) => {
      const ids = [...revs[table].keys()]
      return Array.from({ length: Math.ceil(ids.length / ROWS_A_SLICE) }, (_, slice) => ({
        table,
        ids: ids.slice(slice * ROWS_A_SLICE, (slice + 1) * ROWS_A_SLICE),
      }))
    })
  }

  async function hash(table: ComparedTable, id: string): Promise<CheckedRow | undefined> {
    const { database, revs } = db.session()
    const rev = revs[table].get(id)
    // Erased since the check began.
    if (rev === undefined) return undefined
    let row: StoredRow | undefined
    try {
      row = await database[table].get(id)
    } catch {
      // Chromium cannot read the row. The record has it.
    }
    // A row of another revision than its index has is older than it should be.
    if (row?.rev !== rev) return { id, rev, sha256: '' }
    return { id, rev, sha256: toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', row.env as Uint8Array<ArrayBuffer>))) }
  }

  return {
    hashRows: async (from) => {
      if (from === 0) begin()
      const slice = order[from]
      if (!slice) return undefined
      const rows = await Promise.all(slice.ids.map((id) => hash(slice.table, id)))
      return { table: slice.table, rows: rows.filter((row) => row !== undefined) }
    },
  }
}
