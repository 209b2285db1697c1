/**
 * An unlocked vault: it seals, opens and signs, and hands record keys to the renderer's worker, until it is locked. The way in is
 * `vault-door.ts`.
 */
import { toHex } from '../../domain/record/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { splitEnvelope, type EnvelopeFailureCode, type Padding, type RecordPlace } from '../../domain/record/envelope-layout.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FileFailureCode } from './atomic-file.ts'
import { open, seal, type SealingKey } from './envelope.ts'
import type { Keyring } from './keyring.ts'
import { publicKeyOf, signWith, wipeVaultKeys, type VaultKeys } from './keys.ts'
import type { RandomBytes } from './random-id.ts'
import { formatRecoveryKey, RECOVERY_KEY_LENGTH } from './recovery-key.ts'
import { contextOf, readSlots, writeSlots, type SlotsFailureCode } from './slots-file.ts'
import { createRecoverySlot } from './slots.ts'
import { wipe } from './wipe.ts'
import { wrapKeys, type KeyToWrap, type WrappedKeys } from './worker-keys.ts'

export type VaultUseFailureCode = 'locked' | 'unknown-key'
type PlaceInVault = Omit<RecordPlace, 'vaultId'>

export interface UnlockedVault {
  /** Lower-case hexadecimal. */
  readonly vaultId: string
  readonly generation: number
  /** What was not in order in the vault's own files at opening. */
  readonly findings: readonly Finding[]
  readonly agent: { readonly id: string; readonly name: string }
  readonly keyring: Keyring
  /** Key ids of the vault's own keys, for `seal`. */
  readonly recordsKeyId: string
  readonly auditKeyId: string
  isOpen(): boolean
  /** Whether a key with this id is on the disk and open now. */
  knowsKey(keyId: string): boolean
  seal(place: PlaceInVault, plaintext: Uint8Array, keyId: string, padding?: Padding): Result<Uint8Array, VaultUseFailureCode>
  /** The key is found by the envelope's own key id. */
  open(place: PlaceInVault, envelope: Uint8Array): Result<Uint8Array, VaultUseFailureCode | EnvelopeFailureCode>
  signAsAgent(message: Uint8Array): Uint8Array
  readonly agentPublicKey: Uint8Array
  /** The workstation's key, for checkpoints. */
  deviceKey(): DeviceKey
  /** MAC key of journal and witness; the caller makes its own copy and wipes it. */
  witnessKey(): Uint8Array
  /** The same of every generation whose frames are still in the journal, this one included. */
  witnessKeys(): ReadonlyMap<number, Uint8Array>
  /** Key of the few blind indexes. */
  indexKey(): Uint8Array
  /** Keys for the renderer's worker, which are the records key and those of cases and evidence. Custody keys never leave main. */
  wrapKeysForWorker(workerPublicKey: string, keyIds: readonly string[] | 'all'): Result<WrappedKeys, VaultUseFailureCode | 'key-withheld' | 'worker-key-malformed'>
  /** A new recovery key; the old one opens nothing from then on. */
  replaceRecoveryKey(): Promise<Result<string, SlotsFailureCode | FileFailureCode | 'locked'>>
  /** Overwrites every key in memory. Close the record first. */
  lock(): void
}

export interface UnlockedParts {
  readonly findings: readonly Finding[]
  readonly vaultId: Uint8Array
  readonly vaultKey: Uint8Array
  readonly signingSeed: Uint8Array
  readonly keys: VaultKeys
  readonly keyring: Keyring
  readonly agent: { readonly id: string; readonly name: string }
  readonly slotsPath: string
  readonly randomBytes: RandomBytes
}

export function unlockedVault(parts: UnlockedParts): UnlockedVault {
  const { keys, keyring, vaultId, randomBytes } = parts
  const own = new Map([[toHex(keys.records.keyId), keys.records], [toHex(keys.audit.keyId), keys.audit]])
  const recordsKeyId = toHex(keys.records.keyId)
  const auditKeyId = toHex(keys.audit.keyId)
  let isOpen = true

  const findKey = (keyId: string): SealingKey | undefined => own.get(keyId) ?? keyring.find(keyId)
  function whileOpen<Value>(value: () => Value): Value {
    if (!isOpen) throw new Error('the vault is locked')
    return value()
  }

  return {
    vaultId: toHex(vaultId),
    generation: keys.generation,
    findings: parts.findings,
    agent: parts.agent,
    keyring,
    recordsKeyId,
    auditKeyId,
    agentPublicKey: publicKeyOf(parts.signingSeed),
    isOpen: () => isOpen,
    knowsKey: (keyId) => isOpen && findKey(keyId) !== undefined,
    seal(place, plaintext, keyId, padding) {
      if (!isOpen) return locked
      const key = findKey(keyId)
      return key === undefined ? unknownKey : ok(seal(key, { ...place, vaultId }, plaintext, randomBytes, padding))
    },
    open(place, envelope) {
      if (!isOpen) return locked
      const header = splitEnvelope(envelope)
      if (!header.ok) return header
      const key = findKey(toHex(header.value.keyId))
      return key === undefined ? unknownKey : open(key, { ...place, vaultId }, envelope)
    },
    signAsAgent: (message) => whileOpen(() => signWith(parts.signingSeed, message)),
    deviceKey: () => whileOpen(() => ({
      publicKey: publicKeyOf(keyring.station.deviceSeed),
      sign: (message: Uint8Array) => whileOpen(() => signWith(keyring.station.deviceSeed, message)),
    })),
    witnessKey: () => whileOpen(() => keys.witness),
    witnessKeys: () => whileOpen(() => new Map([[keys.generation, keys.witness]])),
    indexKey: () => whileOpen(() => keys.index),
    wrapKeysForWorker(workerPublicKey, keyIds) {
      if (!isOpen) return locked
      const wanted = keyIds === 'all' ? [recordsKeyId, ...keyring.list().flatMap((key) => (key.purpose === 'custody' ? [] : [toHex(key.keyId)]))] : keyIds
      const chosen: KeyToWrap[] = []
      for (const keyId of wanted) {
        const found = keyring.find(keyId)
        if (keyId === recordsKeyId) chosen.push({ ...keys.records, purpose: 'records' })
        else if (keyId === auditKeyId || found?.purpose === 'custody') return keyWithheld
        else if (found === undefined) return unknownKey
        else chosen.push({ keyId: found.keyId, key: found.key, purpose: found.purpose })
      }
      return wrapKeys(workerPublicKey, chosen, randomBytes)
    },
    async replaceRecoveryKey() {
      if (!isOpen) return locked
      const slots = await readSlots(parts.slotsPath)
      if (!slots.ok) return slots
      if (!isOpen) return locked
      const recoveryKey = Uint8Array.from(randomBytes(RECOVERY_KEY_LENGTH))
      const recovery = createRecoverySlot(contextOf(slots.value), recoveryKey, parts.vaultKey, randomBytes)
      const written = await writeSlots(parts.slotsPath, { ...slots.value, recovery })
      if (!written.ok) return written
      const printed = formatRecoveryKey(recoveryKey)
      wipe(recoveryKey)
      return ok(printed)
    },
    lock() {
      isOpen = false
      keyring.close()
      wipeVaultKeys(keys)
      wipe(parts.vaultKey, parts.signingSeed)
    },
  }
}

const locked = err('locked', 'RA Desk is locked. Nothing was changed.', 'Unlock it and try again.')
const unknownKey = err('unknown-key', 'The key of this record is not in the keyring: it was destroyed, or it never was on this workstation.', 'Nothing can be done: destroyed is destroyed. If it should be there, restore it from a backup.')
const keyWithheld = err('key-withheld', 'This key never leaves the app’s inner part. Nothing was handed over.', 'Lock RA Desk and unlock it again.')
