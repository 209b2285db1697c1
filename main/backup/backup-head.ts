/** The record as it is now, to be read while the backup is written, and the head line of that backup. */
import { CUSTODY_TABLE } from '../record/custody.ts'
import { sha256 } from '../files/sha256.ts'
import { BACKUP_VERSION, type BackupHead } from '../../domain/backup/lines.ts'
import { fromHex } from '../../domain/bytes.ts'
import { checkpointCode, signCheckpoint } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import type { RecordView } from '../record/database/view.ts'
import type { BackupDeps } from './backup-task.ts'

export function headOf({ vault, ...deps }: BackupDeps, { head: { seq, audit }, sizes }: RecordView): BackupHead {
  const madeAt = deps.now().toISOString()
  const { size, complete, clock } = audit ?? { size: 0, complete: [], clock: undefined }
  const root = merkleTree(sha256, { size, complete: complete.map(fromHex) }).root()
  const countRows = (table: string) => sizes.get(table)?.rows ?? 0
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
    cases: countRows('cases'),
    leftInCustody: countRows(CUSTODY_TABLE),
    checkpoint: {
      size,
      code: checkpointCode(size, root, sha256),
      note: signCheckpoint({ origin: `ra-desk/${vault.vaultId}`, size, root, time: madeAt }, vault.deviceKey(), sha256),
    },
  }
}
