/** Opens the vault from an opened key slot, and brings that slot up to date while its key is at hand. */
import { fromHex } from '../../domain/bytes.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { OpenSqlite } from '../files/database.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { Kdf } from './argon2.ts'
import { contextOf, keySlotsBehind, writeKeySlots, type KeySlots, type KeySlotSet } from './key-slots-file.ts'
import { prepareAgentKeySlot, resealKeySlot } from './key-slots.ts'
import { keySlotsDamaged, wipeSecrets, type AgentKeySlot, type KeySlotSecrets, type RecoveryKeySlot } from './key-slot-format.ts'
import { followLinks } from './key-version-link.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { findKeyringKeyId, type KeyringOpenFailureCode } from './keyring-file.ts'
import { deriveVaultKeys, wipeVaultKeys } from './keys.ts'
import type { VaultPaths } from './paths.ts'
import { unlockedVault, type UnlockedVault } from './vault.ts'
import type { DestroyedKeys, KeySlotsRevision, OpenDestroyedKeys } from './vault-revisions.ts'
import { wipe } from './wipe.ts'

export interface OpenVaultDeps {
  readonly folder: string
  readonly paths: VaultPaths
  readonly randomBytes: RandomBytes
  readonly openSqlite?: OpenSqlite
  /** The list of destroyed keys: keys are on it, on the disk, before they are destroyed. When adding rejects, the keys stay. */
  readonly openDestroyedKeys: OpenDestroyedKeys
}

export interface OpenedWith {
  readonly slots: KeySlots
  readonly slot: AgentKeySlot | RecoveryKeySlot
  /** What the slot held. The vault takes them over, or they are wiped on failure. */
  readonly secrets: KeySlotSecrets
  readonly agentId: string
}

/**
 * Follows the slot's links to the key version of the keyring and opens the keyring. `slotFindings` is called once the vault is open:
 * what was repaired in the key slots before.
 */
export async function openVault(
  deps: OpenVaultDeps,
  { slots, slot, secrets: own, agentId }: OpenedWith,
  slotFindings: () => readonly Finding[] = () => [],
): Promise<Result<UnlockedVault, KeyringOpenFailureCode | 'key-slots-damaged'>> {
  const { paths, randomBytes } = deps
  const vaultId = fromHex(slots.vaultId)
  const keyringKeyId = await findKeyringKeyId(paths.keyring)
  if (keyringKeyId !== undefined && keyringKeyId !== slots.keyringKeyId) {
    wipeSecrets(own)
    return keySlotsBehind
  }
  const reached = await followLinks(slot.links, { keyVersion: slot.keyVersion, ...own }, { vaultId, slotId: slot.slotId }, own.sealingSeed)
  const secrets: KeySlotSecrets = { ...own, vaultKey: reached.vaultKey, trusted: reached.trusted }
  if (reached.vaultKey !== own.vaultKey) wipe(own.vaultKey)
  if (reached.keyVersion !== slots.keyVersion) {
    wipeSecrets(secrets)
    return keySlotsDamaged
  }
  const keys = deriveVaultKeys(secrets.vaultKey, vaultId, slots.keyVersion)
  const frameKeys = new Map([[slots.keyVersion, copySecret(keys.frames)]])
  /** Needed before they can be made. */
  const later: { destroyed?: DestroyedKeys; vault?: UnlockedVault } = {}
  const opened = await openKeyring({
    path: paths.keyring,
    vaultId,
    sealing: keys.keyring,
    randomBytes,
    ...(deps.openSqlite === undefined ? {} : { openSqlite: deps.openSqlite }),
    beforeDestroy: (keyIds) => later.destroyed!.add(keyIds),
  })
  wipeVaultKeys(keys)
  if (!opened.ok) {
    wipeSecrets(secrets)
    wipe(...frameKeys.values())
    return opened
  }
  const keyring = opened.value
  for (const { keyVersion, vaultKey } of keyring.station.former) {
    const former = deriveVaultKeys(vaultKey, vaultId, keyVersion)
    frameKeys.set(keyVersion, copySecret(former.frames))
    wipeVaultKeys(former)
  }
  const destroyed = await deps.openDestroyedKeys({
    folder: deps.folder,
    vaultId: slots.vaultId,
    keys: () => later.vault?.frameKeys() ?? frameKeys,
  })
  later.destroyed = destroyed
  const revived = await destroyAgain(keyring, destroyed)
  if (!revived.ok) {
    keyring.close()
    wipeSecrets(secrets)
    wipe(...frameKeys.values())
    return revived
  }
  const vault = unlockedVault({
    findings: [...findingsOf(keyring, destroyed), ...slotFindings()],
    vaultId,
    keyVersion: slots.keyVersion,
    secrets,
    keyring,
    agentId,
    paths,
    randomBytes,
    watched: { keySlots: { rev: slots.rev, hash: slots.hash }, destroyed, revived: revived.value },
  })
  later.vault = vault
  wipe(...frameKeys.values())
  return ok(vault)
}

/** Keys that are on the list and are there all the same: a change was interrupted, or an older copy was put back. Answers their places in the list. */
async function destroyAgain(keyring: Keyring, { ids }: DestroyedKeys): Promise<Result<readonly number[], 'keyring-not-cleared'>> {
  const revived = ids.flatMap((keyId, place) => (keyring.find(keyId) === undefined ? [] : [place]))
  if (revived.length === 0) return ok(revived)
  const done = await keyring.destroy(revived.map((place) => ids[place]!))
  return done.ok ? ok(revived) : notCleared
}

const findingsOf = ({ repaired, secondRepaired, keys }: Keyring, { isAltered }: DestroyedKeys): Finding[] => [
  ...(repaired ? [{ kind: 'keyring-repaired', file: 'keyring.bin' } as const] : []),
  ...(secondRepaired ? [{ kind: 'keyring-second-repaired', file: 'keyring.bin' } as const] : []),
  ...(keys.repaired ? [{ kind: 'keyring-repaired', file: 'keys.db' } as const] : []),
  ...(keys.secondRepaired ? [{ kind: 'keyring-second-repaired', file: 'keys.db' } as const] : []),
  ...(keys.lost > 0 ? [{ kind: 'keys-lost', file: 'keys.db' } as const] : []),
  // More keys than the last change left: some were put back on their own.
  ...(keys.lost < 0 ? [{ kind: 'keys-behind', file: 'keys.db' } as const] : []),
  ...(isAltered ? [{ kind: 'destroyed-keys-behind', file: 'destroyed-keys.txt' } as const] : []),
]

const notCleared = err(
  'keyring-not-cleared',
  'Keys of deleted data are still on this computer and could not be destroyed just now. Nothing was opened; the cases are safe.',
  'Free some disk space, then sign in again.',
)

/**
 * Folds the links into the slot, and drops what an interrupted key rotation left. If this fails, nothing is lost: the next sign-in
 * does it. Answers how the file is then.
 */
export async function tidyKeySlot(
  { paths, randomBytes }: Pick<OpenVaultDeps, 'paths' | 'randomBytes'>,
  slots: KeySlots,
  slot: AgentKeySlot,
  kek: Uint8Array,
  own: KeySlotSecrets,
): Promise<KeySlotsRevision | undefined> {
  const context = contextOf(slots)
  const reached = await followLinks(
    slot.links,
    { keyVersion: slot.keyVersion, ...own },
    { vaultId: context.vaultId, slotId: slot.slotId },
    own.sealingSeed,
  )
  const fresh = resealKeySlot(slot, kek, context, { ...own, vaultKey: reached.vaultKey, trusted: reached.trusted }, randomBytes)
  if (reached.vaultKey !== own.vaultKey) wipe(reached.vaultKey)
  const tidied: KeySlotSet = { ...slots, agents: slots.agents.map((old) => (old.agentId === slot.agentId ? fresh : old)) }
  const written = await writeKeySlots(paths.keySlots, slots, tidied)
  return written.ok ? written.value : undefined
}

/** Seals the slot again under the stronger Argon2id parameters that the policy now asks for. */
export async function strengthenKeySlot(
  { kdf, randomBytes }: { readonly kdf: Kdf; readonly randomBytes: RandomBytes },
  vault: UnlockedVault,
  { agentId, signInName }: AgentKeySlot,
  { passphrase, deviceSecret }: { readonly passphrase: string; readonly deviceSecret?: Uint8Array },
): Promise<void> {
  const sealer = await prepareAgentKeySlot({ agentId, signInName, passphrase, deviceSecret, kdf, randomBytes })
  if (!sealer.ok) return
  await vault.reseal(sealer.value)
  sealer.value.forget()
}
