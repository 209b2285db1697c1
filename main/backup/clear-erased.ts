/**
 * What is erased must leave the backups too: after a newer backup passed its restore test, older ones in the same folder that still hold a
 * destroyed key are deleted. Each is read as far as its keys. A backup that holds no destroyed key stays. So does one from which this
 * station's record does not continue: after an older backup was restored, it may be all that is left of some cases. Changes go with the whole
 * backup without which they cannot be restored, and a whole backup stays while changes that stay need it.
 */
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { findBackups } from '../../domain/backup/schedule.ts'
import { syncFolder } from '../files/atomic-file.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { readAt, writeAt } from '../files/random-access-file.ts'
import type { AgeIdentity } from './age-streams.ts'
import { readDestroyedKeys } from './destroyed-keys.ts'
import { stationBackupIdentity } from './identities.ts'
import { openBackup } from './read-backup.ts'

export interface ClearErasedDeps {
  /** The app's data folder. */
  readonly folder: string
  /** The folder for backups. */
  readonly target: string
  readonly vault: UnlockedVault
  /** File names of the backup that passed its restore test, and of the whole one that it needs. Neither is deleted, nor is one made of more changes. */
  readonly verified: readonly [string, ...string[]]
  /** Whether this station's record once ended at this checkpoint. */
  readonly isOurs: (checkpoint: BackupHead['checkpoint']) => Promise<boolean>
  readonly isWanted: () => boolean
}

/**
 * File names of the older backups to delete; none once it is not wanted. A backup that opens but does not read as far as its keys is
 * among them, because it may hold a destroyed key.
 */
export async function findHoldersOfErased(deps: ClearErasedDeps): Promise<string[]> {
  const { folder, target, vault, verified } = deps
  // A key that the vault still has was not destroyed, even if a list on a USB stick names it.
  const destroyed = new Set(
    [...(await readDestroyedKeys([folder, target], vault.vaultId))].filter((keyId) => vault.keyring.find(keyId) === undefined),
  )
  if (destroyed.size === 0) return []
  const all = findBackups(vault.vaultId, await readdir(target).catch(() => []))
  const own = await stationBackupIdentity(vault)
  if (own === undefined) return []
  const newest = all.find(({ file }) => file === verified[0])
  const older = newest ? all.filter(({ file, seq }) => !verified.includes(file) && seq <= newest.seq) : []
  const found = new Map<string, 'holder' | 'clear' | 'not-ours'>()
  for (const { file } of older) {
    const holds = await holdsDestroyed(deps, join(target, file), own.identity, destroyed)
    if (holds === 'not-wanted') return []
    found.set(file, holds)
  }
  const holders = new Set(older.map(({ file }) => file).filter((file) => found.get(file) === 'holder'))
  for (const { file, base } of all) {
    if (base === undefined || !holders.has(base.file)) continue
    // Changes that stay need their whole backup.
    if (!found.has(file) || found.get(file) === 'not-ours') holders.delete(base.file)
  }
  for (const { file, base } of older) if (base !== undefined && holders.has(base.file)) holders.add(file)
  return older.map(({ file }) => file).filter((file) => holders.has(file))
}

async function holdsDestroyed(
  { isOurs, isWanted }: ClearErasedDeps,
  path: string,
  identity: AgeIdentity,
  destroyed: ReadonlySet<string>,
): Promise<'holder' | 'clear' | 'not-ours' | 'not-wanted'> {
  const opened = await openBackup(path, identity)
  if (!opened.ok) return opened.error.code === 'not-a-backup' && (await isOverwritten(path)) ? 'holder' : 'not-ours'
  const backup = opened.value
  try {
    if (!isWanted()) return 'not-wanted'
    if (!(await isOurs(backup.head.checkpoint))) return 'not-ours'
    for await (const line of backup.lines()) {
      if (!line.ok || ('keys' in line.value && line.value.keys.some(({ keyId }) => destroyed.has(keyId)))) return 'holder'
      if (!('station' in line.value) && !('keys' in line.value)) return 'clear'
    }
    return 'clear'
  } finally {
    await backup.close()
  }
}

/** The header of an age file holds the only way to its key. It is overwritten before the file is deleted, because a stick may keep the bytes of a deleted file. */
const HEADER = 64 * 1024

/** True if the app ended after overwriting a backup and before deleting it. */
async function isOverwritten(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return false
  try {
    const start = await readAt(file, 0, 64)
    return start.length > 0 && start.every((byte) => byte === 0)
  } finally {
    await file.close()
  }
}

/** Returns how many could not be deleted. */
export async function deleteBackups(target: string, files: readonly string[]): Promise<number> {
  let left = 0
  for (const file of files) {
    const path = join(target, file)
    try {
      const { size } = await stat(path)
      const handle = await open(path, 'r+')
      try {
        await writeAt(handle, 0, new Uint8Array(Math.min(size, HEADER)))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rm(path)
    } catch {
      left += 1
    }
  }
  await syncFolder(target).catch(() => undefined)
  return left
}
