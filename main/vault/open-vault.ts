/** Opens the vault from an opened key slot, and brings that slot up to date while its key is at hand. */
import { fromHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { OpenSqlite } from '../files/database.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { Kdf } from './argon2.ts'
import { contextOf, writeKeySlots, type KeySlots, type KeySlotSet } from './key-slots-file.ts'
import { prepareAgentKeySlot, resealKeySlot } from './key-slots.ts'
import { keySlotsDamaged, wipeSecrets, type AgentKeySlot, type KeySlotSecrets, type RecoveryKeySlot } from './key-slot-format.ts'
import { followLinks } from './key-version-link.ts'
import { openKeyring } from './keyring.ts'
import type { KeyringOpenFailureCode } from './keyring-file.ts'
import { deriveVaultKeys, wipeVaultKeys } from './keys.ts'
import type { VaultPaths } from './paths.ts'
import { unlockedVault, type UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export interface OpenVaultDeps {
  readonly folder: string
  readonly paths: VaultPaths
  readonly randomBytes: RandomBytes
  readonly openSqlite?: OpenSqlite
  /** Lists keys as destroyed, on the disk, before they are destroyed. When it rejects, the keys stay. */
  readonly noteDestroyedKeys: (folder: string, vaultId: string, keyIds: readonly string[]) => Promise<void>
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
  const reached = await followLinks(slot.links, { keyVersion: slot.keyVersion, ...own }, { vaultId, slotId: slot.slotId }, own.sealingSeed)
  const secrets: KeySlotSecrets = { ...own, vaultKey: reached.vaultKey, trusted: reached.trusted }
  if (reached.vaultKey !== own.vaultKey) wipe(own.vaultKey)
  if (reached.keyVersion !== slots.keyVersion) {
    wipeSecrets(secrets)
    return keySlotsDamaged
  }
  const keys = deriveVaultKeys(secrets.vaultKey, vaultId, slots.keyVersion)
  const opened = await openKeyring({
    path: paths.keyring,
    vaultId,
    sealing: keys.keyring,
    randomBytes,
    ...(deps.openSqlite === undefined ? {} : { openSqlite: deps.openSqlite }),
    beforeDestroy: (keyIds) => deps.noteDestroyedKeys(deps.folder, slots.vaultId, keyIds),
  })
  wipeVaultKeys(keys)
  if (!opened.ok) {
    wipeSecrets(secrets)
    return opened
  }
  const findings: Finding[] = [
    ...(opened.value.repaired ? [{ kind: 'keyring-repaired', file: 'keyring.bin' } as const] : []),
    ...(opened.value.secondRepaired ? [{ kind: 'keyring-second-repaired', file: 'keyring.bin' } as const] : []),
    ...(opened.value.keys.repaired ? [{ kind: 'keyring-repaired', file: 'keys.db' } as const] : []),
    ...(opened.value.keys.secondRepaired ? [{ kind: 'keyring-second-repaired', file: 'keys.db' } as const] : []),
    ...(opened.value.keys.lost > 0 ? [{ kind: 'keys-lost', file: 'keys.db' } as const] : []),
    ...slotFindings(),
  ]
  return ok(unlockedVault({ findings, vaultId, keyVersion: slots.keyVersion, secrets, keyring: opened.value, agentId, paths, randomBytes }))
}

/**
 * Folds the links into the slot, and drops what an interrupted key rotation left. If this fails, nothing is lost: the next sign-in
 * does it.
 */
export async function tidyKeySlot(
  { paths, randomBytes }: Pick<OpenVaultDeps, 'paths' | 'randomBytes'>,
  slots: KeySlots,
  slot: AgentKeySlot,
  kek: Uint8Array,
  own: KeySlotSecrets,
): Promise<void> {
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
  await writeKeySlots(paths.keySlots, slots, tidied)
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
