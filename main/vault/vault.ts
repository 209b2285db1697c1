/** An unlocked vault: seals, opens, signs, and hands record keys to the page's worker, until it is locked. `vault-access.ts` unlocks it. */
import { createSecretKey } from 'node:crypto'
import { toHex } from '../../domain/bytes.ts'
import type { DeviceKey } from '../../domain/record/checkpoint.ts'
import { splitEnvelope, type EnvelopeFailureCode, type Padding, type RecordPlace } from '../../domain/record/envelope-layout.ts'
import type { Finding } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { open, openSecret, seal, type SealingKey } from './envelope.ts'
import { rotateVaultKey, type KeyRotationChange, type KeyRotationFailureCode } from './key-rotation.ts'
import { findKeyringKeyId } from './keyring-file.ts'
import type { Keyring } from './keyring.ts'
import { deriveVaultKeys, publicKeyOf, signWith } from './keys.ts'
import type { VaultPaths } from './paths.ts'
import type { RandomBytes } from '../files/random-id.ts'
import { readKeySlots, writeKeySlots } from './key-slots-file.ts'
import { wipeSecrets, type AgentKeySlot, type KeySlotSecrets } from './key-slot-format.ts'
import type { KeySlotSealer } from './key-slots.ts'
import type { DestroyedKeys, KeySlotsRevision, VaultRevisions, WatchedFiles } from './vault-revisions.ts'
import { wipe } from './wipe.ts'
import { findWhole, keysForWorker, unknownKey, versionedKeys, type VersionedKeys } from './versioned-keys.ts'
import { wrapKeys, type WrappedKeys } from './worker-keys.ts'

export type VaultUseFailureCode = 'locked' | 'unknown-key'
export type WrapFailureCode = VaultUseFailureCode | 'key-withheld' | 'worker-key-malformed'
type PlaceInVault = Omit<RecordPlace, 'vaultId'>

export interface UnlockedVault {
  /** Lower-case hexadecimal. */
  readonly vaultId: string
  /** Goes up by one when an agent is added, removed or given another role, and when a passphrase or the recovery key is replaced. */
  readonly keyVersion: number
  /** What was damaged or missing in the vault's own files when it was opened. */
  readonly findings: readonly Finding[]
  readonly agent: { readonly id: string; readonly name: string; readonly role: Role }
  readonly keyring: Keyring
  /** Key ids of the vault's own keys in this key version, for `seal`. */
  readonly recordsKeyId: string
  readonly auditKeyId: string
  /** Whether this is the records key of any key version whose rows may still be there. */
  isRecordsKey(keyId: string): boolean
  /** Tells one recovery key from the next. */
  readonly recoveryPublicKey: string
  isOpen(): boolean
  /** Whether a key with this id is on the disk and open now. */
  knowsKey(keyId: string): boolean
  seal(place: PlaceInVault, plaintext: Uint8Array, keyId: string, padding?: Padding): Result<Uint8Array, VaultUseFailureCode>
  /** The key is found by the envelope's own key id. */
  open(place: PlaceInVault, envelope: Uint8Array): Result<Uint8Array, VaultUseFailureCode | EnvelopeFailureCode>
  /**
   * Opens many rows under the records key, one after another; `undefined` for a row under another key. Four times as fast as `open`. Let go
   * of it after the last row: what its key objects hold is given back when V8 collects, as after a lock.
   */
  recordsReader(): (place: PlaceInVault, envelope: Uint8Array) => Result<Uint8Array, 'locked' | EnvelopeFailureCode> | undefined
  /** The same for a passcode and the like: of the plaintext, only what this answers stays in memory. */
  openSecret(place: PlaceInVault, envelope: Uint8Array): Promise<Result<Uint8Array, VaultUseFailureCode | EnvelopeFailureCode>>
  signAsAgent(message: Uint8Array): Uint8Array
  readonly agentPublicKey: Uint8Array
  /** The workstation's key, for checkpoints. */
  deviceKey(): DeviceKey
  /** MAC key of journal frames and the high-water mark; the caller makes its own copy and wipes it. */
  frameKey(): Uint8Array
  /** The same for every key version whose frames are still in the journal, this one included. */
  frameKeys(): ReadonlyMap<number, Uint8Array>
  /**
   * Key of the blind index of persons. It is the one of the vault's first key version and does not change with a rotation, because the marks
   * of a deleted case cannot be made again under another key. The marks are sealed under the records key of now.
   */
  indexKey(): Uint8Array
  /** What a backup needs besides the keyring. The caller keeps it only in the encrypted file. */
  vaultKey(): Uint8Array
  /** Keys for the renderer's worker: the records key, or chosen keys of cases and evidence. Custody keys never leave main. */
  wrapKeysForWorker(workerPublicKey: string, keyIds: readonly string[] | 'records'): Result<WrappedKeys, WrapFailureCode>
  /**
   * Changes who may open the vault: a new vault key, sealed to everyone who stays, which this object uses from then on. A power cut
   * leaves either the old state or the new one on the disk.
   */
  rotateVaultKey(change: KeyRotationChange): Promise<Result<void, KeyRotationFailureCode>>
  /** Seals this agent's own slot again, for the same passphrase under stronger parameters. */
  reseal(sealer: KeySlotSealer<AgentKeySlot>): Promise<Result<void, KeyRotationFailureCode>>
  /** How far its files have got, for the record; nothing for a vault without key slots of its own, as in the test of a backup. */
  readonly files: WatchedFiles | undefined
  /** The key slots were written by sign-in itself. */
  noteKeySlots(now: KeySlotsRevision): void
  /** Overwrites every key in memory. Close the record first. */
  lock(): void
}

export interface UnlockedVaultDeps {
  readonly findings: readonly Finding[]
  readonly vaultId: Uint8Array
  readonly keyVersion: number
  /** Of the agent's slot, at this key version. Overwritten at lock. */
  readonly secrets: KeySlotSecrets
  readonly keyring: Keyring
  readonly agentId: string
  readonly paths: Pick<VaultPaths, 'keySlots' | 'keyring'>
  readonly randomBytes: RandomBytes
  /** What is watched besides the keyring. */
  readonly watched?: { readonly keySlots: KeySlotsRevision; readonly destroyed: DestroyedKeys; readonly revived: readonly number[] }
}

/** What changes while the vault is open. */
interface OpenState {
  secrets: KeySlotSecrets
  agentPublicKey: Uint8Array
  isOpen: boolean
  keySlots: KeySlotsRevision | undefined
}

export function unlockedVault(deps: UnlockedVaultDeps): UnlockedVault {
  const { keyring, vaultId, randomBytes } = deps
  const keys = versionedKeys(vaultId, keyring.station.former, deriveVaultKeys(deps.secrets.vaultKey, vaultId, deps.keyVersion))
  const state: OpenState = {
    secrets: deps.secrets,
    agentPublicKey: publicKeyOf(deps.secrets.signingSeed),
    isOpen: true,
    keySlots: deps.watched?.keySlots,
  }
  function whileOpen<Value>(value: () => Value): Value {
    if (!state.isOpen) throw new Error('the vault is locked')
    return value()
  }

  return {
    vaultId: toHex(vaultId),
    get keyVersion() {
      return keys.current().keyVersion
    },
    findings: deps.findings,
    get agent() {
      const known = keyring.station.agents.find(({ id }) => id === deps.agentId)
      return { id: deps.agentId, name: known?.name ?? '', role: known?.role ?? 'idChecker' }
    },
    keyring,
    get recordsKeyId() {
      return toHex(keys.current().records.keyId)
    },
    get auditKeyId() {
      return toHex(keys.current().audit.keyId)
    },
    isRecordsKey: (keyId) => keys.records.has(keyId),
    get recoveryPublicKey() {
      return keyring.station.recovery.publicKey
    },
    get agentPublicKey() {
      return state.agentPublicKey
    },
    isOpen: () => state.isOpen,
    ...sealing(deps, keys, state),
    signAsAgent: (message) => whileOpen(() => signWith(state.secrets.signingSeed, message)),
    deviceKey: () =>
      whileOpen(() => ({
        publicKey: publicKeyOf(keyring.station.deviceSeed),
        sign: (message: Uint8Array) => whileOpen(() => signWith(keyring.station.deviceSeed, message)),
      })),
    frameKey: () => whileOpen(() => keys.current().frames),
    frameKeys: () => whileOpen(keys.frameKeys),
    indexKey: () => whileOpen(() => keys.first().index),
    vaultKey: () => whileOpen(() => state.secrets.vaultKey),
    wrapKeysForWorker(workerPublicKey, keyIds) {
      if (!state.isOpen) return locked
      const chosen = keysForWorker(keyring, keys, keyIds)
      return chosen.ok ? wrapKeys(workerPublicKey, chosen.value, randomBytes) : chosen
    },
    ...slotChanges(deps, keys, state),
    files: watchedFiles(deps, state),
    noteKeySlots(now) {
      state.keySlots = now
    },
    lock() {
      state.isOpen = false
      keyring.close()
      keys.wipe()
      wipeSecrets(state.secrets)
    },
  }
}

function sealing(
  { keyring, vaultId, randomBytes }: UnlockedVaultDeps,
  keys: VersionedKeys,
  state: OpenState,
): Pick<UnlockedVault, 'knowsKey' | 'seal' | 'open' | 'recordsReader' | 'openSecret'> {
  const findKey = (keyId: string): SealingKey | undefined => keys.own.get(keyId) ?? findWhole(keyring, keyId)
  function keyOf(envelope: Uint8Array): Result<SealingKey, VaultUseFailureCode | EnvelopeFailureCode> {
    if (!state.isOpen) return locked
    const header = splitEnvelope(envelope)
    if (!header.ok) return header
    const key = findKey(toHex(header.value.keyId))
    return key === undefined ? unknownKey : ok(key)
  }
  return {
    knowsKey: (keyId) => state.isOpen && findKey(keyId) !== undefined,
    seal(place, plaintext, keyId, padding) {
      if (!state.isOpen) return locked
      const key = findKey(keyId)
      return key === undefined ? unknownKey : ok(seal(key, { ...place, vaultId }, plaintext, randomBytes, padding))
    },
    open(place, envelope) {
      const key = keyOf(envelope)
      return key.ok ? open(key.value, { ...place, vaultId }, envelope) : key
    },
    recordsReader() {
      const readers = new Map([...keys.records].map(([keyId, sealing]) => [keyId, { ...sealing, key: createSecretKey(sealing.key) }]))
      return (place, envelope) => {
        if (!state.isOpen) return locked
        const header = splitEnvelope(envelope)
        if (!header.ok) return header
        const reader = readers.get(toHex(header.value.keyId))
        return reader && open(reader, { ...place, vaultId }, envelope)
      }
    },
    async openSecret(place, envelope) {
      const key = keyOf(envelope)
      return key.ok ? openSecret(key.value, { ...place, vaultId }, envelope) : key
    },
  }
}

function slotChanges(
  { vaultId, keyring, paths, randomBytes, agentId }: UnlockedVaultDeps,
  keys: VersionedKeys,
  state: OpenState,
): Pick<UnlockedVault, 'rotateVaultKey' | 'reseal'> {
  return {
    async rotateVaultKey(change) {
      if (!state.isOpen) return locked
      const { keyVersion } = keys.current()
      const rotated = await rotateVaultKey(
        { vaultId, keyVersion, secrets: state.secrets, keyring, paths, randomBytes, isOpen: () => state.isOpen },
        change,
      )
      if (!rotated.ok) return rotated
      if (!state.isOpen) {
        // Locked during the last write: the change is on the disk, and its key must not stay in memory.
        wipe(rotated.value.vaultKey, change.becomes?.signingSeed, change.becomes?.sealingSeed)
        return ok()
      }
      wipe(state.secrets.vaultKey)
      if (change.becomes !== undefined) wipe(state.secrets.signingSeed, state.secrets.sealingSeed)
      const { vaultKey, trusted, keySlots } = rotated.value
      state.secrets = { ...state.secrets, ...change.becomes, vaultKey, trusted }
      state.keySlots = keySlots
      state.agentPublicKey = publicKeyOf(state.secrets.signingSeed)
      keys.add(deriveVaultKeys(state.secrets.vaultKey, vaultId, keyVersion + 1))
      return ok()
    },
    async reseal(sealer) {
      if (!state.isOpen) return locked
      const read = await readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring))
      if (!read.ok) return read
      const { keyVersion } = keys.current()
      if (!state.isOpen || read.value.keyVersion !== keyVersion) return locked
      const slot = sealer.seal({ vaultId, keyVersion }, state.secrets)
      const written = await writeKeySlots(paths.keySlots, read.value, {
        ...read.value,
        agents: read.value.agents.map((old) => (old.agentId === agentId ? slot : old)),
      })
      if (!written.ok) return written
      state.keySlots = written.value
      return ok()
    },
  }
}

function watchedFiles({ keyring, watched }: UnlockedVaultDeps, state: OpenState): WatchedFiles | undefined {
  if (watched === undefined) return undefined
  const { destroyed, revived } = watched
  const now = (): VaultRevisions => ({
    keySlots: state.keySlots ?? watched.keySlots,
    ...keyring.revisions(),
    destroyed: destroyed.now(),
  })
  return { atOpening: now(), now, hashOfDestroyed: destroyed.hashOfFirst, revived }
}

const locked = err('locked', 'RA Desk is locked. Nothing was changed.', 'Unlock it and try again.')
