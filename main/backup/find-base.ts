/** Finds the whole backup in the folder whose changes are enough for the next backup. */
import { join } from 'node:path'
import type { BaseBackup } from '../../domain/backup/base.ts'
import { findWholeReason, type BackupSetting } from '../../domain/backup/choose-kind.ts'
import type { VaultRecord } from '../record/record.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { readEnds } from './file-ends.ts'
import { stationBackupIdentity } from './identities.ts'
import { listFolder } from './backup-folder.ts'

export interface FindBaseDeps {
  /** Newest first. */
  readonly bases: readonly BaseBackup[]
  /** The folder for backups. */
  readonly target: string
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly setting: Omit<BackupSetting, 'keyVersion' | 'recipients'>
  readonly now: Date
}

/** `undefined`: a whole backup has to be made. */
export async function findBase({ bases, target, vault, record, setting, now }: FindBaseDeps): Promise<BaseBackup | undefined> {
  if (bases.length === 0) return undefined
  const names = await listFolder(target)
  const settingNow = { ...setting, keyVersion: vault.keyVersion, recipients: await recipientsOf(vault) }
  for (const base of bases) {
    if (names?.includes(base.file) !== true) continue
    const isTested = base.tested !== undefined
    const isUnaltered = isTested && (await isBaseUnaltered(target, base))
    const isContinued = isUnaltered && (await doesContinue(record, vault, base))
    if (findWholeReason({ now, base: { ...base, isTested, isUnaltered, isContinued }, setting: settingNow }) === undefined) return base
  }
  return undefined
}

/** Of a backup that is made now; without the station's own before the first one, and without the recovery key's if that is too old. */
export async function recipientsOf(vault: UnlockedVault): Promise<string[]> {
  const { backupRecipient } = vault.keyring.station.recovery
  const station = await stationBackupIdentity(vault)
  return [...(station ? [station.recipient] : []), ...(backupRecipient === undefined ? [] : [backupRecipient])]
}

export async function isBaseUnaltered(target: string, { file, bytes, ends }: BaseBackup): Promise<boolean> {
  const found = await readEnds(join(target, file))
  return found?.bytes === bytes && found.ends === ends
}

/** The entry after the last one in the backup names it, and with it everything before. */
async function doesContinue(record: VaultRecord, vault: UnlockedVault, base: BaseBackup): Promise<boolean> {
  if (base.lastKey !== undefined && vault.keyring.find(base.lastKey) === undefined) return false
  for await (const read of record.entries(base.entries)) return read.ok && read.value.prev === base.record.prev
  return false
}
