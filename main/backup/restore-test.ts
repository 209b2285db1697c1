/**
 * The restore test: rebuilds the newest backup in a scratch folder, verifies it and deletes the folder. Nothing else changes. Of a backup of
 * changes, only the changes are tested if the whole backup was restored less than a day ago and its file is still the same.
 */
import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { BaseBackup } from '../../domain/backup/base.ts'
import { TEST_EVERY_HOURS } from '../../domain/backup/due-task.ts'
import { findBackups, isBackupDue } from '../../domain/backup/schedule.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { KEY_LENGTH } from '../vault/keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import { stationBackupIdentity } from './identities.ts'
import { restoreTestFolder } from './restore-folders.ts'
import { verifyVault, type Verified, type VerifyFailureCode } from './verify-backup.ts'
import { isBaseUnaltered } from './find-base.ts'
import { rebuildVault, type RebuildFailureCode } from './rebuild.ts'
import { openRestorable, type Restorable } from './restorable.ts'
import { verifyChanges } from './verify-changes.ts'

export interface RestoreTestDeps {
  readonly folder: string
  readonly target: string
  /** File name of the backup that this computer made last. If it is not there, the newest by name is tested. */
  readonly last?: string
  /** Whole backups that this computer made. */
  readonly bases?: readonly BaseBackup[]
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
  /** Name of the whole backup that was restored; absent if only changes were tested. */
  readonly restored?: string
  /** Name of the whole backup that the tested one needs. */
  readonly base?: string
}

type RestoreTestFailureCode = RebuildFailureCode | VerifyFailureCode | 'drill-failed' | 'drill-no-room' | 'no-backup'

export async function testNewestBackup(deps: RestoreTestDeps): Promise<Result<TestedBackup, RestoreTestFailureCode>> {
  const { vault, target } = deps
  const all = findBackups(vault.vaultId, await readdir(target).catch(() => []))
  const newest = all.find(({ file }) => file === deps.last) ?? all[0]
  if (newest === undefined) return noBackup
  const scratch = restoreTestFolder(deps.folder)
  try {
    await rm(scratch, { recursive: true, force: true })
    const own = await stationBackupIdentity(vault)
    if (own === undefined) return noBackup
    const opened = await openRestorable(join(target, newest.file), own.identity)
    if (!opened.ok) return { ok: false, error: withoutRestore(opened.error) }
    try {
      return await testBackup(deps, opened.value, newest.file)
    } finally {
      await opened.value.whole.close()
    }
  } catch {
    return err(
      'drill-failed',
      'The newest backup could not be tested: the disk or the stick did not answer. Your cases are safe on this computer.',
      'Put the stick in again, then choose “Test a restore now”.',
    )
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function testBackup(deps: RestoreTestDeps, backup: Restorable, file: string): Promise<Result<TestedBackup, RestoreTestFailureCode>> {
  const { head, changes } = backup
  const described = { file, madeAt: head.madeAt, ...(changes === undefined ? {} : { base: changes.head.base.file }) }
  const base = changes && (await findTestedBase(deps, changes.head.base.file))
  if (changes === undefined || base === undefined) {
    const verified = await restoreToTest(deps, backup)
    return verified.ok ? ok({ ...verified.value, ...described, restored: changes?.head.base.file ?? file }) : verified
  }
  const verified = await verifyChanges({ changes, base, vault: deps.vault, today: plainDateOf(deps.now()), ...wantedOf(deps) })
  if (!verified.ok) return verified
  const { cases, checkpoint } = head
  const nothingGone = { erasedCases: 0, scansGone: 0, scansLost: 0 }
  return ok({ ...described, ...nothingGone, cases, entries: checkpoint.size, scans: base.tested!.scans + verified.value.scans })
}

/** `undefined`: the whole backup has to be restored again. USB sticks wear out, so that is done every day. */
async function findTestedBase({ bases = [], target, now }: RestoreTestDeps, file: string): Promise<BaseBackup | undefined> {
  const base = bases.find((each) => each.file === file)
  if (base?.tested === undefined || isBackupDue(base.tested.at, now(), TEST_EVERY_HOURS)) return undefined
  return (await isBaseUnaltered(target, base)) ? base : undefined
}

async function restoreToTest(deps: RestoreTestDeps, backup: Restorable): Promise<Result<Verified, RestoreTestFailureCode>> {
  const { vault, randomBytes, now, monotonic } = deps
  const { whole, changes, head } = backup
  const base = restoreTestFolder(deps.folder)
  const vaultKey = Uint8Array.from(randomBytes(KEY_LENGTH))
  try {
    await mkdir(base, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(base)
    if (bavail * bsize < 1.2 * backup.bytes + 64 * 1024 * 1024) return noRoom
    const wanted = wantedOf(deps)
    // The scratch keyring is sealed under a key that is not kept, so nothing that a crash leaves can be opened.
    const rebuilt = await rebuildVault({
      backup: whole,
      ...(changes === undefined ? {} : { changes }),
      base,
      vaultKey,
      randomBytes,
      today: plainDateOf(now()),
      destroyed: new Set(),
      people: (agents) => ({ agents, recovery: vault.keyring.station.recovery }),
      ...wanted,
    })
    if (!rebuilt.ok) return { ok: false, error: withoutRestore(rebuilt.error) }
    const { keyVersion, lost } = rebuilt.value
    return await verifyVault({ base, head, keyVersion, lost, vaultKey, randomBytes, now, monotonic, ...wanted })
  } finally {
    wipe(vaultKey)
  }
}

const wantedOf = ({ isWanted, giveWay }: RestoreTestDeps): Pick<RestoreTestDeps, 'isWanted' | 'giveWay'> => ({
  ...(isWanted ? { isWanted } : {}),
  ...(giveWay ? { giveWay } : {}),
})

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
