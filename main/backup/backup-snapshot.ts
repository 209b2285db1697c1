/** The record as it is now, in a file of its own that stays while the backup is written, and the head line of that backup. */
import { CUSTODY_TABLE } from '../record/custody.ts'
import { sha256 } from '../files/sha256.ts'
import { join } from 'node:path'
import { BACKUP_VERSION, type BackupHead } from '../../domain/backup/lines.ts'
import { fromHex } from '../../domain/bytes.ts'
import { checkpointCode, signCheckpoint } from '../../domain/record/checkpoint.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { ok, type Result } from '../../domain/result.ts'
import { openJournalFile } from '../files/random-access-file.ts'
import { readSnapshot, snapshotName, type Snapshot } from '../record/snapshot.ts'
import { vaultPaths } from '../vault/paths.ts'
import { backupFull, littleRoom, recordDamaged, writeFailed, type BackupFailureCode } from './backup-failures.ts'
import type { BackupDeps } from './backup-task.ts'

export interface BackupSnapshot {
  readonly snapshot: Snapshot
  readonly head: BackupHead
}

export async function takeSnapshot(deps: BackupDeps): Promise<Result<BackupSnapshot, BackupFailureCode>> {
  const { vault, record } = deps
  const made = await record.snapshot()
  if (!made.ok) {
    const { code, message } = made.error
    return code === 'disk-full' ? backupFull : code === 'little-room' ? littleRoom(message) : writeFailed(code)
  }
  const name = snapshotName(record.journal.snapshotSeq)
  const file = await openJournalFile(join(vaultPaths(deps.folder).vault, name)).catch(() => undefined)
  if (file === undefined) return writeFailed('snapshot')
  try {
    const snapshot = await readSnapshot(file, name, fromHex(vault.vaultId), vault.frameKeys())
    return snapshot === undefined ? recordDamaged : ok({ snapshot, head: headOf(deps, snapshot) })
  } finally {
    await file.close()
  }
}

function headOf({ vault, ...deps }: BackupDeps, snapshot: Snapshot): BackupHead {
  const madeAt = deps.now().toISOString()
  const { size } = snapshot.audit
  const root = merkleTree(sha256, { size, complete: snapshot.audit.complete.map(fromHex) }).root()
  const countRows = (table: string) => snapshot.rows.filter((row) => row.table === table && !row.erased).length
  return {
    kind: 'ra-desk-backup',
    version: BACKUP_VERSION,
    appVersion: deps.appVersion,
    vaultId: vault.vaultId,
    keyVersion: vault.keyVersion,
    stationName: deps.stationName,
    practice: deps.practice,
    madeAt,
    seq: snapshot.begins.seq,
    newestChange: snapshot.audit.clock.last?.time ?? '',
    cases: countRows('cases'),
    leftInCustody: countRows(CUSTODY_TABLE),
    checkpoint: {
      size,
      code: checkpointCode(size, root, sha256),
      note: signCheckpoint({ origin: `ra-desk/${vault.vaultId}`, size, root, time: madeAt }, vault.deviceKey(), sha256),
    },
  }
}
