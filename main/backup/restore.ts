/** Restores a whole vault from a backup on a new computer: rebuilt in a separate folder, verified, given key slots of this computer, and put in place by one rename. */
import { mkdir, rm, rmdir, statfs } from 'node:fs/promises'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { syncFolder } from '../files/atomic-file.ts'
import { renamePatiently } from '../files/held-files.ts'
import { isHere, trustedKeys } from '../vault/key-rotation.ts'
import type { KnownAgent } from '../vault/keyring-content.ts'
import { KEY_LENGTH } from '../vault/keys.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { writeKeySlots } from '../vault/key-slots-file.ts'
import { forgetFresh, publicKeysOf, recoveryKeysOf } from '../vault/fresh-key-slots.ts'
import type { StationAccess } from '../station/station-access.ts'
import { wipe } from '../vault/wipe.ts'
import { writeDestroyedKeys } from './destroyed-keys.ts'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { dayOf, destroyedFor, openWith, practiceDiffers } from './preview-backup.ts'
import type { Restorable } from './restorable.ts'
import { dropUnfinished, restoreFolder } from './restore-folders.ts'
import { verifyVault, type Verified, type VerifyFailureCode } from './verify-backup.ts'
import { rebuildVault, rebuiltKeyringKeyId, type Rebuilt } from './rebuild.ts'
import { type RebuildFailureCode } from './rebuild.ts'

export interface RestoreDeps {
  readonly folder: string
  readonly vaultAccess: StationAccess
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly monotonic: () => number
  /** Of this start: a backup of the other kind is refused. */
  readonly practice: boolean
}

export interface RestoreWish {
  readonly path: string
  readonly recoveryKey: string
  readonly agentId: string
  readonly signInName: string
  readonly passphrase: string
  readonly deviceSecret?: Uint8Array
  readonly managerNames?: readonly string[]
}

export interface Restored {
  readonly verified: Verified
  readonly head: BackupHead
  readonly expired: number
  readonly destroyed: number
  /** The new recovery key, as it is printed. */
  readonly recoveryKey: string
}

export type RestoreFailureCode =
  | RebuildFailureCode
  | VerifyFailureCode
  | 'kdf-failed'
  | 'kdf-refused'
  | 'not-manager'
  | 'practice-differs'
  | 'recovery-key-mistyped'
  | 'vault-exists'
  | 'weak-passphrase'
  | 'write-failed'

/** Restores the vault. Nothing is in use until the last rename, and everything is after it. */
export async function restoreVault(deps: RestoreDeps, wish: RestoreWish): Promise<Result<Restored, RestoreFailureCode>> {
  const { folder, vaultAccess } = deps
  if ((await vaultAccess.inspect()).state !== 'empty') return vaultExists
  const opened = await openWith(wish.path, wish.recoveryKey)
  if (!opened.ok) return opened
  const backup = opened.value
  if (backup.head.practice !== deps.practice) {
    await backup.whole.close()
    return practiceDiffers
  }
  const vaultKey = Uint8Array.from(deps.randomBytes(KEY_LENGTH))
  const [prepared, recovery] = [
    await vaultAccess.prepareSlot({
      agentId: wish.agentId,
      name: wish.signInName,
      signInName: wish.signInName,
      passphrase: wish.passphrase,
      knownNames: [backup.head.stationName, ...(wish.managerNames ?? [])],
      ...(wish.deviceSecret ? { deviceSecret: wish.deviceSecret } : {}),
    }),
    await vaultAccess.prepareRecovery(),
  ]
  try {
    if (!prepared.ok) return prepared
    return await restoreInto(deps, wish, { backup, vaultKey, manager: prepared.value, recovery })
  } catch {
    return notRestored
  } finally {
    await backup.whole.close()
    await dropUnfinished(folder)
    if (prepared.ok) forgetFresh(prepared.value)
    forgetFresh(recovery.fresh)
    wipe(vaultKey)
  }
}

type PreparedSlot = Extract<Awaited<ReturnType<StationAccess['prepareSlot']>>, { ok: true }>['value']

interface RestoreKeys {
  readonly backup: Restorable
  readonly vaultKey: Uint8Array
  /** Key slot of the RA manager who restores. */
  readonly manager: PreparedSlot
  readonly recovery: Awaited<ReturnType<StationAccess['prepareRecovery']>>
}

async function restoreInto(deps: RestoreDeps, wish: RestoreWish, keys: RestoreKeys): Promise<Result<Restored, RestoreFailureCode>> {
  const { folder, randomBytes, now, monotonic } = deps
  const { backup, vaultKey, recovery } = keys
  const { head } = backup
  const base = restoreFolder(folder)
  await rm(base, { recursive: true, force: true })
  await mkdir(base, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < 1.2 * backup.bytes + 16 * 1024 * 1024) return diskFull
  const destroyed = await destroyedFor(folder, wish.path, head)
  let isManager = false
  const { whole, changes } = backup
  const rebuilt = await rebuildVault({
    backup: whole,
    ...(changes === undefined ? {} : { changes }),
    base,
    vaultKey,
    randomBytes,
    today: dayOf(now(), head),
    destroyed,
    people: (agents) => {
      isManager = agents.some((agent) => agent.id === wish.agentId && isHere(agent) && agent.role === 'raManager')
      return { recovery: recoveryKeysOf(recovery.fresh), agents: agentsAfter(agents, wish.agentId, keys.manager, now().toISOString()) }
    },
  })
  if (!rebuilt.ok) return rebuilt
  if (!isManager) return notManager
  const { keyVersion, lost, expired } = rebuilt.value
  const verified = await verifyVault({ base, head, keyVersion, lost, vaultKey, randomBytes, now, monotonic })
  if (!verified.ok) return verified
  const slots = await writeSlots(base, head, rebuilt.value, keys)
  if (!slots.ok) return slots
  await syncFolder(vaultPaths(base).vault)
  // Without the MACs of the vault that was here before: its keys are not those of this one.
  await writeDestroyedKeys(folder, head.vaultId, [...destroyed].map((keyId) => `${keyId}\n`).join(''))
  await putInPlace(base, folder)
  return ok({ verified: verified.value, head, expired, destroyed: rebuilt.value.destroyed, recoveryKey: recovery.printed })
}

/** No other agent's passphrase opens anything on this computer: they are added again later, and what they signed still verifies. */
function agentsAfter(agents: readonly KnownAgent[], managerId: string, manager: PreparedSlot, at: string): KnownAgent[] {
  const { publicKeys, sealingKey } = publicKeysOf(manager)
  return agents.map((agent) => {
    if (agent.id === managerId) return { ...agent, publicKeys: [...agent.publicKeys, ...publicKeys], sealingKey }
    return isHere(agent) ? { ...agent, leftAt: at } : agent
  })
}

function writeSlots(base: string, head: BackupHead, { keyVersion, people }: Rebuilt, { vaultKey, manager, recovery }: RestoreKeys) {
  const context = { vaultId: fromHex(head.vaultId), keyVersion }
  const trusted = trustedKeys(people.agents, people.recovery)
  const secrets = ({ signingSeed, sealingSeed }: { readonly signingSeed: Uint8Array; readonly sealingSeed: Uint8Array }) => ({
    vaultKey,
    trusted,
    signingSeed,
    sealingSeed,
  })
  return writeKeySlots(
    vaultPaths(base).keySlots,
    { vaultId: head.vaultId, rev: 0 },
    {
      keyVersion,
      keyringKeyId: rebuiltKeyringKeyId(vaultKey, head.vaultId, keyVersion),
      agents: [manager.sealer.seal(context, secrets(manager))],
      recovery: recovery.fresh.sealer.seal(context, secrets(recovery.fresh)),
    },
  )
}

async function putInPlace(base: string, folder: string): Promise<void> {
  const { vault } = vaultPaths(folder)
  await rmdir(vault).catch(() => undefined)
  await renamePatiently(vaultPaths(base).vault, vault)
  await syncFolder(folder)
}

const vaultExists = err(
  'vault-exists',
  'There are already cases on this computer. Nothing was restored.',
  'Restore on a computer where RA Desk is not set up yet, or ask the person who looks after this one.',
)
const notManager = err(
  'not-manager',
  'Only an RA manager of the workstation can restore it. Nothing was restored.',
  'Choose an RA manager.',
)
const diskFull = err(
  'disk-full',
  'There is not enough free space on this computer for this backup. Nothing was restored, and nothing was changed.',
  'Free some space, then try again.',
)
const notRestored = err(
  'restore-failed',
  'The backup could not be restored completely. None of it is used, and nothing was changed.',
  'Check that the disk and the stick are there, then try again.',
)
