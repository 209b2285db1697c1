/**
 * Slots: ways to the vault key. An agent's slot opens with passphrase and, where there is one, the device secret; the recovery
 * slot opens with the printed key alone, on any machine. A slot holds a commitment to its key, because AES-GCM alone lets one
 * ciphertext be made that opens under two keys.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { concat, findBase64, fromHex, lengthPrefixed, toBase64, toHex, unsigned, utf8 } from '../../domain/record/bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { checkKdf, stretch, type Kdf, type KdfFailureCode } from './argon2.ts'
import { decrypt, encrypt } from './envelope.ts'
import { hkdf, KEY_LENGTH } from './keys.ts'
import type { RandomBytes } from './random-id.ts'
import { wipe } from './wipe.ts'

const hex16 = z.string().regex(/^[0-9a-f]{32}$/)
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
const sealedPart = { slotId: hex16, commit: base64, nonce: base64, sealed: base64 }

export const agentSlot = z.strictObject({
  kind: z.literal('agent'),
  ...sealedPart,
  agentId: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  /** What the sign-in screen shows before anything is open: chosen for that, the agent's own, in the clear. */
  signInName: z.string().min(1).max(30),
  kdf: z.strictObject({ name: z.literal('argon2id'), salt: base64, memoryKiB: z.number().int(), iterations: z.number().int(), parallelism: z.number().int() }),
  /** Tells another machine's device secret from a wrong passphrase; null when the slot needs none. */
  deviceCheck: base64.nullable(),
})
export type AgentSlot = z.infer<typeof agentSlot>

export const recoverySlot = z.strictObject({ kind: z.literal('recovery'), ...sealedPart })
export type RecoverySlot = z.infer<typeof recoverySlot>
export type Slot = AgentSlot | RecoverySlot

/** What every slot of one vault is bound to. */
export interface SlotContext {
  readonly vaultId: Uint8Array
  readonly generation: number
}

export interface AgentSecrets {
  readonly vaultKey: Uint8Array
  /** Seed of the agent's own Ed25519 key. */
  readonly signingSeed: Uint8Array
}

export type SlotFailureCode = 'wrong-passphrase' | 'slot-damaged' | 'device-secret-missing' | 'device-secret-wrong' | KdfFailureCode

export interface NewAgentSlot {
  readonly context: SlotContext
  readonly agentId: string
  readonly signInName: string
  readonly passphrase: string
  readonly deviceSecret: Uint8Array | undefined
  readonly secrets: AgentSecrets
  readonly kdf: Kdf
  readonly randomBytes: RandomBytes
}

export async function createAgentSlot(wanted: NewAgentSlot): Promise<Result<AgentSlot, KdfFailureCode>> {
  const { kdf, randomBytes, deviceSecret } = wanted
  const allowed = checkKdf(kdf.parameters, kdf.floor)
  if (!allowed.ok) return allowed
  const slotId = randomBytes(16)
  const salt = randomBytes(16)
  const stretched = await stretch(kdf, wanted.passphrase, salt, kdf.parameters)
  if (!stretched.ok) return stretched
  const kek = agentKey(stretched.value, deviceSecret, slotId)
  wipe(stretched.value)
  const { memoryKiB, iterations, parallelism } = kdf.parameters
  const open = {
    kind: 'agent' as const,
    slotId: toHex(slotId),
    agentId: wanted.agentId,
    signInName: wanted.signInName,
    kdf: { name: 'argon2id' as const, salt: toBase64(salt), memoryKiB, iterations, parallelism },
    deviceCheck: deviceSecret === undefined ? null : toBase64(deviceCheck(deviceSecret, slotId)),
  }
  const payload = concat(wanted.secrets.vaultKey, wanted.secrets.signingSeed)
  const slot = { ...open, ...sealPayload(kek, slotBinding(wanted.context, open), slotId, payload, randomBytes) }
  wipe(kek, payload)
  return ok(slot)
}

export async function openAgentSlot(
  slot: AgentSlot,
  context: SlotContext,
  passphrase: string,
  deviceSecret: Uint8Array | undefined,
  kdf: Pick<Kdf, 'workerUrl' | 'floor'>,
): Promise<Result<AgentSecrets, SlotFailureCode>> {
  const allowed = checkKdf(slot.kdf, kdf.floor)
  if (!allowed.ok) return allowed
  const slotId = fromHex(slot.slotId)
  if (slot.deviceCheck !== null) {
    if (deviceSecret === undefined) {
      return err('device-secret-missing', 'This computer’s key store did not give the secret that belongs to this folder. Nothing was changed.',
        'Sign in to the computer with the account that set this up, or use the recovery key.')
    }
    if (!sameSecret(deviceCheck(deviceSecret, slotId), slot.deviceCheck)) {
      return err('device-secret-wrong', 'This folder was set up on another computer or under another account of this one. Nothing was changed.',
        'Sign in with that account, or use the recovery key.')
    }
  }
  const salt = findBase64(slot.kdf.salt)
  if (salt?.length !== 16) return slotDamaged
  const stretched = await stretch(kdf, passphrase, salt, slot.kdf)
  if (!stretched.ok) return stretched
  const kek = agentKey(stretched.value, slot.deviceCheck === null ? undefined : deviceSecret, slotId)
  wipe(stretched.value)
  const payload = openPayload(kek, slot, slotBinding(context, slot))
  wipe(kek)
  if (payload === 'other-key') return err('wrong-passphrase', 'This passphrase does not open RA Desk. Nothing was changed.', 'Type it again; look at Caps Lock and the keyboard language.')
  if (payload?.length !== 2 * KEY_LENGTH) return slotDamaged
  const secrets = { vaultKey: payload.slice(0, KEY_LENGTH), signingSeed: payload.slice(KEY_LENGTH) }
  wipe(payload)
  return ok(secrets)
}

export function createRecoverySlot(context: SlotContext, recoveryKey: Uint8Array, vaultKey: Uint8Array, randomBytes: RandomBytes): RecoverySlot {
  const slotId = randomBytes(16)
  const kek = recoverySlotKey(recoveryKey, slotId)
  const open = { kind: 'recovery' as const, slotId: toHex(slotId) }
  const slot = { ...open, ...sealPayload(kek, slotBinding(context, open), slotId, vaultKey, randomBytes) }
  wipe(kek)
  return slot
}

export function openRecoverySlot(slot: RecoverySlot, context: SlotContext, recoveryKey: Uint8Array): Result<Uint8Array, 'recovery-key-wrong' | 'slot-damaged'> {
  const kek = recoverySlotKey(recoveryKey, fromHex(slot.slotId))
  const payload = openPayload(kek, slot, slotBinding(context, slot))
  wipe(kek)
  if (payload === 'other-key') return err('recovery-key-wrong', 'This recovery key belongs to another folder, or was replaced by a newer one. Nothing was changed.', 'Look for the newest recovery sheet of this workstation.')
  return payload?.length === KEY_LENGTH ? ok(payload) : slotDamaged
}

/** Key-encrypting key of an agent's slot. */
export function agentKey(stretched: Uint8Array, deviceSecret: Uint8Array | undefined, slotId: Uint8Array): Uint8Array {
  const secret = concat(stretched, deviceSecret ?? new Uint8Array(0))
  try {
    return hkdf(secret, slotId, deviceSecret === undefined ? 'ra/v1/kek/agent/passphrase-only' : 'ra/v1/kek/agent')
  } finally {
    wipe(secret)
  }
}

function recoverySlotKey(recoveryKey: Uint8Array, slotId: Uint8Array): Uint8Array {
  return hkdf(recoveryKey, slotId, 'ra/v1/kek/recovery')
}

type OpenPart = Omit<AgentSlot, 'commit' | 'nonce' | 'sealed'> | Omit<RecoverySlot, 'commit' | 'nonce' | 'sealed'>

/** Everything that a slot says in the clear, authenticated with what it seals. */
export function slotBinding(context: SlotContext, slot: OpenPart): Uint8Array {
  const common = [utf8('ra/v1/slot'), context.vaultId, unsigned(context.generation, 4), utf8(slot.kind), fromHex(slot.slotId)]
  if (slot.kind === 'recovery') return lengthPrefixed(common)
  const { kdf } = slot
  return lengthPrefixed([
    ...common, utf8(slot.agentId), utf8(slot.signInName), utf8(kdf.name), utf8(kdf.salt),
    unsigned(kdf.memoryKiB, 4), unsigned(kdf.iterations, 4), unsigned(kdf.parallelism, 4), utf8(slot.deviceCheck ?? ''),
  ])
}

export function sealPayload(kek: Uint8Array, binding: Uint8Array, slotId: Uint8Array, payload: Uint8Array, randomBytes: RandomBytes) {
  const nonce = randomBytes(12)
  return { commit: toBase64(commitment(kek, slotId)), nonce: toBase64(nonce), sealed: toBase64(encrypt(kek, nonce, binding, payload)) }
}

/** `other-key`: not sealed with this key, whatever the ciphertext would say to it. */
function openPayload(kek: Uint8Array, slot: Slot, binding: Uint8Array): Uint8Array | 'other-key' | undefined {
  if (!sameSecret(commitment(kek, fromHex(slot.slotId)), slot.commit)) return 'other-key'
  const nonce = findBase64(slot.nonce)
  const sealed = findBase64(slot.sealed)
  if (nonce?.length !== 12 || sealed === undefined) return undefined
  return decrypt(kek, nonce, binding, sealed)
}

function commitment(kek: Uint8Array, slotId: Uint8Array): Uint8Array {
  const key = hkdf(kek, new Uint8Array(0), 'commit')
  try {
    return createHmac('sha256', key).update(slotId).digest()
  } finally {
    wipe(key)
  }
}

/** Safe in the open: the device secret is 256 random bits. */
function deviceCheck(deviceSecret: Uint8Array, slotId: Uint8Array): Uint8Array {
  return hkdf(deviceSecret, slotId, 'ra/v1/device-check', 16)
}

function sameSecret(computed: Uint8Array, stored: string): boolean {
  const bytes = findBase64(stored)
  return bytes !== undefined && bytes.length === computed.length && timingSafeEqual(bytes, computed)
}

export const slotDamaged = err('slot-damaged', 'The file that guards the vault key was altered or damaged. Nothing was opened or changed.',
  'Restore the folder from a backup, or use the recovery key.')
