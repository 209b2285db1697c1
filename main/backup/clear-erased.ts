/**
 * Erased means erased in the backups too: once a newer backup was proven, older ones in the same folder that still hold a destroyed key are
 * deleted. Each is read as far as its keys: one that holds nothing of it stays, and so does one that this station's record does not go on
 * from. That one may be all that is left of cases which are not here, when an older backup was restored.
 */
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { findBackups } from '../../domain/backup/schedule.ts'
import { fromHex } from '../../domain/bytes.ts'
import { syncFolder } from '../files/atomic-file.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { readAt, writeAt } from '../files/random-access-file.ts'
import { readDestroyedKeys } from './destroyed-keys.ts'
import { stationBackupIdentity } from './identities.ts'
import { openBackup } from './read-backup.ts'

export interface ClearErasedDeps {
  /** The app's data folder. */
  readonly folder: string
  readonly target: string
  readonly vault: UnlockedVault
  /** Name of the backup of which a restore was just proven: never deleted, nor is anything that was made of more changes. */
  readonly proven: string
  /** Whether this station's record was so once: the code that it had at that length. */
  readonly wasOurs: (checkpoint: BackupHead['checkpoint']) => Promise<boolean>
  readonly isWanted: () => boolean
}

/** Names of the older backups that have to go. One that opens, and cannot be read as far as its keys, is among them: nobody can say that it holds nothing. */
export async function findHoldersOfErased({ folder, target, vault, proven, wasOurs, isWanted }: ClearErasedDeps): Promise<string[]> {
  // A list that somebody added to makes no backup go of what is still here.
  const destroyed = new Set(
    [...(await readDestroyedKeys([folder, target], vault.vaultId))].filter((keyId) => vault.keyring.find(keyId) === undefined),
  )
  if (destroyed.size === 0) return []
  const all = findBackups(vault.vaultId, await readdir(target).catch(() => []))
  const { identity } = await stationBackupIdentity(vault.keyring.station.deviceSeed, fromHex(vault.vaultId))
  const holders: string[] = []
  const newest = all.find(({ file }) => file === proven)
  for (const { file } of newest ? all.filter(({ file: name, seq }) => name !== proven && seq <= newest.seq) : []) {
    const opened = await openBackup(join(target, file), identity)
    if (!opened.ok) {
      if (opened.error.code === 'not-a-backup' && (await isOverwritten(join(target, file)))) holders.push(file)
      continue
    }
    if (!isWanted()) {
      await opened.value.close()
      return []
    }
    try {
      if (!(await wasOurs(opened.value.head.checkpoint))) continue
      for await (const line of opened.value.lines()) {
        const isHolder = !line.ok || ('keys' in line.value && line.value.keys.some(({ keyId }) => destroyed.has(keyId)))
        if (isHolder) holders.push(file)
        if (isHolder || (line.ok && !('station' in line.value) && !('keys' in line.value))) break
      }
    } finally {
      await opened.value.close()
    }
  }
  return holders
}

/** The header of an age file holds the only way to its key: overwritten first, so that what a stick keeps of a deleted file is noise as far as it can be. */
const HEADER = 64 * 1024

/** What the end of the app left between overwriting and deleting. */
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

/** Answers how many could not be deleted. */
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
