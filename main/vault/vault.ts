/**
 * An unlocked vault: it seals, opens and signs, and hands record keys to the renderer's worker, until it is locked. The way in is
 * `vault-door.ts`.
 */
import { toHex } from '../../domain/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { splitEnvelope, type EnvelopeFailureCode, type Padding, type RecordPlace } from '../../domain/record/envelope-layout.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { open, openSecret, seal, type SealingKey } from './envelope.ts'
import { rotateVaultKey, type KeyRotationChange, type KeyRotationFailureCode } from './key-rotation.ts'
import { findKeyringKeyId, type KeyPurpose, type Keyring } from './keyring.ts'
import { deriveVaultKeys, publicKeyOf, signWith, wipeVaultKeys, type VaultKeys } from './keys.ts'
import type { VaultPaths } from './paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { readKeySlots, writeKeySlots } from './key-slots-file.ts'
import { wipeSecrets, type AgentKeySlot, type KeySlotSealer, type KeySlotSecrets } from './key-slots.ts'
import { wipe } from './wipe.ts'
import { wrapKeys, type KeyToWrap, type WrappedKeys } from './worker-keys.ts'

export type VaultUseFailureCode = 'locked' | 'unknown-key'
type PlaceInVault = Omit<RecordPlace, 'vaultId'>

export interface UnlockedVault {
  /** Lower-case hexadecimal. */
  readonly vaultId: string
  /** Rises whenever somebody is added, removed or given another role, and when the recovery key is replaced. */
  readonly keyVersion: number
  /** What was not in order in the vault's own files at opening. */
  readonly findings: readonly Finding[]
  readonly agent: { readonly id: string; readonly name: string; readonly role: Role }
  readonly keyring: Keyring
  /** Key ids of the vault's own keys in this generation, for `seal`. */
  readonly recordsKeyId: string
  readonly auditKeyId: string
  /** Whether this is the records key of any generation whose rows may still be there. */
  isRecordsKey(keyId: string): boolean
  /** Tells one recovery key from the next. */
  readonly recoveryPublicKey: string
  isOpen(): boolean
  /** Whether a key with this id is on the disk and open now. */
  knowsKey(keyId: string): boolean
  seal(place: PlaceInVault, plaintext: Uint8Array, keyId: string, padding?: Padding): Result<Uint8Array, VaultUseFailureCode>
  /** The key is found by the envelope's own key id. */
  open(place: PlaceInVault, envelope: Uint8Array): Result<Uint8Array, VaultUseFailureCode | EnvelopeFailureCode>
  /** The same for a passcode and the like: of what was sealed, nothing stays in memory but what this answers. */
  openSecret(place: PlaceInVault, envelope: Uint8Array): Promise<Result<Uint8Array, VaultUseFailureCode | EnvelopeFailureCode>>
  signAsAgent(message: Uint8Array): Uint8Array
  readonly agentPublicKey: Uint8Array
  /** The workstation's key, for checkpoints. */
  deviceKey(): DeviceKey
  /** MAC key of journal and witness; the caller makes its own copy and wipes it. */
  frameKey(): Uint8Array
  /** The same of every generation whose frames are still in the journal, this one included. */
  frameKeys(): ReadonlyMap<number, Uint8Array>
  /** Key of the few blind indexes. */
  indexKey(): Uint8Array
  /** What a backup needs besides the keyring. The caller keeps no copy beyond the encrypted file. */
  vaultKey(): Uint8Array
  /** Keys for the renderer's worker, which are the records key and those of cases and evidence. Custody keys never leave main. */
  wrapKeysForWorker(
    workerPublicKey: string,
    keyIds: readonly string[] | 'all',
  ): Result<WrappedKeys, VaultUseFailureCode | 'key-withheld' | 'worker-key-malformed'>
  /**
   * Who may open the vault changes: a new vault key, sealed to everyone who stays, and everything of this object under it. On the disk
   * it either happened or not, whenever the power goes.
   */
  rotateVaultKey(change: KeyRotationChange): Promise<Result<void, KeyRotationFailureCode>>
  /** Seals this agent's own slot anew, for another passphrase. */
  reseal(sealer: KeySlotSealer<AgentKeySlot>): Promise<Result<void, KeyRotationFailureCode>>
  /** Overwrites every key in memory. Close the record first. */
  lock(): void
}

export interface UnlockedVaultDeps {
  readonly findings: readonly Finding[]
  readonly vaultId: Uint8Array
  readonly keyVersion: number
  /** Of the agent's slot, at this generation. Overwritten at lock. */
  readonly secrets: KeySlotSecrets
  readonly keyring: Keyring
  readonly agentId: string
  readonly paths: Pick<VaultPaths, 'keySlots' | 'keyring'>
  readonly randomBytes: RandomBytes
}

export function unlockedVault(deps: UnlockedVaultDeps): UnlockedVault {
  const { keyring, vaultId, randomBytes } = deps
  let secrets = deps.secrets
  let keys = deriveVaultKeys(secrets.vaultKey, vaultId, deps.keyVersion)
  const keyVersions = new Map<number, VaultKeys>(
    keyring.station.former.map(({ keyVersion, vaultKey }) => [keyVersion, deriveVaultKeys(vaultKey, vaultId, keyVersion)]),
  )
  const own = new Map<string, SealingKey>()
  const recordsKeys = new Map<string, SealingKey>()
  let agentPublicKey = publicKeyOf(secrets.signingSeed)
  let isOpen = true

  function know(known: VaultKeys): void {
    keyVersions.set(known.keyVersion, known)
    for (const key of [known.records, known.audit]) own.set(toHex(key.keyId), key)
    recordsKeys.set(toHex(known.records.keyId), known.records)
  }
  for (const known of [...keyVersions.values(), keys]) know(known)

  const findKey = (keyId: string): SealingKey | undefined => own.get(keyId) ?? keyring.find(keyId)
  function keyOf(envelope: Uint8Array): Result<SealingKey, VaultUseFailureCode | EnvelopeFailureCode> {
    if (!isOpen) return locked
    const header = splitEnvelope(envelope)
    if (!header.ok) return header
    const key = findKey(toHex(header.value.keyId))
    return key === undefined ? unknownKey : ok(key)
  }
  const recordsKeyId = () => toHex(keys.records.keyId)
  function whileOpen<Value>(value: () => Value): Value {
    if (!isOpen) throw new Error('the vault is locked')
    return value()
  }

  return {
    vaultId: toHex(vaultId),
    get keyVersion() {
      return keys.keyVersion
    },
    findings: deps.findings,
    get agent() {
      const known = keyring.station.agents.find(({ id }) => id === deps.agentId)
      return { id: deps.agentId, name: known?.name ?? '', role: known?.role ?? 'idChecker' }
    },
    keyring,
    get recordsKeyId() {
      return recordsKeyId()
    },
    get auditKeyId() {
      return toHex(keys.audit.keyId)
    },
    isRecordsKey: (keyId) => recordsKeys.has(keyId),
    get recoveryPublicKey() {
      return keyring.station.recovery.publicKey
    },
    get agentPublicKey() {
      return agentPublicKey
    },
    isOpen: () => isOpen,
    knowsKey: (keyId) => isOpen && findKey(keyId) !== undefined,
    seal(place, plaintext, keyId, padding) {
      if (!isOpen) return locked
      const key = findKey(keyId)
      return key === undefined ? unknownKey : ok(seal(key, { ...place, vaultId }, plaintext, randomBytes, padding))
    },
    open(place, envelope) {
      const key = keyOf(envelope)
      return key.ok ? open(key.value, { ...place, vaultId }, envelope) : key
    },
    async openSecret(place, envelope) {
      const key = keyOf(envelope)
      return key.ok ? openSecret(key.value, { ...place, vaultId }, envelope) : key
    },
    signAsAgent: (message) => whileOpen(() => signWith(secrets.signingSeed, message)),
    deviceKey: () =>
      whileOpen(() => ({
        publicKey: publicKeyOf(keyring.station.deviceSeed),
        sign: (message: Uint8Array) => whileOpen(() => signWith(keyring.station.deviceSeed, message)),
      })),
    frameKey: () => whileOpen(() => keys.frames),
    frameKeys: () => whileOpen(() => new Map([...keyVersions].map(([keyVersion, known]) => [keyVersion, known.frames]))),
    indexKey: () => whileOpen(() => keys.index),
    vaultKey: () => whileOpen(() => secrets.vaultKey),
    wrapKeysForWorker(workerPublicKey, keyIds) {
      if (!isOpen) return locked
      const wanted =
        keyIds === 'all'
          ? [...recordsKeys.keys(), ...keyring.list().flatMap((key) => (isForWorker(key.purpose) ? [toHex(key.keyId)] : []))]
          : keyIds
      const chosen: KeyToWrap[] = []
      for (const keyId of wanted) {
        const found = keyring.find(keyId)
        const records = recordsKeys.get(keyId)
        if (records !== undefined) chosen.push({ ...records, purpose: 'records' })
        else if (own.has(keyId)) return keyWithheld
        else if (found === undefined) return unknownKey
        else if (!isForWorker(found.purpose)) return keyWithheld
        else chosen.push({ keyId: found.keyId, key: found.key, purpose: found.purpose })
      }
      return wrapKeys(workerPublicKey, chosen, randomBytes)
    },
    async rotateVaultKey(change) {
      if (!isOpen) return locked
      const started = await rotateVaultKey(
        { vaultId, keyVersion: keys.keyVersion, secrets, keyring, paths: deps.paths, randomBytes, isOpen: () => isOpen },
        change,
      )
      if (!started.ok) return started
      if (!isOpen) {
        // Locked while the last write was under way: the change is on the disk, and nobody here keeps its key.
        wipe(started.value.vaultKey)
        return ok()
      }
      wipe(secrets.vaultKey)
      if (change.becomes !== undefined) wipe(secrets.signingSeed, secrets.sealingSeed)
      secrets = { ...secrets, ...change.becomes, ...started.value }
      agentPublicKey = publicKeyOf(secrets.signingSeed)
      keys = deriveVaultKeys(secrets.vaultKey, vaultId, keys.keyVersion + 1)
      know(keys)
      return ok()
    },
    async reseal(sealer) {
      if (!isOpen) return locked
      const read = await readKeySlots(deps.paths.keySlots, await findKeyringKeyId(deps.paths.keyring))
      if (!read.ok) return read
      if (!isOpen || read.value.keyVersion !== keys.keyVersion) return locked
      const slot = sealer.seal({ vaultId, keyVersion: keys.keyVersion }, secrets)
      const written = await writeKeySlots(deps.paths.keySlots, read.value, {
        ...read.value,
        agents: read.value.agents.map((old) => (old.agentId === deps.agentId ? slot : old)),
      })
      return written.ok ? ok() : written
    },
    lock() {
      isOpen = false
      keyring.close()
      for (const known of keyVersions.values()) wipeVaultKeys(known)
      wipeSecrets(secrets)
    },
  }
}

/** Only the keys of cases and evidence: whatever else the keyring comes to hold stays in `main`. */
function isForWorker(purpose: KeyPurpose): purpose is 'case' | 'evidence' {
  return purpose === 'case' || purpose === 'evidence'
}

const locked = err('locked', 'RA Desk is locked. Nothing was changed.', 'Unlock it and try again.')
const unknownKey = err(
  'unknown-key',
  'The key of this record is not in the keyring: it was destroyed, or it never was on this workstation.',
  'Nothing can be done: destroyed is destroyed. If it should be there, restore it from a backup.',
)
const keyWithheld = err(
  'key-withheld',
  'This key never leaves the app’s inner part. Nothing was handed over.',
  'Lock RA Desk and unlock it again.',
)
