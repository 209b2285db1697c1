/**
 * Slots: ways to the vault key. An agent's slot opens with passphrase and, where there is one, the device secret; the recovery
 * slot opens with the printed key alone, on any machine. A slot holds a commitment to its key, because AES-GCM alone lets one
 * ciphertext be made that opens under two keys. It also keeps two seeds of its owner: one signs, and to the public half of the other
 * the next vault key is sealed when a generation starts without its owner being there (`generation-link.ts`).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { findBase64, fromHex, lengthPrefixed, toBase64, toHex, unsigned, utf8 } from '../../domain/bytes.ts'
import { copySecret, joinSecrets } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { checkKdf, stretch, type Kdf, type KdfFailureCode } from './argon2.ts'
import { decryptSecret, encrypt } from './envelope.ts'
import { keyVersionLink, splitSecrets, type KeyVersionSecrets } from './key-version-link.ts'
import { hkdf, KEY_LENGTH } from './keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { wipe } from './wipe.ts'

const hex16 = z.string().regex(/^[0-9a-f]{32}$/)
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/)
const sealedPart = {
  slotId: hex16,
  commit: base64,
  nonce: base64,
  sealed: base64,
  /** Of the vault key inside. `links` lead from there to the newest; signing in folds them into the slot. */
  keyVersion: z.number().int().min(1).max(0xffff_ffff),
  links: z.array(keyVersionLink),
}

export const agentKeySlot = z.strictObject({
  kind: z.literal('agent'),
  ...sealedPart,
  agentId: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  /** What the sign-in screen shows before anything is open: chosen for that, the agent's own, in the clear. */
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

/** What every slot of one vault is bound to. */
export interface KeySlotContext {
  readonly vaultId: Uint8Array
  readonly keyVersion: number
}

/** What a slot keeps. */
export interface KeySlotSecrets extends KeyVersionSecrets {
  /** Seed of the owner's own Ed25519 key. */
  readonly signingSeed: Uint8Array
  /** Seed of the owner's X25519 key, to which later vault keys are sealed. */
  readonly sealingSeed: Uint8Array
}

/** A slot that was opened: its secrets, and its own key for sealing it anew. Both are to be wiped. */
export interface OpenedKeySlot {
  readonly secrets: KeySlotSecrets
  readonly kek: Uint8Array
}

export function wipeSecrets(secrets: KeySlotSecrets): void {
  wipe(secrets.vaultKey, secrets.signingSeed, secrets.sealingSeed)
}

export type KeySlotFailureCode = 'wrong-passphrase' | 'key-slots-damaged' | 'device-secret-missing' | 'device-secret-wrong' | KdfFailureCode

export interface NewAgentKeySlot {
  readonly agentId: string
  readonly signInName: string
  readonly passphrase: string
  readonly deviceSecret: Uint8Array | undefined
  readonly kdf: Kdf
  readonly randomBytes: RandomBytes
}

/** Seals secrets into a slot whose key is ready. `forget` overwrites that key. */
export interface KeySlotSealer<Sealed extends Slot> {
  seal(context: KeySlotContext, secrets: KeySlotSecrets): Sealed
  forget(): void
}

type AgentOpenPart = Omit<AgentKeySlot, SealedField>
type RecoveryOpenPart = Omit<RecoveryKeySlot, SealedField>
type SealedField = 'commit' | 'nonce' | 'sealed' | 'keyVersion' | 'links'

/** Stretches the passphrase; what is to be sealed may follow from other work. */
export async function prepareAgentKeySlot({
  kdf,
  randomBytes,
  deviceSecret,
  passphrase,
  agentId,
  signInName,
}: NewAgentKeySlot): Promise<Result<KeySlotSealer<AgentKeySlot>, KdfFailureCode>> {
  const allowed = checkKdf(kdf.parameters, kdf.floor)
  if (!allowed.ok) return allowed
  const slotId = randomBytes(16)
  const salt = randomBytes(16)
  const stretched = await stretch(kdf, passphrase, salt, kdf.parameters)
  if (!stretched.ok) return stretched
  const kek = agentKey(stretched.value, deviceSecret, slotId)
  wipe(stretched.value)
  const { memoryKiB, iterations, parallelism } = kdf.parameters
  const open: AgentOpenPart = {
    kind: 'agent',
    slotId: toHex(slotId),
    agentId,
    signInName,
    kdf: { name: 'argon2id', salt: toBase64(salt), memoryKiB, iterations, parallelism },
    deviceCheck: deviceSecret === undefined ? null : toBase64(deviceCheck(deviceSecret, slotId)),
  }
  return ok(sealer(kek, open, randomBytes))
}

export function prepareRecoveryKeySlot(recoveryKey: Uint8Array, randomBytes: RandomBytes): KeySlotSealer<RecoveryKeySlot> {
  const slotId = randomBytes(16)
  const open: RecoveryOpenPart = { kind: 'recovery', slotId: toHex(slotId) }
  return sealer(recoverySlotKey(recoveryKey, slotId), open, randomBytes)
}

/** The same slot with other secrets, under the key it was opened with. */
export function resealKeySlot<Sealed extends Slot>(
  slot: Sealed,
  kek: Uint8Array,
  context: KeySlotContext,
  secrets: KeySlotSecrets,
  randomBytes: RandomBytes,
): Sealed {
  return sealer<Sealed>(copySecret(kek), slot, randomBytes).seal(context, secrets)
}

function sealer<Sealed extends Slot>(kek: Uint8Array, open: Omit<Sealed, SealedField>, randomBytes: RandomBytes): KeySlotSealer<Sealed> {
  return {
    seal(context, secrets) {
      const payload = joinSecrets(secrets.signingSeed, secrets.sealingSeed, secrets.vaultKey, ...secrets.trusted)
      const part = open as unknown as OpenPart
      try {
        return {
          ...open,
          keyVersion: context.keyVersion,
          links: [],
          ...sealPayload(kek, slotBinding(context, part), fromHex(part.slotId), payload, randomBytes),
        } as unknown as Sealed
      } finally {
        wipe(payload)
      }
    },
    forget: () => wipe(kek),
  }
}

export async function openAgentKeySlot(
  slot: AgentKeySlot,
  vaultId: Uint8Array,
  passphrase: string,
  deviceSecret: Uint8Array | undefined,
  kdf: Pick<Kdf, 'workerUrl' | 'floor'>,
): Promise<Result<OpenedKeySlot, KeySlotFailureCode>> {
  const allowed = checkKdf(slot.kdf, kdf.floor)
  if (!allowed.ok) return allowed
  const slotId = fromHex(slot.slotId)
  if (slot.deviceCheck !== null) {
    if (deviceSecret === undefined) {
      return err(
        'device-secret-missing',
        'This computer’s key store did not give the secret that belongs to this folder. Nothing was changed.',
        'Sign in to the computer with the account that set this up, or use the recovery key.',
      )
    }
    if (!sameSecret(deviceCheck(deviceSecret, slotId), slot.deviceCheck)) {
      return err(
        'device-secret-wrong',
        'This folder was set up on another computer or under another account of this one. Nothing was changed.',
        'Sign in with that account, or use the recovery key.',
      )
    }
  }
  const salt = findBase64(slot.kdf.salt)
  if (salt?.length !== 16) return keySlotsDamaged
  const stretched = await stretch(kdf, passphrase, salt, slot.kdf)
  if (!stretched.ok) return stretched
  const kek = agentKey(stretched.value, slot.deviceCheck === null ? undefined : deviceSecret, slotId)
  wipe(stretched.value)
  const secrets = await openSecrets(kek, slot, vaultId)
  if (typeof secrets === 'object') return ok({ secrets, kek })
  wipe(kek)
  return secrets === 'other-key'
    ? err(
        'wrong-passphrase',
        'This passphrase does not open RA Desk. Nothing was changed.',
        'Type it again; look at Caps Lock and the keyboard language.',
      )
    : keySlotsDamaged
}

export async function openRecoveryKeySlot(
  slot: RecoveryKeySlot,
  vaultId: Uint8Array,
  recoveryKey: Uint8Array,
): Promise<Result<OpenedKeySlot, 'recovery-key-wrong' | 'key-slots-damaged'>> {
  const kek = recoverySlotKey(recoveryKey, fromHex(slot.slotId))
  const secrets = await openSecrets(kek, slot, vaultId)
  if (typeof secrets === 'object') return ok({ secrets, kek })
  wipe(kek)
  return secrets === 'other-key'
    ? err(
        'recovery-key-wrong',
        'This recovery key belongs to another folder, or was replaced by a newer one. Nothing was changed.',
        'Look for the newest recovery sheet of this workstation.',
      )
    : keySlotsDamaged
}

async function openSecrets(kek: Uint8Array, slot: Slot, vaultId: Uint8Array): Promise<KeySlotSecrets | 'other-key' | 'damaged'> {
  const payload = await openPayload(kek, slot, slotBinding({ vaultId, keyVersion: slot.keyVersion }, slot))
  if (payload === 'other-key') return payload
  if (payload === undefined || payload.length < 4 * KEY_LENGTH) return 'damaged'
  const [signingSeed, sealingSeed] = [copySecret(payload.subarray(0, KEY_LENGTH)), copySecret(payload.subarray(KEY_LENGTH, 2 * KEY_LENGTH))]
  const rest = splitSecrets(payload.subarray(2 * KEY_LENGTH))
  wipe(payload)
  return rest === undefined ? 'damaged' : { signingSeed, sealingSeed, ...rest }
}

/** Key-encrypting key of an agent's slot. */
export function agentKey(stretched: Uint8Array, deviceSecret: Uint8Array | undefined, slotId: Uint8Array): Uint8Array {
  const secret = joinSecrets(stretched, deviceSecret ?? new Uint8Array(0))
  try {
    return hkdf(secret, slotId, deviceSecret === undefined ? 'ra/v1/kek/agent/passphrase-only' : 'ra/v1/kek/agent')
  } finally {
    wipe(secret)
  }
}

function recoverySlotKey(recoveryKey: Uint8Array, slotId: Uint8Array): Uint8Array {
  return hkdf(recoveryKey, slotId, 'ra/v1/kek/recovery')
}

type OpenPart = AgentOpenPart | RecoveryOpenPart

/** Everything that a slot says in the clear, authenticated with what it seals. */
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

export function sealPayload(kek: Uint8Array, binding: Uint8Array, slotId: Uint8Array, payload: Uint8Array, randomBytes: RandomBytes) {
  const nonce = randomBytes(12)
  return { commit: toBase64(commitment(kek, slotId)), nonce: toBase64(nonce), sealed: toBase64(encrypt(kek, nonce, binding, payload)) }
}

/** `other-key`: not sealed with this key, whatever the ciphertext would say to it. */
async function openPayload(kek: Uint8Array, slot: Slot, binding: Uint8Array): Promise<Uint8Array | 'other-key' | undefined> {
  if (!sameSecret(commitment(kek, fromHex(slot.slotId)), slot.commit)) return 'other-key'
  const nonce = findBase64(slot.nonce)
  const sealed = findBase64(slot.sealed)
  if (nonce?.length !== 12 || sealed === undefined) return undefined
  return decryptSecret(kek, nonce, binding, sealed)
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

export const keySlotsDamaged = err(
  'key-slots-damaged',
  'The file that guards the vault key was altered or damaged. Nothing was opened or changed.',
  'Restore the folder from a backup, or use the recovery key.',
)
