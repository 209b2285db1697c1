/** The restore drill: unpacks the newest backup into scratch space, proves it, and takes the scratch space away again. Changes nothing that counts. */
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { findBackups } from '../../domain/backup/schedule.ts'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { KEY_LENGTH } from '../vault/keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import { stationBackupIdentity } from './identities.ts'
import { drillFolder, verifyVault, type Proof } from './verify-backup.ts'
import { openBackup } from './read-backup.ts'
import { rebuildVault } from './rebuild.ts'

export interface RestoreTestDeps {
  readonly folder: string
  readonly target: string
  /** The one that was made last, as this machine remembers; the newest by its name when it is not there. */
  readonly last?: string
  readonly vault: UnlockedVault
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly monotonic: () => number
  readonly isWanted?: () => boolean
}

export interface Drilled extends Proof {
  readonly file: string
  readonly madeAt: string
}

export async function drillNewest(parts: RestoreTestDeps): Promise<Result<Drilled>> {
  const { vault, target } = parts
  const all = findBackups(vault.vaultId, await readdir(target).catch(() => []))
  const newest = all.find(({ file }) => file === parts.last) ?? all[0]
  if (newest === undefined) return noBackup
  const base = drillFolder(parts.folder)
  const vaultKey = Uint8Array.from(parts.randomBytes(KEY_LENGTH))
  try {
    await rm(base, { recursive: true, force: true })
    await mkdir(base, { recursive: true, mode: 0o700 })
    const path = join(target, newest.file)
    const { bavail, bsize } = await statfs(base)
    if (bavail * bsize < 1.2 * (await stat(path)).size + 64 * 1024 * 1024) return noRoom
    const { identity } = await stationBackupIdentity(vault.keyring.station.deviceSeed, fromHex(vault.vaultId))
    const opened = await openBackup(path, identity)
    if (!opened.ok) return { ok: false, error: inDrill(opened.error) }
    const { head } = opened.value
    const wanted = parts.isWanted === undefined ? {} : { isWanted: parts.isWanted }
    // The scratch keyring is sealed under a key that nobody keeps: what a crash leaves behind is noise.
    const rebuilt = await rebuildVault({
      backup: opened.value,
      base,
      vaultKey,
      randomBytes: parts.randomBytes,
      today: plainDateOf(parts.now()),
      destroyed: new Set(),
      people: (agents) => ({ agents, recovery: vault.keyring.station.recovery }),
      ...wanted,
    })
    if (!rebuilt.ok) return { ok: false, error: inDrill(rebuilt.error) }
    const proof = await verifyVault({
      base,
      head,
      keyVersion: rebuilt.value.keyVersion,
      lost: rebuilt.value.lost,
      vaultKey,
      randomBytes: parts.randomBytes,
      now: parts.now,
      monotonic: parts.monotonic,
      ...wanted,
    })
    return proof.ok ? ok({ ...proof.value, file: newest.file, madeAt: head.madeAt }) : proof
  } catch {
    return err(
      'drill-failed',
      'The newest backup could not be tried: the disk or the stick did not answer. Your cases are safe on this computer.',
      'Put the stick in again, then choose “Try a restore now”.',
    )
  } finally {
    await rm(base, { recursive: true, force: true }).catch(() => undefined)
    wipe(vaultKey)
  }
}

/** For somebody who is not restoring anything: the cases on this computer are not in question. */
const inDrill = ({ code, message }: Failure): Failure => ({
  code,
  message: `${message.replace(' Nothing was changed.', '').replace(' Nothing was restored, and nothing was changed.', '').replace('This recovery key does not open this backup.', 'This station’s own key does not open its newest backup.')} Your cases are safe on this computer, but that backup cannot be relied on.`,
  next: 'Choose “Back up now”, on another stick or folder if you can, then “Try a restore now”.',
})
const noBackup = err(
  'no-backup',
  'There is no backup of this station in the folder for backups. Your cases are only on this computer.',
  'Choose “Back up now”.',
)
const noRoom = err(
  'drill-no-room',
  'There is not enough room on this computer to try a restore. Your cases and backups are as they were.',
  'Free some space, then choose “Try a restore now”.',
)
