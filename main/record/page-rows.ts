/** Rows that the page gets, sealed as they lie: those of the shared tables. Rows of `main` stay here. */
import { comparedTables } from '../../domain/record/rows-digest.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { Journal } from './journal.ts'
import { SCANS_TABLE } from './database/schema.ts'
import { mainTables, type RecordStore } from './store.ts'

export function pageRows(journal: Pick<Journal, 'lastSeq' | 'changedSome' | 'findRow'>): Pick<RecordStore, 'since' | 'sealedRows'> {
  return {
    async since(afterSeq, maximumRows, which) {
      const changed = journal.changedSome(afterSeq, which === 'scans' ? [SCANS_TABLE] : comparedTables, maximumRows)
      const upTo = changed.upTo ?? journal.lastSeq
      const rows: SealedRow[] = []
      let lastSeq = Math.min(afterSeq, upTo)
      for (const latest of changed.rows) {
        // Rows of one frame stay together, so that the next page, from `lastSeq` on, misses none.
        if (rows.length >= maximumRows && latest.seq > lastSeq) return { rows, lastSeq, more: true }
        lastSeq = latest.seq
        const row = await journal.findRow(latest.table, latest.id)
        // A piece of a scan that does not read back leaves the others usable, and the database may have its own copy.
        if (!row.ok && latest.table === SCANS_TABLE) continue
        if (!row.ok) throw new Error(row.error.code)
        if (row.value !== undefined) rows.push(...toPageRows(row.value))
      }
      return { rows, lastSeq: upTo, more: changed.upTo !== undefined }
    },
    async sealedRows(table, ids) {
      const rows: SealedRow[] = []
      for (const id of ids) {
        const row = await journal.findRow(table, id)
        if (row.ok && row.value !== undefined && row.value.env !== null) rows.push(...toPageRows(row.value))
      }
      return rows
    },
  }
}

/** None for a row of `main`. */
export function toPageRows(row: JournalRow): SealedRow[] {
  return isMainTable(row.table) ? [] : [{ ...row, table: row.table as SealedRow['table'] }]
}

const isMainTable = (table: string): boolean => (mainTables as readonly string[]).includes(table)
