/** Prepares new key slots: for an agent's new passphrase, and for a new recovery key. They count once `key-rotation.ts` or the set-up writes them. */
import { toBase64 } from '../../domain/bytes.ts'
import { takeSecret } from '../../domain/secret-bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { Kdf, KdfFailureCode } from './argon2.ts'
import { sealingKeyOf } from './key-version-link.ts'
import { prepareAgentKeySlot, prepareRecoveryKeySlot, type KeySlotSealer } from './key-slots.ts'
import type { AgentKeySlot, KeySlotSecrets, RecoveryKeySlot } from './key-slot-format.ts'
import type { KnownAgent, RecoveryKeys } from './keyring-content.ts'
import { KEY_LENGTH, publicKeyOf } from './keys.ts'
import { checkPassphrase } from './passphrase.ts'
import { formatRecoveryKey, RECOVERY_KEY_LENGTH } from './recovery-key.ts'
import { wipe } from './wipe.ts'

/** A key slot that is not sealed yet, with the seeds that are new with it. */
export interface FreshKeySlot<Sealed extends AgentKeySlot | RecoveryKeySlot> {
  readonly sealer: KeySlotSealer<Sealed>
  readonly signingSeed: Uint8Array
  readonly sealingSeed: Uint8Array
  /** Recovery slot only: the `age1…` recipient that backups are encrypted to. */
  readonly backupRecipient?: string
}

export interface WantedKeySlot {
  readonly agentId: string
  readonly name: string
  readonly signInName: string
  readonly passphrase: string
  /** 32 random bytes that the system's key store keeps; absent where there is no such store. */
  readonly deviceSecret?: Uint8Array
  /** Names that everybody knows, besides the agent's: the service provider's. The passphrase must not be made of them. */
  readonly knownNames?: readonly string[]
}

export interface FreshRecoveryKey {
  readonly fresh: FreshKeySlot<RecoveryKeySlot>
  /** The recovery key as it is printed. */
  readonly printed: string
}

export interface FreshKeySlotDeps {
  readonly randomBytes: RandomBytes
  readonly kdf: Kdf
  /** `age1…` recipient that follows from a recovery key. */
  readonly backupRecipientOf: (recoveryKey: Uint8Array) => Promise<string>
}

export async function prepareFreshKeySlot(
  { kdf, randomBytes }: Pick<FreshKeySlotDeps, 'kdf' | 'randomBytes'>,
  { name, knownNames = [], ...wanted }: WantedKeySlot,
): Promise<Result<FreshKeySlot<AgentKeySlot>, KdfFailureCode | 'weak-passphrase'>> {
  const strong = await checkPassphrase(wanted.passphrase, [name, wanted.signInName, ...knownNames])
  if (!strong.ok) return strong
  const sealer = await prepareAgentKeySlot({ ...wanted, deviceSecret: wanted.deviceSecret, kdf, randomBytes })
  return sealer.ok ? ok({ sealer: sealer.value, ...freshSeeds(randomBytes) }) : sealer
}

export async function prepareFreshRecoveryKey({
  randomBytes,
  backupRecipientOf,
}: Pick<FreshKeySlotDeps, 'randomBytes' | 'backupRecipientOf'>): Promise<FreshRecoveryKey> {
  const recoveryKey = takeSecret(randomBytes(RECOVERY_KEY_LENGTH))
  const backupRecipient = await backupRecipientOf(recoveryKey)
  const fresh = { sealer: prepareRecoveryKeySlot(recoveryKey, randomBytes), ...freshSeeds(randomBytes), backupRecipient }
  const printed = formatRecoveryKey(recoveryKey)
  wipe(recoveryKey)
  return { fresh, printed }
}

const freshSeeds = (randomBytes: RandomBytes) => ({
  signingSeed: takeSecret(randomBytes(KEY_LENGTH)),
  sealingSeed: takeSecret(randomBytes(KEY_LENGTH)),
})

/** Public halves of a new slot's seeds, as the keyring keeps them. */
export function publicKeysOf({
  signingSeed,
  sealingSeed,
}: Pick<KeySlotSecrets, 'signingSeed' | 'sealingSeed'>): Pick<KnownAgent, 'publicKeys' | 'sealingKey'> {
  return { publicKeys: [toBase64(publicKeyOf(signingSeed))], sealingKey: toBase64(sealingKeyOf(sealingSeed)) }
}

/** The same for the recovery slot. */
export const recoveryKeysOf = ({
  signingSeed,
  sealingSeed,
  backupRecipient,
}: Pick<FreshKeySlot<RecoveryKeySlot>, 'signingSeed' | 'sealingSeed' | 'backupRecipient'>): RecoveryKeys => ({
  publicKey: toBase64(publicKeyOf(signingSeed)),
  sealingKey: toBase64(sealingKeyOf(sealingSeed)),
  ...(backupRecipient === undefined ? {} : { backupRecipient }),
})

/** Overwrites the secrets of a fresh slot. */
export function forgetFresh({ sealer, signingSeed, sealingSeed }: FreshKeySlot<AgentKeySlot | RecoveryKeySlot>): void {
  sealer.forget()
  wipe(signingSeed, sealingSeed)
}
