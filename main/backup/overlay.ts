/** What a backup of changes replaces in the whole backup: read before it, so that neither is held in memory. */
import type { BackupEnd } from '../../domain/backup/lines.ts'
import { ok, type Result } from '../../domain/result.ts'
import { SCANS_TABLE } from '../record/database/schema.ts'
import type { LaterDays } from './rebuild-lines.ts'
import { backupDamaged, type BackupReadFailureCode, type OpenBackup } from './read-backup.ts'

export interface Overlay extends LaterDays {
  /** Whether the changes have another version of this row, or say that it is gone. */
  replaces(row: { readonly table: string; readonly id: string }): boolean
  readonly end: BackupEnd
}

/** Closes the file. Ids of rows stay in memory, never their content. `goesOn` is asked after each line. */
export async function readOverlay(
  changes: OpenBackup,
  goesOn: () => Promise<boolean>,
): Promise<Result<Overlay | 'stopped', BackupReadFailureCode>> {
  const rows = new Set<string>()
  const days = new Map<string, string | undefined>()
  const nameOf = ({ table, id }: { readonly table: string; readonly id: string }) => `${table} ${id}`
  let end: BackupEnd | undefined
  try {
    for await (const read of changes.lines()) {
      if (!(await goesOn())) return ok('stopped')
      if (!read.ok) return read
      const line = read.value
      if ('row' in line) rows.add(nameOf(line.row))
      else if ('days' in line) for (const { keyId, until } of line.days) days.set(keyId, until)
      else if ('end' in line) end = line.end
    }
  } finally {
    await changes.close()
  }
  if (end === undefined) return backupDamaged
  for (const id of end.lost ?? []) rows.add(nameOf({ table: SCANS_TABLE, id }))
  return ok({ replaces: (row) => rows.has(nameOf(row)), days, daysAgo: changes.head.base?.daysAgo ?? 0, end })
}
