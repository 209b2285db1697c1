/** The restore test: rebuilds the newest backup in a scratch folder, verifies it and deletes the folder. Nothing else changes. */
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { GiveWay } from '../../domain/agent-first.ts'
import { findBackups } from '../../domain/backup/schedule.ts'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { KEY_LENGTH } from '../vault/keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import { stationBackupIdentity } from './identities.ts'
import { restoreTestFolder, verifyVault, type Verified, type VerifyFailureCode } from './verify-backup.ts'
import { openBackup } from './read-backup.ts'
import { rebuildVault, type RebuildFailureCode } from './rebuild.ts'

export interface RestoreTestDeps {
  readonly folder: string
  readonly target: string
  /** File name of the backup that this computer made last. If it is not there, the newest by name is tested. */
  readonly last?: string
  readonly vault: UnlockedVault
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly monotonic: () => number
  readonly isWanted?: () => boolean
  /** Lets the agent's work go first. */
  readonly giveWay?: GiveWay
}

export interface TestedBackup extends Verified {
  readonly file: string
  readonly madeAt: string
}

export async function testNewestBackup(
  deps: RestoreTestDeps,
): Promise<Result<TestedBackup, RebuildFailureCode | VerifyFailureCode | 'drill-failed' | 'drill-no-room' | 'no-backup'>> {
  const { vault, target } = deps
  const all = findBackups(vault.vaultId, await readdir(target).catch(() => []))
  const newest = all.find(({ file }) => file === deps.last) ?? all[0]
  if (newest === undefined) return noBackup
  const base = restoreTestFolder(deps.folder)
  const vaultKey = Uint8Array.from(deps.randomBytes(KEY_LENGTH))
  try {
    await rm(base, { recursive: true, force: true })
    await mkdir(base, { recursive: true, mode: 0o700 })
    const path = join(target, newest.file)
    const { bavail, bsize } = await statfs(base)
    if (bavail * bsize < 1.2 * (await stat(path)).size + 64 * 1024 * 1024) return noRoom
    const { identity } = await stationBackupIdentity(vault.keyring.station.deviceSeed, fromHex(vault.vaultId))
    const opened = await openBackup(path, identity)
    if (!opened.ok) return { ok: false, error: withoutRestore(opened.error) }
    const { head } = opened.value
    const wanted = { ...(deps.isWanted ? { isWanted: deps.isWanted } : {}), ...(deps.giveWay ? { giveWay: deps.giveWay } : {}) }
    // The scratch keyring is sealed under a key that is not kept, so nothing that a crash leaves can be opened.
    const rebuilt = await rebuildVault({
      backup: opened.value,
      base,
      vaultKey,
      randomBytes: deps.randomBytes,
      today: plainDateOf(deps.now()),
      destroyed: new Set(),
      people: (agents) => ({ agents, recovery: vault.keyring.station.recovery }),
      ...wanted,
    })
    if (!rebuilt.ok) return { ok: false, error: withoutRestore(rebuilt.error) }
    const verified = await verifyVault({
      base,
      head,
      keyVersion: rebuilt.value.keyVersion,
      lost: rebuilt.value.lost,
      vaultKey,
      randomBytes: deps.randomBytes,
      now: deps.now,
      monotonic: deps.monotonic,
      ...wanted,
    })
    return verified.ok ? ok({ ...verified.value, file: newest.file, madeAt: head.madeAt }) : verified
  } catch {
    return err(
      'drill-failed',
      'The newest backup could not be tested: the disk or the stick did not answer. Your cases are safe on this computer.',
      'Put the stick in again, then choose “Test a restore now”.',
    )
  } finally {
    await rm(base, { recursive: true, force: true }).catch(() => undefined)
    wipe(vaultKey)
  }
}

/** Words of a failed restore, for an agent who is not restoring anything: the cases on this computer are safe. */
const withoutRestore = <Code extends string>({ code, message }: Failure<Code>): Failure<Code> => ({
  code,
  message: `${message.replace(' Nothing was changed.', '').replace(' Nothing was restored, and nothing was changed.', '').replace('This recovery key does not open this backup.', 'This station’s own key does not open its newest backup.')} Your cases are safe on this computer, but that backup cannot be relied on.`,
  next: 'Choose “Back up now”, on another stick or folder if you can, then “Test a restore now”.',
})
const noBackup = err(
  'no-backup',
  'There is no backup of this station in the folder for backups. Your cases are only on this computer.',
  'Choose “Back up now”.',
)
const noRoom = err(
  'drill-no-room',
  'There is not enough free space on this computer to test a restore. Your cases and backups are unchanged.',
  'Free some space, then choose “Test a restore now”.',
)
