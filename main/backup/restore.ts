/** A whole vault on a new machine from a backup: rebuilt aside, proved, given slots of this machine, and put in place by one rename. */
import { mkdir, rm, rmdir, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fromHex } from '../../domain/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { renamePatiently, syncFolder } from '../files/atomic-file.ts'
import { isHere, trustedKeys } from '../vault/key-rotation.ts'
import type { KnownAgent } from '../vault/keyring-content.ts'
import { KEY_LENGTH } from '../vault/keys.ts'
import { vaultPaths } from '../vault/paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { parseRecoveryKey } from '../vault/recovery-key.ts'
import { writeKeySlots } from '../vault/key-slots-file.ts'
import { forgetFresh, publicKeysOf, recoveryKeysOf } from '../vault/fresh-key-slots.ts'
import type { StationAccess } from '../station/station-access.ts'
import { wipe } from '../vault/wipe.ts'
import { noteDestroyedKeys, readDestroyedKeys } from './destroyed-keys.ts'
import type { BackupHead } from '../../domain/backup/lines.ts'
import { isOver } from '../../domain/backup/schedule.ts'
import { recoveryBackupIdentity } from './identities.ts'
import { verifyVault, scratchFolder, type Proof } from './verify-backup.ts'
import { openBackup, type BackupReadFailureCode } from './read-backup.ts'
import { rebuildVault, rebuiltKeyringKeyId } from './rebuild.ts'

export interface BackupAgent {
  readonly agentId: string
  readonly name: string
  readonly role: Role
}

/** What is in a backup, before anything is written. */
export interface BackupPreview {
  readonly head: BackupHead
  readonly bytes: number
  /** RA managers who were not removed: one of them restores it. */
  readonly managers: readonly BackupAgent[]
  readonly otherAgents: number
  /** Keys of what is over by this computer's date. */
  readonly expired: number
  /** Keys that were destroyed since, as this computer or a list beside the backup says. */
  readonly destroyed: number
}

export interface RestoreDeps {
  readonly folder: string
  readonly vaultAccess: StationAccess
  readonly randomBytes: RandomBytes
  readonly now: () => Date
  readonly monotonic: () => number
}

/** Reads only as far as the keys: the first few lines. */
export async function previewBackup(
  parts: Pick<RestoreDeps, 'folder' | 'now'>,
  path: string,
  typed: string,
): Promise<Result<BackupPreview, BackupReadFailureCode | 'recovery-key-mistyped'>> {
  const opened = await openWith(path, typed)
  if (!opened.ok) return opened
  const { head } = opened.value
  const today = dayOf(parts.now(), head)
  const destroyed = await destroyedFor(parts.folder, path, head)
  let people: readonly KnownAgent[] = []
  const left = { expired: 0, destroyed: 0 }
  try {
    for await (const read of opened.value.lines()) {
      if (!read.ok) return read
      if ('station' in read.value) people = read.value.station.agents as readonly KnownAgent[]
      else if ('keys' in read.value) {
        for (const key of read.value.keys) {
          if (destroyed.has(key.keyId)) left.destroyed += 1
          else if (isOver(key.until, today)) left.expired += 1
        }
      } else break
    }
  } finally {
    await opened.value.close()
  }
  const here = people.filter(isHere)
  const managers = here.filter(({ role }) => role === 'raManager').map(({ id, name, role }) => ({ agentId: id, name, role }))
  return ok({
    head,
    bytes: await stat(path).then(
      ({ size }) => size,
      () => 0,
    ),
    managers,
    otherAgents: here.length - 1,
    ...left,
  })
}

export interface RestoreWish {
  readonly path: string
  readonly recoveryKey: string
  readonly agentId: string
  readonly signInName: string
  readonly passphrase: string
  readonly deviceSecret?: Uint8Array
}

export interface Restored {
  readonly proof: Proof
  readonly head: BackupHead
  readonly expired: number
  readonly destroyed: number
  /** The new one, as it is printed. */
  readonly recoveryKey: string
}

/** Until the last rename nothing counts; after it everything does. */
export async function restoreVault(parts: RestoreDeps, wish: RestoreWish): Promise<Result<Restored>> {
  const { folder, vaultAccess, randomBytes } = parts
  if ((await vaultAccess.inspect()).state !== 'empty') return vaultExists
  const opened = await openWith(wish.path, wish.recoveryKey)
  if (!opened.ok) return opened
  const backup = opened.value
  const { head } = backup
  const base = scratchFolder(folder)
  const vaultKey = Uint8Array.from(randomBytes(KEY_LENGTH))
  const [prepared, recovery] = [
    await vaultAccess.prepareSlot({
      agentId: wish.agentId,
      name: wish.signInName,
      signInName: wish.signInName,
      passphrase: wish.passphrase,
      knownNames: [head.stationName],
      ...(wish.deviceSecret ? { deviceSecret: wish.deviceSecret } : {}),
    }),
    await vaultAccess.prepareRecovery(),
  ]
  try {
    if (!prepared.ok) return prepared
    await rm(base, { recursive: true, force: true })
    await mkdir(base, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < 1.2 * (await stat(wish.path)).size + 16 * 1024 * 1024) return diskFull
    const at = parts.now().toISOString()
    const destroyed = await destroyedFor(folder, wish.path, head)
    let isManager = false
    const rebuilt = await rebuildVault({
      backup,
      base,
      vaultKey,
      randomBytes,
      today: dayOf(parts.now(), head),
      destroyed,
      people: (agents) => {
        isManager = agents.some((agent) => agent.id === wish.agentId && isHere(agent) && agent.role === 'raManager')
        const fresh = publicKeysOf(prepared.value)
        return {
          recovery: recoveryKeysOf(recovery.fresh),
          // Nobody else's passphrase opens anything on this machine: they are added anew, and what they signed still verifies.
          agents: agents.map((agent) =>
            agent.id === wish.agentId
              ? { ...agent, publicKeys: [...agent.publicKeys, ...fresh.publicKeys], sealingKey: fresh.sealingKey }
              : isHere(agent)
                ? { ...agent, leftAt: at }
                : agent,
          ),
        }
      },
    })
    if (!rebuilt.ok) return rebuilt
    if (!isManager) return notManager
    const { keyVersion, people } = rebuilt.value
    const proof = await verifyVault({
      base,
      head,
      keyVersion,
      lost: rebuilt.value.lost,
      vaultKey,
      randomBytes,
      now: parts.now,
      monotonic: parts.monotonic,
    })
    if (!proof.ok) return proof
    const context = { vaultId: fromHex(head.vaultId), keyVersion }
    const trusted = trustedKeys(people.agents, people.recovery)
    const secrets = ({ signingSeed, sealingSeed }: { readonly signingSeed: Uint8Array; readonly sealingSeed: Uint8Array }) => ({
      vaultKey,
      trusted,
      signingSeed,
      sealingSeed,
    })
    const slots = await writeKeySlots(
      vaultPaths(base).keySlots,
      { vaultId: head.vaultId, rev: 0 },
      {
        keyVersion,
        keyringKeyId: rebuiltKeyringKeyId(vaultKey, head.vaultId, keyVersion),
        agents: [prepared.value.sealer.seal(context, secrets(prepared.value))],
        recovery: recovery.fresh.sealer.seal(context, secrets(recovery.fresh)),
      },
    )
    if (!slots.ok) return slots
    await syncFolder(vaultPaths(base).vault)
    const known = await readDestroyedKeys([folder], head.vaultId)
    await noteDestroyedKeys(
      folder,
      head.vaultId,
      [...destroyed].filter((keyId) => !known.has(keyId)),
    )
    await putInPlace(base, folder)
    return ok({
      proof: proof.value,
      head,
      expired: rebuilt.value.expired,
      destroyed: rebuilt.value.destroyed,
      recoveryKey: recovery.printed,
    })
  } catch {
    return notRestored
  } finally {
    await backup.close()
    await dropUnfinished(folder)
    if (prepared.ok) forgetFresh(prepared.value)
    forgetFresh(recovery.fresh)
    wipe(vaultKey)
  }
}

/** What a restore that was cut off left: a vault in the making, of which nothing would ever be erased. To be called when there is a vault in place. */
export const dropUnfinished = (folder: string): Promise<void> =>
  rm(scratchFolder(folder), { recursive: true, force: true }).catch(() => undefined)

async function putInPlace(base: string, folder: string): Promise<void> {
  const { vault } = vaultPaths(folder)
  await rmdir(vault).catch(() => undefined)
  await renamePatiently(vaultPaths(base).vault, vault)
  await syncFolder(folder)
}

async function openWith(path: string, typed: string) {
  const key = parseRecoveryKey(typed)
  if (!key.ok) return key
  const { identity } = await recoveryBackupIdentity(key.value)
  wipe(key.value)
  return openBackup(path, identity)
}

/** A clock that stands before the backup was made brings nothing back. */
const dayOf = (now: Date, head: BackupHead): string => plainDateOf(new Date(Math.max(now.getTime(), Date.parse(head.madeAt))))

const destroyedFor = (folder: string, path: string, head: BackupHead) => readDestroyedKeys([folder, dirname(path)], head.vaultId)

const vaultExists = err(
  'vault-exists',
  'There are cases, or a part of them, on this computer already. Nothing was restored over them.',
  'Restore on a computer on which RA Desk has not been set up, or ask whoever looks after this one.',
)
const notManager = err(
  'not-manager',
  'Only somebody who was RA manager on the workstation can restore it. Nothing was restored.',
  'Choose an RA manager.',
)
const diskFull = err(
  'disk-full',
  'There is not enough room on this computer for what is in the backup. Nothing was restored, and nothing was changed.',
  'Free some space, then try again.',
)
const notRestored = err(
  'restore-failed',
  'The backup could not be restored to its end. Nothing of it counts, and nothing was changed.',
  'Check that the disk and the stick are there, then try again.',
)
