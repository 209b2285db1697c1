/**
 * Unlocks the vault with a passphrase or with the recovery key. `main/station/create-station.ts` makes a new one; `agent-access.ts`
 * decides who else may unlock it.
 */
import { fromHex } from '../../domain/bytes.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { isWeaker, kdfFloor, standardKdf, type Kdf, type KdfFailureCode } from './argon2.ts'
import {
  prepareFreshKeySlot,
  prepareFreshRecoveryKey,
  type FreshKeySlot,
  type FreshKeySlotDeps,
  type FreshRecoveryKey,
  type WantedKeySlot,
} from './fresh-key-slots.ts'
import type { AgentKeySlot, KeySlotSecrets } from './key-slot-format.ts'
import type { KeySlots, KeySlotsFileFailureCode } from './key-slots-file.ts'
import { openAgentKeySlot, type OpenedKeySlot } from './key-slots.ts'
import { publicKeyOf, signWith } from './keys.ts'
import { lockoutFileAt } from './lockout-file.ts'
import { openLockout, type WrongAttempts } from './lockout.ts'
import { openVault, strengthenKeySlot, tidyKeySlot, type OpenVaultDeps } from './open-vault.ts'
import { vaultPaths } from './paths.ts'
import {
  keptKeySlots,
  noSuchAgent,
  unlockWithRecovery,
  type Inside,
  type RecoverFailureCode,
  type RecoveryAttempt,
  type UnlockFailureCode,
} from './recover-vault.ts'
import { suggestPassphrase } from './suggest-passphrase.ts'
import type { UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export interface VaultAccessDeps extends Omit<OpenVaultDeps, 'paths'>, Omit<FreshKeySlotDeps, 'kdf'> {
  /** Milliseconds since this computer started, on a clock that only runs forward and does not begin again with the app. */
  readonly monotonic: () => number
  /** The wall clock: when the last wrong attempt was, for the record. No wait depends on it. */
  readonly now?: () => Date
  readonly kdf: Pick<Kdf, 'workerUrl'> & Partial<Kdf>
}

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

export interface AgentSigner {
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  /** Overwrites the key. */
  forget(): void
}

export interface VaultAccess {
  /** Who can sign in, for the locked screen. */
  agents(): Promise<Result<readonly SignInName[], KeySlotsFileFailureCode>>
  /** Milliseconds until the next passphrase attempt of this agent is allowed. */
  waitingTime(agentId: string): Promise<number>
  unlock(attempt: Attempt): Promise<Result<UnlockedVault, UnlockFailureCode>>
  /** Wrong attempts that the record does not have yet. Call `recorded` when it has them: the waits stay. */
  wrongAttempts(): Promise<{ readonly attempts: WrongAttempts; recorded(): Promise<void> }>
  /** Checks an agent's passphrase while another agent is signed in, with the same lockout, and signs with that agent's own key. */
  openSigner(attempt: Attempt): Promise<Result<AgentSigner, UnlockFailureCode>>
  /** A key slot for a new passphrase, not sealed yet. */
  prepareSlot(wanted: WantedKeySlot): Promise<Result<FreshKeySlot<AgentKeySlot>, KdfFailureCode | 'weak-passphrase'>>
  /** Five random words, for an agent who chooses a passphrase. */
  suggestPassphrase(): Promise<string>
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

export function createVaultAccess(options: VaultAccessDeps): VaultAccess {
  const paths = vaultPaths(options.folder)
  // Asked for each new slot: the policy may have become stricter since the start.
  const kdf: Kdf = {
    floor: kdfFloor,
    ...options.kdf,
    get parameters() {
      return options.kdf.parameters ?? standardKdf
    },
  }
  const lockout = openLockout({ file: lockoutFileAt(paths.lockout), sinceBoot: options.monotonic, now: options.now ?? (() => new Date()) })
  const inside: Inside = { ...options, paths, kdf, lockout, keySlots: keptKeySlots(paths) }
  /** One attempt at a time: otherwise a hundred at once would pass before the first delay. */
  const enqueue = createSequencer()
  return {
    async agents() {
      const slots = await inside.keySlots.read()
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
    waitingTime: (agentId) => lockout.waitingTime(agentId),
    wrongAttempts: async () => ({ attempts: await lockout.wrongAttempts(), recorded: () => enqueue(() => lockout.recorded()) }),
    unlock: (attempt) => enqueue(() => unlock(inside, attempt)),
    openSigner: (attempt) => enqueue(() => openSigner(inside, attempt)),
    prepareSlot: (wanted) => prepareFreshKeySlot(inside, wanted),
    suggestPassphrase: () => suggestPassphrase(inside.randomBytes),
    prepareRecovery: () => prepareFreshRecoveryKey(inside),
    unlockWithRecovery: (attempt) => enqueue(() => unlockWithRecovery(inside, attempt)),
  }
}

async function unlock(inside: Inside, attempt: Attempt): ReturnType<VaultAccess['unlock']> {
  const { keySlots, kdf } = inside
  await keySlots.repair()
  const found = await openSlot(inside, attempt)
  if (!found.ok) return found
  const { slots, slot, opened } = found.value
  const kept: KeySlotSecrets = { ...opened.secrets, vaultKey: copySecret(opened.secrets.vaultKey) }
  const vault = await openVault(inside, { slots, slot, secrets: opened.secrets, agentId: attempt.agentId }, keySlots.takeFindings)
  if (vault.ok && isWeaker(slot.kdf, kdf.parameters)) await strengthenKeySlot(inside, vault.value, slot, attempt)
  else if (vault.ok && (slot.keyVersion !== slots.keyVersion || slots.untidy)) {
    const tidied = await tidyKeySlot(inside, slots, slot, opened.kek, kept)
    if (tidied !== undefined) vault.value.noteKeySlots(tidied)
  }
  wipe(opened.kek, kept.vaultKey)
  return vault
}

async function openSigner(inside: Inside, attempt: Attempt): ReturnType<VaultAccess['openSigner']> {
  const found = await openSlot(inside, attempt)
  if (!found.ok) return found
  const { kek, secrets } = found.value.opened
  wipe(kek, secrets.vaultKey, secrets.sealingSeed)
  const { signingSeed } = secrets
  return ok({ publicKey: publicKeyOf(signingSeed), sign: (message) => signWith(signingSeed, message), forget: () => wipe(signingSeed) })
}

interface OpenedAgentSlot {
  readonly slots: KeySlots
  readonly slot: AgentKeySlot
  readonly opened: OpenedKeySlot
}

/** Opens an agent's slot, no more often than the lockout allows. Nothing else in the app compares an agent's passphrase. */
async function openSlot({ lockout, keySlots, kdf }: Inside, attempt: Attempt): Promise<Result<OpenedAgentSlot, UnlockFailureCode>> {
  const slots = await keySlots.read()
  if (!slots.ok) return slots
  const slot = slots.value.agents.find(({ agentId }) => agentId === attempt.agentId)
  if (slot === undefined) return noSuchAgent
  const wait = await lockout.refusal(attempt.agentId)
  if (wait !== undefined) return err('wait', wait, 'Wait. Check Caps Lock and the keyboard language, then try again.')
  const counted = await lockout.count(attempt.agentId)
  const opened = await openAgentKeySlot(slot, fromHex(slots.value.vaultId), attempt.passphrase, attempt.deviceSecret, kdf)
  if (opened.ok) {
    await counted.right()
    return ok({ slots: slots.value, slot, opened: opened.value })
  }
  if (opened.error.code === 'wrong-passphrase') await counted.wrong()
  else await counted.undo()
  return opened
}
