/** Sets up a new station: the vault's files, its first agent and its recovery key. Never where any trace of an older vault is. */
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { toHex } from '../../domain/bytes.ts'
import { takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { fileFailure, syncFolder, type FileFailureCode } from '../files/atomic-file.ts'
import { renamePatiently } from '../files/held-files.ts'
import { buildRecord } from '../record/database/build-record.ts'
import { theBeginning } from '../record/database/head.ts'
import type { KdfFailureCode } from '../vault/argon2.ts'
import {
  forgetFresh,
  publicKeysOf,
  recoveryKeysOf,
  type FreshKeySlot,
  type FreshRecoveryKey,
  type WantedKeySlot,
} from '../vault/fresh-key-slots.ts'
import { trustedKeys } from '../vault/key-rotation.ts'
import { writeKeySlots, type KeySlots } from '../vault/key-slots-file.ts'
import type { AgentKeySlot, KeySlotContext, RecoveryKeySlot } from '../vault/key-slot-format.ts'
import { createKeyring, type KeyringOpenFailureCode } from '../vault/keyring-file.ts'
import type { KnownAgent, RecoveryKeys } from '../vault/keyring-content.ts'
import { deriveVaultKeys, KEY_LENGTH, wipeVaultKeys, type VaultKeys } from '../vault/keys.ts'
import { openVault, type OpenVaultDeps } from '../vault/open-vault.ts'
import { filesIn } from '../vault/paths.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { KeySlotsRevision } from '../vault/vault-revisions.ts'
import { wipe } from '../vault/wipe.ts'
import { inspectFolder } from './inspect-folder.ts'

export interface NewStation extends Pick<WantedKeySlot, 'passphrase' | 'deviceSecret' | 'knownNames'> {
  readonly agent: { readonly id: string; readonly name: string; readonly signInName: string }
}

export type CreateFailureCode =
  | KdfFailureCode
  | FileFailureCode
  | KeyringOpenFailureCode
  | 'key-slots-damaged'
  | 'weak-passphrase'
  | 'vault-exists'

export interface CreateStationDeps extends OpenVaultDeps {
  /** Where the browser keeps its data; a folder that holds anything counts as a trace. */
  readonly browserFolder?: string
  readonly vaultAccess: Pick<VaultAccess, 'prepareSlot' | 'prepareRecovery'>
}

export interface NewVault {
  readonly vault: UnlockedVault
  /** As it is printed. */
  readonly recoveryKey: string
}

export async function createStation(
  deps: CreateStationDeps,
  { agent, passphrase, deviceSecret, knownNames }: NewStation,
): Promise<Result<NewVault, CreateFailureCode>> {
  if ((await inspectFolder(deps.folder, deps.browserFolder)).state !== 'empty') return vaultExists
  const slot = await deps.vaultAccess.prepareSlot({
    agentId: agent.id,
    name: agent.name,
    signInName: agent.signInName,
    passphrase,
    ...(deviceSecret ? { deviceSecret } : {}),
    ...(knownNames ? { knownNames } : {}),
  })
  if (!slot.ok) return slot
  const recovery = await deps.vaultAccess.prepareRecovery()
  const known: KnownAgent = { id: agent.id, name: agent.name, role: 'raManager', ...publicKeysOf(slot.value) }
  const { signingSeed, sealingSeed } = slot.value
  const made = await makeVault(deps, known, slot.value, recovery)
  forgetFresh(recovery.fresh)
  slot.value.sealer.forget()
  if (!made.ok) {
    wipe(signingSeed, sealingSeed)
    return made
  }
  const { slots, vaultKey, trusted } = made.value
  const secrets = { vaultKey, trusted, signingSeed, sealingSeed }
  const vault = await openVault(deps, { slots, slot: slots.agents[0]!, secrets, agentId: agent.id })
  return vault.ok ? ok({ vault: vault.value, recoveryKey: recovery.printed }) : vault
}

interface MadeVault {
  readonly slots: KeySlots
  readonly vaultKey: Uint8Array
  readonly trusted: readonly Uint8Array[]
}

/** Draws the vault key, seals it into both slots and writes the folder. */
async function makeVault(
  deps: CreateStationDeps,
  agent: KnownAgent,
  fresh: FreshKeySlot<AgentKeySlot>,
  recovery: FreshRecoveryKey,
): Promise<Result<MadeVault, FileFailureCode>> {
  const { randomBytes } = deps
  const context: KeySlotContext = { vaultId: Uint8Array.from(randomBytes(16)), keyVersion: 1 }
  const vaultKey = takeSecret(randomBytes(KEY_LENGTH))
  const recoveryKeys = recoveryKeysOf(recovery.fresh)
  const trusted = trustedKeys([agent], recoveryKeys)
  const keys = deriveVaultKeys(vaultKey, context.vaultId, context.keyVersion)
  const seal = <Sealed extends AgentKeySlot | RecoveryKeySlot>({ sealer, signingSeed, sealingSeed }: FreshKeySlot<Sealed>) =>
    sealer.seal(context, { vaultKey, trusted, signingSeed, sealingSeed })
  const slots = {
    vaultId: toHex(context.vaultId),
    keyVersion: 1,
    keyringKeyId: toHex(keys.keyring.keyId),
    agents: [seal(fresh)],
    recovery: seal(recovery.fresh),
    untidy: false,
  }
  const written = await writeFolder(deps, { slots, context, keys, agent, recovery: recoveryKeys })
  wipeVaultKeys(keys)
  if (written.ok) return ok({ slots: { ...slots, ...written.value }, vaultKey, trusted })
  wipe(vaultKey)
  return written
}

/** Writes all files aside, then renames once: a crash leaves either no vault or a whole one. */
async function writeFolder(
  { folder, paths, randomBytes }: CreateStationDeps,
  {
    slots,
    context,
    keys,
    agent,
    recovery,
  }: {
    readonly slots: Omit<KeySlots, keyof KeySlotsRevision>
    readonly context: KeySlotContext
    readonly keys: VaultKeys
    readonly agent: KnownAgent
    readonly recovery: RecoveryKeys
  },
): Promise<Result<KeySlotsRevision, FileFailureCode>> {
  const making = filesIn(paths.making)
  const deviceSeed = takeSecret(randomBytes(KEY_LENGTH))
  try {
    await rm(paths.making, { recursive: true, force: true })
    await mkdir(paths.making, { recursive: true, mode: 0o700 })
    const keyring = await createKeyring(
      { path: making.keyring, vaultId: context.vaultId, sealing: keys.keyring, randomBytes },
      { deviceSeed, agents: [agent], recovery },
    )
    if (!keyring.ok) return keyring
    const written = await writeKeySlots(making.keySlots, { vaultId: slots.vaultId, rev: 0 }, slots)
    if (!written.ok) return written
    const builder = await buildRecord({
      folder: making.vault,
      vaultId: context.vaultId,
      signer: { keyVersion: context.keyVersion, key: keys.frames },
      begins: theBeginning,
    })
    await builder.finish(null)
    await syncFolder(making.vault)
    await rmdir(paths.vault).catch(() => undefined)
    await renamePatiently(paths.making, paths.vault)
    await syncFolder(folder)
    return written
  } catch (error) {
    return fileFailure(error)
  } finally {
    wipe(deviceSeed)
  }
}

const vaultExists = err(
  'vault-exists',
  'This folder already holds RA Desk data, or part of it. Nothing was changed and nothing new was made.',
  'Unlock it, restore a backup, or choose another folder.',
)
