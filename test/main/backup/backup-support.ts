/** A station with a case, a piece of a scan of it, a row of its own and a secret in custody, and what the lines of its backup are made from. */
import { toHex } from '../../../domain/bytes.ts'
import { backupLine, type BackupLine } from '../../../domain/backup/lines.ts'
import { headOf } from '../../../main/backup/backup-head.ts'
import { backupLines, type LineSource } from '../../../main/backup/backup-lines.ts'
import type { BackupDeps } from '../../../main/backup/backup-task.ts'
import { rowOf } from '../../../main/record/record.ts'
import type { ViewedRow } from '../../../main/record/database/view.ts'
import { station, type Station } from '../record/record-support.ts'
import { randomBytes, value } from '../vault/support.ts'

export interface StationToBackUp {
  readonly here: Station
  readonly deps: BackupDeps
  /** Ids of keys, lower-case hexadecimal. */
  readonly caseKey: string
  readonly scanKey: string
}

/** `change`: of what a backup is given. */
export async function stationToBackUp(change: Partial<BackupDeps> = {}): Promise<StationToBackUp> {
  const here = await station()
  const { vault, record } = here
  const keys = value(
    await vault.keyring.create((['case', 'evidence', 'custody'] as const).map((purpose) => ({ purpose, ownerId: 'owner' }))),
  )
  const [caseKey, scanKey, custodyKey] = keys.map(({ keyId }) => toHex(keyId)) as [string, string, string]
  for (const [table, id, keyId] of [
    ['cases', 'case-1', caseKey],
    ['chunks', 'scan-1:0', scanKey],
    ['secrets', 'secret-1', custodyKey],
    ['station', 'station', vault.recordsKeyId],
  ] as const) {
    const env = value(vault.seal({ table, recordId: id, rev: 1, schema: 1 }, randomBytes(40), keyId))
    value(await record.append([rowOf(table, id, 1, env)], { action: 'saved' }))
  }
  const deps: BackupDeps = {
    folder: here.folder,
    vault,
    record,
    target: here.folder,
    remembered: { marked: false, usedUnmarked: false },
    stationName: 'Sample Valley',
    practice: false,
    appVersion: '1.0.0',
    keyEnds: () => ({ case: '2027-01-01', evidence: () => '2026-06-01' }),
    now: () => new Date('2026-11-23T09:30:00.000Z'),
    ...change,
  }
  return { here, deps, caseKey, scanKey }
}

/** The record as it is now. */
export async function sourceOf(deps: BackupDeps): Promise<LineSource> {
  const view = await deps.record.view()
  return { deps, view, head: headOf(deps, view) }
}

/** The same, with each row as `change` answers it. */
export const withRows = (source: LineSource, change: (row: ViewedRow) => ViewedRow): LineSource => ({
  ...source,
  view: {
    ...source.view,
    async *rows(exceptTable) {
      for await (const row of source.view.rows(exceptTable)) yield change(row)
    },
  },
})

export interface ReadLines {
  readonly bytes: readonly Buffer[]
  readonly lines: readonly BackupLine[]
}

export async function readLines(source: LineSource): Promise<ReadLines> {
  const bytes: Buffer[] = []
  for await (const line of backupLines(source)) bytes.push(Buffer.from(line))
  source.view.close()
  return { bytes, lines: bytes.map((line) => backupLine.parse(JSON.parse(line.toString()))) }
}
