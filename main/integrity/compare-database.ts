/** Compares the database in the page with the record. The record decides: it was on the disk first. */
import { comparedTables, rowsToDigest } from '../../domain/record/rows-digest.ts'
import { toHex } from '../../domain/bytes.ts'
import type { DatabaseReport, Verdict } from '../../preload/contract/database.ts'
import { sha256 } from '../files/sha256.ts'
import type { LatestRow } from '../record/journal-rows.ts'

export type Counts = DatabaseReport['counts']

/** How many rows of each table the database should hold. */
export function countRows(rows: readonly Omit<LatestRow, 'sha256'>[]): Counts {
  const of = (table: string) => rows.filter((row) => row.table === table && !row.erased).length
  return { cases: of('cases'), manifests: of('manifests'), station: of('station'), chunks: of('chunks') }
}

function digestRows(rows: readonly Omit<LatestRow, 'sha256'>[]): string {
  const compared = rows.filter(({ table, erased }) => (comparedTables as readonly string[]).includes(table) && !erased)
  return toHex(sha256(rowsToDigest(compared)))
}

/** `rows`: the newest version of every row of the record, erased ones included. */
export function judgeDatabase(report: DatabaseReport, lastSeq: number, rows: readonly Omit<LatestRow, 'sha256'>[]): Verdict {
  if (report.lastSeq > lastSeq) return 'ahead'
  const wanted = countRows(rows)
  const wantsRows = wanted.cases + wanted.manifests + wanted.station > 0
  if (wantsRows && (report.dataLoss === 'total' || report.lastSeq === 0)) return 'wiped'
  // Frames without rows for the database, such as an audit entry alone, do not leave it behind.
  const isLevel = !rows.some((row) => row.seq > report.lastSeq && (comparedTables as readonly string[]).includes(row.table))
  if (!isLevel) return 'behind'
  return report.digest === digestRows(rows) ? 'in-order' : 'altered'
}
