/** Unlocks the vault with the printed recovery key, which then is replaced with the agent's keys. */
import { fromHex } from '../../domain/bytes.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from '../files/atomic-file.ts'
import { forgetFresh, prepareFreshKeySlot, prepareFreshRecoveryKey, publicKeysOf, type FreshKeySlotDeps } from './fresh-key-slots.ts'
import type { KeyRotationFailureCode } from './key-rotation.ts'
import { readKeySlots, repairKeySlots, type KeySlotsFileFailureCode } from './key-slots-file.ts'
import { openRecoveryKeySlot, type KeySlotFailureCode } from './key-slots.ts'
import { findKeyringKeyId, type KeyringOpenFailureCode } from './keyring-file.ts'
import type { KeyringFailureCode } from './keyring.ts'
import type { Lockout } from './lockout.ts'
import { openVault, type OpenVaultDeps } from './open-vault.ts'
import type { VaultPaths } from './paths.ts'
import { parseRecoveryKey } from './recovery-key.ts'
import type { UnlockedVault } from './vault.ts'
import { wipe } from './wipe.ts'

export type UnlockFailureCode = KeySlotFailureCode | KeySlotsFileFailureCode | KeyringOpenFailureCode | 'wait' | 'no-such-agent'
export type RecoverFailureCode =
  | UnlockFailureCode
  | KeyringFailureCode
  | FileFailureCode
  | KeyRotationFailureCode
  | 'weak-passphrase'
  | 'recovery-key-mistyped'
  | 'recovery-key-wrong'

export interface RecoveryAttempt {
  readonly agentId: string
  readonly recoveryKey: string
  readonly newPassphrase: string
  readonly deviceSecret?: Uint8Array
  readonly knownNames?: readonly string[]
}

/** The key slots in force, and what was repaired in their file since the last sign-in. */
export function keptKeySlots(paths: VaultPaths) {
  let findings: Finding[] = []
  return {
    read: async () => readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring)),
    /** Before sign-in only: a signed-in agent's change of the slots could be under way. */
    async repair(): Promise<void> {
      const { repaired, secondRepaired } = await repairKeySlots(paths.keySlots)
      if (repaired) findings.push({ kind: 'key-slots-repaired', file: 'key-slots.json' })
      if (secondRepaired) findings.push({ kind: 'key-slots-second-repaired', file: 'key-slots.json' })
    },
    takeFindings(): readonly Finding[] {
      const taken = findings
      findings = []
      return taken
    },
  }
}

/** What every way into the vault uses. */
export interface Inside extends OpenVaultDeps, FreshKeySlotDeps {
  readonly lockout: Lockout
  readonly keySlots: ReturnType<typeof keptKeySlots>
}

export async function unlockWithRecovery(
  inside: Inside,
  attempt: RecoveryAttempt,
): Promise<Result<{ readonly vault: UnlockedVault; readonly recoveryKey: string }, RecoverFailureCode>> {
  const { lockout, keySlots } = inside
  const recoveryKey = parseRecoveryKey(attempt.recoveryKey)
  if (!recoveryKey.ok) return recoveryKey
  await keySlots.repair()
  const read = await keySlots.read()
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
  const opened = await openVault(inside, { slots, slot: slots.recovery, secrets, agentId: attempt.agentId }, keySlots.takeFindings)
  if (!opened.ok) return opened
  const printed = await replaceKeys(inside, opened.value, { ...attempt, signInName: before.signInName })
  if (!printed.ok) {
    opened.value.lock()
    return printed
  }
  await lockout.recovered(attempt.agentId)
  return ok({ vault: opened.value, recoveryKey: printed.value })
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

export const noSuchAgent = err(
  'no-such-agent',
  'This person cannot sign in on this workstation. Nothing was changed.',
  'Choose another name, or ask a colleague who can sign in.',
)
