/** What a key slot holds in the file, and what it is bound to. */
import { z } from 'zod'
import { fromHex, lengthPrefixed, unsigned, utf8 } from '../../domain/bytes.ts'
import { err } from '../../domain/result.ts'
import { keyVersionLink, type KeyVersionSecrets } from './key-version-link.ts'
import { wipe } from './wipe.ts'

const hex16 = z.string().regex(/^[0-9a-f]{32}$/)
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
const sealedPart = {
  slotId: hex16,
  commit: base64,
  nonce: base64,
  sealed: base64,
  /** Of the vault key inside. `links` lead from it to the newest; signing in folds them into the slot. */
  keyVersion: z.number().int().min(1).max(0xffff_ffff),
  links: z.array(keyVersionLink),
}

export const agentKeySlot = z.strictObject({
  kind: z.literal('agent'),
  ...sealedPart,
  agentId: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  /** What the sign-in screen shows before anything is unlocked. The agent chooses it for that; it is stored in the clear. */
  signInName: z.string().min(1).max(30),
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    salt: base64,
    memoryKiB: z.number().int(),
    iterations: z.number().int(),
    parallelism: z.number().int(),
  }),
  /** Tells another machine's device secret from a wrong passphrase; null when the slot needs none. */
  deviceCheck: base64.nullable(),
})
export type AgentKeySlot = z.infer<typeof agentKeySlot>

export const recoveryKeySlot = z.strictObject({ kind: z.literal('recovery'), ...sealedPart })
export type RecoveryKeySlot = z.infer<typeof recoveryKeySlot>
export type Slot = AgentKeySlot | RecoveryKeySlot

/** The vault and key version that a slot is bound to. */
export interface KeySlotContext {
  readonly vaultId: Uint8Array
  readonly keyVersion: number
}

/** What a slot seals. */
export interface KeySlotSecrets extends KeyVersionSecrets {
  /** Seed of the owner's own Ed25519 key. */
  readonly signingSeed: Uint8Array
  /** Seed of the owner's X25519 key, to which later vault keys are sealed. */
  readonly sealingSeed: Uint8Array
}

export function wipeSecrets(secrets: KeySlotSecrets): void {
  wipe(secrets.vaultKey, secrets.signingSeed, secrets.sealingSeed)
}

export type AgentOpenPart = Omit<AgentKeySlot, SealedField>
export type RecoveryOpenPart = Omit<RecoveryKeySlot, SealedField>
export type SealedField = 'commit' | 'nonce' | 'sealed' | 'keyVersion' | 'links'

export type OpenPart = AgentOpenPart | RecoveryOpenPart

/** Everything that a slot holds in the clear, authenticated with what it seals. */
export function slotBinding(context: KeySlotContext, slot: OpenPart): Uint8Array {
  const common = [utf8('ra/v1/slot'), context.vaultId, unsigned(context.keyVersion, 4), utf8(slot.kind), fromHex(slot.slotId)]
  if (slot.kind === 'recovery') return lengthPrefixed(common)
  const { kdf } = slot
  return lengthPrefixed([
    ...common,
    utf8(slot.agentId),
    utf8(slot.signInName),
    utf8(kdf.name),
    utf8(kdf.salt),
    unsigned(kdf.memoryKiB, 4),
    unsigned(kdf.iterations, 4),
    unsigned(kdf.parallelism, 4),
    utf8(slot.deviceCheck ?? ''),
  ])
}

export const keySlotsDamaged = err(
  'key-slots-damaged',
  'The file with the key slots was altered or damaged. Nothing was opened or changed.',
  'Restore the folder from a backup, or use the recovery key.',
)
