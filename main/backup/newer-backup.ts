/** The names of backups tell how far the record had got when each was made. A record that has not got so far was put back. */
import { findBackups, type BackupName } from '../../domain/backup/schedule.ts'

/** The backup that holds more than the record: the one that holds most. `lastSeq`: number of the record's last change. */
export function findNewerBackup(vaultId: string, names: readonly string[], lastSeq: number): BackupName | undefined {
  return findBackups(vaultId, names)
    .filter(({ seq }) => seq > lastSeq)
    .toSorted((one, other) => other.seq - one.seq)[0]
}
