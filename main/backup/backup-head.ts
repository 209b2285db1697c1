/** The record as it is now, to be read while the backup is written, and the head line of that backup. */
import { CUSTODY_TABLE } from '../record/custody.ts'
import { sha256 } from '../files/sha256.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { BaseBackup } from '../../domain/backup/base.ts'
import { BACKUP_VERSION, type BackupHead } from '../../domain/backup/lines.ts'
import { fromHex } from '../../domain/bytes.ts'
import { checkpointCode, signCheckpoint } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import type { ChangesView } from '../record/database/changes-view.ts'
import type { RecordView } from '../record/database/view.ts'
import type { BackupDeps } from './backup-task.ts'

export function headOf(deps: BackupDeps, view: RecordView): BackupHead {
  const countRows = (table: string) => view.sizes.get(table)?.rows ?? 0
  return describe(deps, view, { cases: countRows('cases'), leftInCustody: countRows(CUSTODY_TABLE) })
}

/** Of a backup of changes. */
export function changesHeadOf(deps: BackupDeps, view: ChangesView, base: BaseBackup): BackupHead {
  const { file, madeAt, seq, entries, digest } = base
  const daysAgo = daysBetween(new Date(madeAt), deps.now())
  // There are many, so they are not counted again. That none came back after it was erased, the caller has seen.
  function countNow(table: string, before: number): number {
    const { fresh, gone } = view.sizes.get(table) ?? { fresh: 0, gone: 0 }
    return before + fresh - gone
  }
  const counts = { cases: countNow('cases', base.cases), leftInCustody: countNow(CUSTODY_TABLE, base.leftInCustody) }
  return {
    ...describe(deps, view, counts),
    base: { file, madeAt, seq, entries, digest, daysAgo },
  }
}

/** By the calendar where the workstation stands. */
const daysBetween = (one: Date, other: Date): number =>
  Math.round((Date.parse(plainDateOf(other)) - Date.parse(plainDateOf(one))) / 86_400_000)

function describe(
  { vault, ...deps }: BackupDeps,
  { head: { seq, audit } }: Pick<RecordView, 'head'>,
  counts: Pick<BackupHead, 'cases' | 'leftInCustody'>,
): BackupHead {
  const madeAt = deps.now().toISOString()
  const { size, complete, clock } = audit ?? { size: 0, complete: [], clock: undefined }
  const root = merkleTree(sha256, { size, complete: complete.map(fromHex) }).root()
  return {
    kind: 'ra-desk-backup',
    version: BACKUP_VERSION,
    appVersion: deps.appVersion,
    vaultId: vault.vaultId,
    keyVersion: vault.keyVersion,
    stationName: deps.stationName,
    practice: deps.practice,
    madeAt,
    seq,
    newestChange: clock?.last?.time ?? '',
    ...counts,
    checkpoint: {
      size,
      code: checkpointCode(size, root, sha256),
      note: signCheckpoint({ origin: `ra-desk/${vault.vaultId}`, size, root, time: madeAt }, vault.deviceKey(), sha256),
    },
  }
}
