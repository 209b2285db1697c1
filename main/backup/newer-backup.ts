/** The names of backups tell how far the record had got when each was made. A record that has not got so far was put back. */
import { setTimeout as pause } from 'node:timers/promises'
import { findBackups, type BackupName } from '../../domain/backup/schedule.ts'
import { listFolder } from './backup-folder.ts'
import type { BackupStateDeps } from './backup-state.ts'

/** Sign-in does not wait longer for a network drive that is not there. The last backup's name is known without it. */
const LISTED_WITHIN_MILLISECONDS = 1_000

/** Names in the folder for backups, and of the last backup made here, which is kept outside the vault. */
export async function namesOfBackups({ memory, policy }: Pick<BackupStateDeps, 'memory' | 'policy'>): Promise<readonly string[]> {
  const { folder, last } = memory.read()
  const target = policy.policy.backupFolder ?? folder
  const listed = target === undefined ? [] : await Promise.race([listFolder(target), pause(LISTED_WITHIN_MILLISECONDS, [], { ref: false })])
  return [...(listed ?? []), ...(last === undefined ? [] : [last.file])]
}

/** The backup that holds more than the record: the one that holds most. `lastSeq`: number of the record's last change. */
export function findNewerBackup(vaultId: string, names: readonly string[], lastSeq: number): BackupName | undefined {
  return findBackups(vaultId, names)
    .filter(({ seq }) => seq > lastSeq)
    .toSorted((one, other) => other.seq - one.seq)[0]
}
