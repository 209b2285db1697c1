/**
 * Key slots: ways to the vault key. An agent's slot opens with the passphrase and, where there is one, the device secret; the recovery
 * slot opens with the printed key alone, on any machine. A slot holds a commitment to its key, because with AES-GCM alone one
 * ciphertext can be made that opens under two keys. It also holds two seeds of its owner: one signs; to the public half of the other the
 * next vault key is sealed when the key rotates without its owner being there (`key-version-link.ts`).
 */
import { isSameMac } from '../files/same-mac.ts'
import { createHmac } from 'node:crypto'
import { findBase64, fromHex, toBase64, toHex } from '../../domain/bytes.ts'
import { copySecret, joinSecrets } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { checkKdf, stretch, type Kdf, type KdfFailureCode } from './argon2.ts'
import { decryptSecret, encrypt } from './envelope.ts'
import { splitSecrets } from './key-version-link.ts'
import { hkdf, KEY_LENGTH } from './keys.ts'
import type { RandomBytes } from '../files/random-id.ts'
import {
  keySlotsDamaged,
  slotBinding,
  type AgentKeySlot,
  type AgentOpenPart,
  type KeySlotContext,
  type KeySlotSecrets,
  type OpenPart,
  type RecoveryKeySlot,
  type RecoveryOpenPart,
  type SealedField,
  type Slot,
} from './key-slot-format.ts'
import { wipe } from './wipe.ts'

/** An opened slot: its secrets, and its own key for sealing it again. The caller wipes both. */
export interface OpenedKeySlot {
  readonly secrets: KeySlotSecrets
  readonly kek: Uint8Array
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

/** Stretches the passphrase (Argon2id, RFC 9106) so that the slot can be sealed at once when its secrets are ready. */
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

/** Seals the same slot with other secrets, under the key that opened it. */
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
        'This computer’s key store did not return the secret for this folder. Nothing was changed.',
        'Sign in to the computer with the account that set up RA Desk, or use the recovery key.',
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
        'Check Caps Lock and the keyboard language, then type it again.',
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
        'Use the newest recovery sheet of this workstation.',
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

export function sealPayload(kek: Uint8Array, binding: Uint8Array, slotId: Uint8Array, payload: Uint8Array, randomBytes: RandomBytes) {
  const nonce = randomBytes(12)
  return { commit: toBase64(commitment(kek, slotId)), nonce: toBase64(nonce), sealed: toBase64(encrypt(kek, nonce, binding, payload)) }
}

/** `other-key`: the commitment shows that another key sealed the slot. `undefined`: damaged. */
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

/** May be stored in the clear: the device secret is 256 random bits. */
function deviceCheck(deviceSecret: Uint8Array, slotId: Uint8Array): Uint8Array {
  return hkdf(deviceSecret, slotId, 'ra/v1/device-check', 16)
}

function sameSecret(computed: Uint8Array, stored: string): boolean {
  const bytes = findBase64(stored)
  return bytes !== undefined && isSameMac(bytes, computed)
}
