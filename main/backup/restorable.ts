/** A backup with all the files that a restore of it needs: a whole one alone, or changes and the whole backup beside them. */
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BackupHead, ChangesHead } from '../../domain/backup/lines.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { AgeIdentity } from './age-streams.ts'
import { openBackup, type BackupReadFailureCode, type OpenBackup } from './read-backup.ts'

export type RestorableFailureCode = BackupReadFailureCode | 'whole-backup-missing' | 'whole-backup-differs'

/** A file of changes is read twice: first for what it replaces in the whole backup, then for what it adds. */
export interface ChangesFile {
  readonly head: ChangesHead
  open(): Promise<Result<OpenBackup, BackupReadFailureCode>>
}

export interface Restorable {
  /** Of the file that was chosen. */
  readonly head: BackupHead
  readonly whole: OpenBackup
  readonly changes?: ChangesFile
  /** Of all its files. */
  readonly bytes: number
}

/** The caller closes `whole`. Nothing is read but the heads. */
export async function openRestorable(path: string, identity: AgeIdentity): Promise<Result<Restorable, RestorableFailureCode>> {
  const opened = await openBackup(path, identity)
  if (!opened.ok) return opened
  const { head } = opened.value
  const { base } = head
  if (base === undefined) return ok({ head, whole: opened.value, bytes: await sizeOf(path) })
  await opened.value.close()
  const wholePath = join(dirname(path), base.file)
  const whole = await openBackup(wholePath, identity)
  if (!whole.ok) return whole.error.code === 'no-such-backup' ? wholeMissing(base.file) : whole
  if (!isBaseOf(whole.value.head, head, base)) {
    await whole.value.close()
    return wholeDiffers(base.file)
  }
  const bytes = (await sizeOf(path)) + (await sizeOf(wholePath))
  return ok({ head, whole: whole.value, changes: { head: { ...head, base }, open: () => openBackup(path, identity) }, bytes })
}

/** Its digest is compared when its last line was read. */
const isBaseOf = (whole: BackupHead, { vaultId, keyVersion }: BackupHead, base: ChangesHead['base']): boolean =>
  whole.base === undefined &&
  whole.vaultId === vaultId &&
  whole.keyVersion === keyVersion &&
  whole.seq === base.seq &&
  whole.madeAt === base.madeAt &&
  whole.checkpoint.size === base.entries

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

const wholeMissing = (file: string) =>
  err(
    'whole-backup-missing',
    `This backup holds only what changed since an earlier one, and needs that one too: “${file}” is not in the same folder. Nothing was changed.`,
    'Put both files in the same folder, then choose this one again. Or choose another backup.',
  )
export const wholeDiffers = (file: string) =>
  err(
    'whole-backup-differs',
    `This backup holds only what changed since an earlier one, but the file “${file}” beside it is not that one. Nothing was changed.`,
    'Find the file of that name on the stick on which it was made, or choose another backup.',
  )
