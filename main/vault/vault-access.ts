/**
 * Unlocks the vault with a passphrase or with the recovery key. `main/station/create-station.ts` makes a new one; `agent-access.ts`
 * decides who else may unlock it.
 */
import { fromHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import { isWeaker, kdfFloor, standardKdf, type Kdf, type KdfFailureCode } from './argon2.ts'
import {
  forgetFresh,
  prepareFreshKeySlot,
  prepareFreshRecoveryKey,
  publicKeysOf,
  type FreshKeySlot,
  type FreshKeySlotDeps,
  type FreshRecoveryKey,
  type WantedKeySlot,
} from './fresh-key-slots.ts'
import type { KeyRotationFailureCode } from './key-rotation.ts'
import { readKeySlots, repairKeySlots, type KeySlots, type KeySlotsFileFailureCode } from './key-slots-file.ts'
import {
  openAgentKeySlot,
  openRecoveryKeySlot,
  type AgentKeySlot,
  type KeySlotFailureCode,
  type KeySlotSecrets,
  type OpenedKeySlot,
} from './key-slots.ts'
import { findKeyringKeyId, type KeyringFailureCode, type KeyringOpenFailureCode } from './keyring.ts'
import { publicKeyOf, signWith } from './keys.ts'
import { openLockout, type Lockout, type WrongAttempts } from './lockout.ts'
import { openVault, strengthenKeySlot, tidyKeySlot, type OpenVaultDeps } from './open-vault.ts'
import { vaultPaths } from './paths.ts'
import { parseRecoveryKey } from './recovery-key.ts'
import type { UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export interface VaultAccessDeps extends Omit<OpenVaultDeps, 'paths'>, Omit<FreshKeySlotDeps, 'kdf'> {
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  /** The wall clock, for a lockout that outlives a restart. */
  readonly now?: () => Date
  readonly kdf: Pick<Kdf, 'workerUrl'> & Partial<Kdf>
}

export type UnlockFailureCode = KeySlotFailureCode | KeySlotsFileFailureCode | KeyringOpenFailureCode | 'wait' | 'no-such-agent'
export type RecoverFailureCode =
  | UnlockFailureCode
  | KeyringFailureCode
  | FileFailureCode
  | KeyRotationFailureCode
  | 'weak-passphrase'
  | 'recovery-key-mistyped'
  | 'recovery-key-wrong'

export interface SignInName {
  readonly agentId: string
  readonly signInName: string
  readonly needsDeviceSecret: boolean
}

export interface Attempt {
  readonly agentId: string
  readonly passphrase: string
  readonly deviceSecret?: Uint8Array
}

export interface RecoveryAttempt {
  readonly agentId: string
  readonly recoveryKey: string
  readonly newPassphrase: string
  readonly deviceSecret?: Uint8Array
  readonly knownNames?: readonly string[]
}

export interface AgentSigner {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  /** Overwrites the key. */
  forget(): void
}

export interface VaultAccess {
  /** Who can sign in, for the locked screen. */
  agents(): Promise<Result<readonly SignInName[], KeySlotsFileFailureCode>>
  /** Milliseconds until the next passphrase attempt is allowed. */
  waitingTime(): number
  unlock(attempt: Attempt): Promise<Result<UnlockedVault, UnlockFailureCode>>
  /** Wrong attempts since the last sign-in, for the record. `forget` deletes them. */
  wrongAttempts(): Promise<{ readonly attempts: WrongAttempts; forget(): Promise<void> }>
  /** Checks an agent's passphrase while somebody is signed in, with the same lockout, and signs with that agent's own key. */
  openSigner(attempt: Attempt): Promise<Result<AgentSigner, UnlockFailureCode>>
  /** A key slot for a new passphrase, not sealed yet. */
  prepareSlot(wanted: WantedKeySlot): Promise<Result<FreshKeySlot<AgentKeySlot>, KdfFailureCode | 'weak-passphrase'>>
  /** A recovery key that is not in force yet. */
  prepareRecovery(): Promise<FreshRecoveryKey>
  /**
   * Gives the agent a new slot with a new passphrase, this machine's device secret and new keys of their own, and replaces the recovery
   * key at once: the old one opens nothing afterwards, and the new one has to be printed.
   */
  unlockWithRecovery(
    attempt: RecoveryAttempt,
  ): Promise<Result<{ readonly vault: UnlockedVault; readonly recoveryKey: string }, RecoverFailureCode>>
}

interface OpenedAgentSlot {
  readonly slots: KeySlots
  readonly slot: AgentKeySlot
  readonly opened: OpenedKeySlot
}

export function createVaultAccess(options: VaultAccessDeps): VaultAccess {
  const paths = vaultPaths(options.folder)
  const kdf: Kdf = { parameters: standardKdf, floor: kdfFloor, ...options.kdf }
  const deps = { ...options, paths, kdf }
  /** One attempt at a time: otherwise a hundred at once would pass before the first delay. */
  const enqueue = createSequencer()
  const lockout: Lockout = openLockout({ path: paths.lockout, monotonic: options.monotonic, now: options.now ?? (() => new Date()) })
  const readSlots = async () => readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring))
  let slotFindings: Finding[] = []

  /** Before sign-in only: a signed-in agent's change of the slots could be under way. */
  async function repairSlots(): Promise<void> {
    const { repaired, secondRepaired } = await repairKeySlots(paths.keySlots)
    if (repaired) slotFindings.push({ kind: 'key-slots-repaired', file: 'key-slots.json' })
    if (secondRepaired) slotFindings.push({ kind: 'key-slots-second-repaired', file: 'key-slots.json' })
  }
  function takeSlotFindings(): readonly Finding[] {
    const taken = slotFindings
    slotFindings = []
    return taken
  }

  async function openSlot(attempt: Attempt): Promise<Result<OpenedAgentSlot, UnlockFailureCode>> {
    const wait = await lockout.refusal()
    if (wait !== undefined) return err('wait', wait, 'Wait. Check Caps Lock and the keyboard language, then try again.')
    const slots = await readSlots()
    if (!slots.ok) return slots
    const slot = slots.value.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (slot === undefined) return noSuchAgent
    const opened = await openAgentKeySlot(slot, fromHex(slots.value.vaultId), attempt.passphrase, attempt.deviceSecret, kdf)
    if (opened.ok) {
      await lockout.right()
      return ok({ slots: slots.value, slot, opened: opened.value })
    }
    if (opened.error.code === 'wrong-passphrase') await lockout.wrong(attempt.agentId)
    return opened
  }

  async function unlock(attempt: Attempt): ReturnType<VaultAccess['unlock']> {
    await repairSlots()
    const found = await openSlot(attempt)
    if (!found.ok) return found
    const { slots, slot, opened } = found.value
    const kept: KeySlotSecrets = { ...opened.secrets, vaultKey: copySecret(opened.secrets.vaultKey) }
    const vault = await openVault(deps, { slots, slot, secrets: opened.secrets, agentId: attempt.agentId }, takeSlotFindings)
    if (vault.ok && isWeaker(slot.kdf, kdf.parameters)) await strengthenKeySlot(deps, vault.value, slot, attempt)
    else if (vault.ok && (slot.keyVersion !== slots.keyVersion || slots.untidy)) await tidyKeySlot(deps, slots, slot, opened.kek, kept)
    wipe(opened.kek, kept.vaultKey)
    return vault
  }

  async function openSigner(attempt: Attempt): ReturnType<VaultAccess['openSigner']> {
    const found = await openSlot(attempt)
    if (!found.ok) return found
    const { kek, secrets } = found.value.opened
    wipe(kek, secrets.vaultKey, secrets.sealingSeed)
    const { signingSeed } = secrets
    return ok({ publicKey: publicKeyOf(signingSeed), sign: (message) => signWith(signingSeed, message), forget: () => wipe(signingSeed) })
  }

  async function unlockWithRecovery(attempt: RecoveryAttempt): ReturnType<VaultAccess['unlockWithRecovery']> {
    const recoveryKey = parseRecoveryKey(attempt.recoveryKey)
    if (!recoveryKey.ok) return recoveryKey
    await repairSlots()
    const read = await readSlots()
    if (!read.ok) return read
    const slots = read.value
    const before = slots.agents.find(({ agentId }) => agentId === attempt.agentId)
    if (before === undefined) return noSuchAgent
    const recovered = await openRecoveryKeySlot(slots.recovery, fromHex(slots.vaultId), recoveryKey.value)
    wipe(recoveryKey.value)
    if (!recovered.ok) {
      if (recovered.error.code === 'recovery-key-wrong') await lockout.wrongRecovery(attempt.agentId)
      return recovered
    }
    const { kek, secrets } = recovered.value
    wipe(kek)
    const opened = await openVault(deps, { slots, slot: slots.recovery, secrets, agentId: attempt.agentId }, takeSlotFindings)
    if (!opened.ok) return opened
    const printed = await replaceKeys(deps, opened.value, { ...attempt, signInName: before.signInName })
    if (!printed.ok) {
      opened.value.lock()
      return printed
    }
    await lockout.right()
    return ok({ vault: opened.value, recoveryKey: printed.value })
  }

  return {
    async agents() {
      const slots = await readSlots()
      return slots.ok
        ? ok(
            slots.value.agents.map(({ agentId, signInName, deviceCheck }) => ({
              agentId,
              signInName,
              needsDeviceSecret: deviceCheck !== null,
            })),
          )
        : slots
    },
    waitingTime: () => lockout.waitingTime(),
    wrongAttempts: async () => ({ attempts: await lockout.read(), forget: () => lockout.forget() }),
    unlock: (attempt) => enqueue(() => unlock(attempt)),
    openSigner: (attempt) => enqueue(() => openSigner(attempt)),
    prepareSlot: (wanted) => prepareFreshKeySlot(deps, wanted),
    prepareRecovery: () => prepareFreshRecoveryKey(deps),
    unlockWithRecovery: (attempt) => enqueue(() => unlockWithRecovery(attempt)),
  }
}

/** In one key rotation: the agent's new slot, new keys of their own, and a new recovery key. Answers that key as it is printed. */
async function replaceKeys(
  deps: FreshKeySlotDeps,
  vault: UnlockedVault,
  { agentId, signInName, newPassphrase, deviceSecret, knownNames }: RecoveryAttempt & { readonly signInName: string },
): Promise<Result<string, RecoverFailureCode>> {
  const slot = await prepareFreshKeySlot(deps, {
    agentId,
    name: vault.agent.name,
    signInName,
    passphrase: newPassphrase,
    ...(deviceSecret ? { deviceSecret } : {}),
    ...(knownNames ? { knownNames } : {}),
  })
  if (!slot.ok) return slot
  const { fresh, printed } = await prepareFreshRecoveryKey(deps)
  const { publicKeys, sealingKey } = publicKeysOf(slot.value)
  const { signingSeed, sealingSeed } = slot.value
  const changed = await vault.rotateVaultKey({
    agents: vault.keyring.station.agents.map((agent) =>
      agent.id === agentId ? { ...agent, publicKeys: [...agent.publicKeys, ...publicKeys], sealingKey } : agent,
    ),
    freshSlots: new Map([[agentId, slot.value]]),
    freshRecovery: fresh,
    becomes: { signingSeed, sealingSeed },
  })
  forgetFresh(fresh)
  slot.value.sealer.forget()
  return changed.ok ? ok(printed) : changed
}

const noSuchAgent = err(
  'no-such-agent',
  'This person cannot sign in on this workstation. Nothing was changed.',
  'Choose another name, or ask a colleague who can sign in.',
)
