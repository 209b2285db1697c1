/**
 * The way into the vault: makes a new one, opens it with a passphrase or with the recovery key. Nothing is ever made where a
 * trace of an older vault is.
 */
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { fromHex, toBase64, toHex } from '../../domain/record/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createJournal } from '../record/journal.ts'
import { kdfFloor, standardKdf, type Kdf, type KdfFailureCode } from './argon2.ts'
import { fileFailure, renamePatiently, syncFolder, type FileFailureCode } from './atomic-file.ts'
import { inspectFolder, type FolderState } from './inspect-folder.ts'
import { createKeyring, openKeyring, type KeyringFailureCode, type KeyringOpenFailureCode, type KnownAgent } from './keyring.ts'
import { deriveVaultKeys, KEY_LENGTH, publicKeyOf, wipeVaultKeys } from './keys.ts'
import { checkPassphrase } from './passphrase.ts'
import { filesIn, vaultPaths } from './paths.ts'
import type { RandomBytes } from './random-id.ts'
import { formatRecoveryKey, parseRecoveryKey, RECOVERY_KEY_LENGTH } from './recovery-key.ts'
import { contextOf, healSlots, readSlots, writeSlots, type SlotsFailureCode, type SlotsFile } from './slots-file.ts'
import { createAgentSlot, createRecoverySlot, openAgentSlot, openRecoverySlot, type SlotContext, type SlotFailureCode } from './slots.ts'
import { turns } from './turns.ts'
import { unlockedVault, type UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export interface VaultDoorParts {
  readonly folder: string
  readonly browserFolder?: string
  readonly randomBytes: RandomBytes
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  readonly kdf: Pick<Kdf, 'workerUrl'> & Partial<Kdf>
}

export interface NewVault {
  readonly agent: { readonly id: string; readonly name: string; readonly signInName: string }
  readonly passphrase: string
  /** 32 random bytes that the system's key store keeps; absent where there is no such store. */
  readonly deviceSecret?: Uint8Array
  /** Names that everybody knows, besides the agent's: the service provider's. */
  readonly knownNames?: readonly string[]
}

export type UnlockFailureCode = SlotFailureCode | SlotsFailureCode | KeyringOpenFailureCode | 'wait' | 'no-such-agent'
export type RecoverFailureCode =
  | UnlockFailureCode | KeyringFailureCode | FileFailureCode | 'weak-passphrase' | 'recovery-key-mistyped' | 'recovery-key-wrong'
export type CreateFailureCode = KdfFailureCode | FileFailureCode | KeyringOpenFailureCode | 'weak-passphrase' | 'vault-exists'

export interface SignInName {
  readonly agentId: string
  readonly signInName: string
  readonly needsDeviceSecret: boolean
}

export interface VaultDoor {
  inspect(): Promise<FolderState>
  /** Who can sign in, for the locked screen. */
  agents(): Promise<Result<readonly SignInName[], SlotsFailureCode>>
  /** Milliseconds until the next passphrase may be tried. */
  waitingTime(): number
  create(wanted: NewVault): Promise<Result<{ readonly vault: UnlockedVault; readonly recoveryKey: string }, CreateFailureCode>>
  unlock(attempt: { readonly agentId: string; readonly passphrase: string; readonly deviceSecret?: Uint8Array }): Promise<Result<UnlockedVault, UnlockFailureCode>>
  /** Gives the agent a new slot with a new passphrase, this machine's device secret and a new signing key. The recovery key stays valid. */
  unlockWithRecovery(attempt: {
    readonly agentId: string
    readonly recoveryKey: string
    readonly newPassphrase: string
    readonly deviceSecret?: Uint8Array
    readonly knownNames?: readonly string[]
  }): Promise<Result<UnlockedVault, RecoverFailureCode>>
}

const FIRST_DELAY = 1_000
const LONGEST_DELAY = 5 * 60_000

export function vaultDoor(parts: VaultDoorParts): VaultDoor {
  const paths = vaultPaths(parts.folder)
  const kdf: Kdf = { parameters: standardKdf, floor: kdfFloor, ...parts.kdf }
  const { randomBytes } = parts
  /** One attempt at a time: otherwise a hundred at once would pass before the first delay. */
  const inTurn = turns()
  let wrong = 0
  let notBefore = Number.NEGATIVE_INFINITY
  let slotsMended = false
  let secondSlotsMended = false

  const waitingTime = () => Math.max(0, notBefore - parts.monotonic())

  function noteWrong(): void {
    notBefore = parts.monotonic() + Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** wrong)
    wrong += 1
  }

  async function openVault(slots: SlotsFile, agentId: string, vaultKey: Uint8Array, signingSeed: Uint8Array): Promise<Result<UnlockedVault, KeyringOpenFailureCode>> {
    const vaultId = fromHex(slots.vaultId)
    const keys = deriveVaultKeys(vaultKey, vaultId, slots.generation)
    const opened = await openKeyring({ path: paths.keyring, vaultId, sealing: keys.keyring, randomBytes })
    if (!opened.ok) {
      wipe(vaultKey, signingSeed)
      wipeVaultKeys(keys)
      return opened
    }
    const name = opened.value.station.agents.find((agent) => agent.id === agentId)?.name ?? ''
    const findings: Finding[] = [
      ...(opened.value.mended ? [{ kind: 'keyring-mended', file: 'keyring.bin' } as const] : []), ...(slotsMended ? [{ kind: 'slots-mended', file: 'slots.json' } as const] : []),
      ...(opened.value.secondMended ? [{ kind: 'keyring-second-mended', file: 'keyring.bin' } as const] : []), ...(secondSlotsMended ? [{ kind: 'slots-second-mended', file: 'slots.json' } as const] : []),
    ]
    slotsMended = false
    secondSlotsMended = false
    return ok(unlockedVault({ findings, vaultId, vaultKey, signingSeed, keys, keyring: opened.value, agent: { id: agentId, name }, slotsPath: paths.slots, randomBytes }))
  }

  async function create(wanted: NewVault): ReturnType<VaultDoor['create']> {
    if ((await inspectFolder(parts.folder, parts.browserFolder)).state !== 'empty') return vaultExists
    const strong = checkPassphrase(wanted.passphrase, [wanted.agent.name, wanted.agent.signInName, ...(wanted.knownNames ?? [])])
    if (!strong.ok) return strong
    const context: SlotContext = { vaultId: Uint8Array.from(randomBytes(16)), generation: 1 }
    const vaultKey = Uint8Array.from(randomBytes(KEY_LENGTH))
    const signingSeed = Uint8Array.from(randomBytes(KEY_LENGTH))
    const { agent } = wanted
    const slot = await createAgentSlot({
      context, agentId: agent.id, signInName: agent.signInName, passphrase: wanted.passphrase,
      deviceSecret: wanted.deviceSecret, secrets: { vaultKey, signingSeed }, kdf, randomBytes,
    })
    if (!slot.ok) return slot
    const recoveryKey = Uint8Array.from(randomBytes(RECOVERY_KEY_LENGTH))
    const slots: SlotsFile = {
      format: 'ra-desk-slots', version: 1, vaultId: toHex(context.vaultId), generation: context.generation,
      agents: [slot.value], recovery: createRecoverySlot(context, recoveryKey, vaultKey, randomBytes),
    }
    const written = await makeFolder(slots, context, vaultKey, { id: agent.id, name: agent.name, publicKeys: [toBase64(publicKeyOf(signingSeed))] })
    if (!written.ok) return written
    const vault = await openVault(slots, agent.id, vaultKey, signingSeed)
    if (!vault.ok) return vault
    const printed = formatRecoveryKey(recoveryKey)
    wipe(recoveryKey)
    return ok({ vault: vault.value, recoveryKey: printed })
  }

  /** All files aside, then one rename: a crash leaves either no vault or a whole one. */
  async function makeFolder(slots: SlotsFile, context: SlotContext, vaultKey: Uint8Array, agent: KnownAgent): Promise<Result<void, FileFailureCode>> {
    const making = filesIn(paths.making)
    const keys = deriveVaultKeys(vaultKey, context.vaultId, context.generation)
    const deviceSeed = Uint8Array.from(randomBytes(KEY_LENGTH))
    try {
      await rm(paths.making, { recursive: true, force: true })
      await mkdir(paths.making, { recursive: true, mode: 0o700 })
      for (const write of [
        () => createKeyring({ path: making.keyring, vaultId: context.vaultId, sealing: keys.keyring, randomBytes }, { deviceSeed, agents: [agent] }),
        () => createJournal(making.journal, context, keys.witness),
        () => writeSlots(making.slots, slots),
      ]) {
        const written = await write()
        if (!written.ok) return written
      }
      await rmdir(paths.vault).catch(() => undefined)
      await renamePatiently(paths.making, paths.vault)
      await syncFolder(parts.folder)
      return ok()
    } catch (error) {
      return fileFailure(error)
    } finally {
      wipe(deviceSeed)
      wipeVaultKeys(keys)
    }
  }

  async function unlock(attempt: Parameters<VaultDoor['unlock']>[0]): ReturnType<VaultDoor['unlock']> {
    const seconds = Math.ceil(waitingTime() / 1_000)
    if (seconds > 0) {
      return err('wait', `After ${wrong === 1 ? 'a wrong passphrase' : `${wrong} wrong passphrases`} the next one can be tried in ${seconds} s.`, 'Wait, and look at Caps Lock and the keyboard language.')
    }
    const healed = await healSlots(paths.slots)
    slotsMended ||= healed.mended
    secondSlotsMended ||= healed.secondMended
    const slots = await readSlots(paths.slots)
    if (!slots.ok) return slots
    const slot = slots.value.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (slot === undefined) return noSuchAgent
    const secrets = await openAgentSlot(slot, contextOf(slots.value), attempt.passphrase, attempt.deviceSecret, kdf)
    if (!secrets.ok) {
      if (secrets.error.code === 'wrong-passphrase') noteWrong()
      return secrets
    }
    wrong = 0
    return openVault(slots.value, attempt.agentId, secrets.value.vaultKey, secrets.value.signingSeed)
  }

  async function unlockWithRecovery(attempt: Parameters<VaultDoor['unlockWithRecovery']>[0]): ReturnType<VaultDoor['unlockWithRecovery']> {
    const recoveryKey = parseRecoveryKey(attempt.recoveryKey)
    if (!recoveryKey.ok) return recoveryKey
    const read = await readSlots(paths.slots)
    if (!read.ok) return read
    const slots = read.value
    const context = contextOf(slots)
    const before = slots.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (before === undefined) return noSuchAgent
    const recovered = openRecoverySlot(slots.recovery, context, recoveryKey.value)
    wipe(recoveryKey.value)
    if (!recovered.ok) return recovered
    const vaultKey = recovered.value
    const signingSeed = Uint8Array.from(randomBytes(KEY_LENGTH))
    const vault = await openVault(slots, attempt.agentId, vaultKey, signingSeed)
    if (!vault.ok) return vault
    const replaced = await replaceSlot(vault.value, before.signInName)
    if (replaced.ok) {
      wrong = 0
      notBefore = Number.NEGATIVE_INFINITY
      return vault
    }
    vault.value.lock()
    return replaced

    async function replaceSlot(open: UnlockedVault, signInName: string): Promise<Result<void, RecoverFailureCode>> {
      const strong = checkPassphrase(attempt.newPassphrase, [open.agent.name, signInName, ...(attempt.knownNames ?? [])])
      if (!strong.ok) return strong
      const slot = await createAgentSlot({
        context, agentId: attempt.agentId, signInName, passphrase: attempt.newPassphrase,
        deviceSecret: attempt.deviceSecret, secrets: { vaultKey, signingSeed }, kdf, randomBytes,
      })
      if (!slot.ok) return slot
      const publicKey = toBase64(open.agentPublicKey)
      const known = await open.keyring.setAgents(open.keyring.station.agents.map(
        (agent) => (agent.id === attempt.agentId ? { ...agent, publicKeys: [...agent.publicKeys, publicKey] } : agent),
      ))
      if (!known.ok) return known
      return writeSlots(paths.slots, { ...slots, agents: slots.agents.map((old) => (old.agentId === attempt.agentId ? slot.value : old)) })
    }
  }

  return {
    inspect: () => inspectFolder(parts.folder, parts.browserFolder),
    async agents() {
      const slots = await readSlots(paths.slots)
      return slots.ok ? ok(slots.value.agents.map(({ agentId, signInName, deviceCheck }) => ({ agentId, signInName, needsDeviceSecret: deviceCheck !== null }))) : slots
    },
    waitingTime,
    create: (wanted) => inTurn(() => create(wanted)),
    unlock: (attempt) => inTurn(() => unlock(attempt)),
    unlockWithRecovery: (attempt) => inTurn(() => unlockWithRecovery(attempt)),
  }
}

const vaultExists = err('vault-exists', 'A vault, or a part of one, is in this folder. Nothing new was made over it.', 'Unlock it, restore it from a backup, or choose another folder.')
const noSuchAgent = err('no-such-agent', 'This person cannot sign in on this workstation.', 'Choose another name, or ask a colleague who can sign in.')
