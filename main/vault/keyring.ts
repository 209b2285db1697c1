/**
 * The keyring: one random key per case, per evidence set and per secret in custody, each sealed on its own in two databases (`key-store.ts`),
 * and the station's own secrets in one small file in two copies (`keyring-file.ts`). A key is on the disk before anyone gets it, so nothing
 * can be sealed with a key that a power cut takes away. When a key is destroyed, nothing of it is left in any file; what was sealed with it,
 * here or in any copy, is noise. The rename of the small file's first copy is the moment at which another key version begins to count
 * (`key-rotation.ts`); the keys are sealed again right after it, or at the next opening.
 */
import { dirname } from 'node:path'
import { toHex } from '../../domain/bytes.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { fileFailure, type FileFailureCode } from '../files/atomic-file.ts'
import type { OpenSqlite } from '../files/database.ts'
import { readMirrored, repairMirror } from '../files/mirrored-atomic-file.ts'
import type { SealingKey } from './envelope.ts'
import type { KeysChecked } from './check-keys.ts'
import { keyStore, type KeyStore } from './key-store.ts'
import type { FormerKeyVersion, KeyPurpose, KeyringKey, Station } from './keyring-content.ts'
import {
  databaseFailure,
  findRev,
  readKeyring,
  unreadable,
  writeKeyring,
  type KeyringFileDeps,
  type KeyringOpenFailureCode,
  type ReadKeyring,
} from './keyring-file.ts'
import { deriveVaultKeys, KEY_LENGTH, wipeVaultKeys } from './keys.ts'
import { keyringMissing, openKeyDatabases } from './open-key-databases.ts'
import { wipe } from './wipe.ts'

export type KeyringFailureCode = FileFailureCode | 'locked'

export interface Keyring {
  /** The file was damaged, and its second copy was used. */
  readonly repaired: boolean
  /** The second copy was damaged, missing or older, and was made again from the first. */
  readonly secondRepaired: boolean
  /** The same of the databases of keys, and how many keys neither has. */
  readonly keys: { readonly repaired: boolean; readonly secondRepaired: boolean; readonly lost: number }
  readonly station: Station
  /** Numbers of the last change of the station's file and of the databases of keys. */
  revisions(): { readonly keyring: number; readonly keys: number }
  /** One write for all. */
  create(
    wanted: readonly { readonly purpose: KeyPurpose; readonly ownerId: string }[],
  ): Promise<Result<readonly KeyringKey[], KeyringFailureCode>>
  /** By id in lower-case hexadecimal. */
  find(keyId: string): KeyringKey | undefined
  list(match?: { readonly purpose?: KeyPurpose; readonly ownerId?: string }): readonly KeyringKey[]
  /** Keys that were made after the one of this id, oldest first; `undefined` if that one is gone. */
  madeAfter(keyId: string): readonly KeyringKey[] | undefined
  /** Whether every key opens, in either copy of the databases. `pause` is awaited after each slice, and throws when the check must stop. */
  check(pause: () => Promise<void>): Promise<KeysChecked>
  /** Resolves when no file has these keys any more. Keys that are already destroyed are no failure. */
  destroy(keyIds: readonly string[]): Promise<Result<void, KeyringFailureCode>>
  /** Writes the station's file under the key of the next key version, which counts from that write on, and seals every key under it. */
  rotateVaultKey(
    sealing: SealingKey,
    former: FormerKeyVersion,
    people: Pick<Station, 'agents' | 'recovery'>,
  ): Promise<Result<void, KeyringFailureCode>>
  /** Drops former vault keys that no row and no frame needs any more. */
  forgetKeyVersions(keyVersions: readonly number[]): Promise<Result<void, KeyringFailureCode>>
  /** Overwrites every key in memory. */
  close(): void
}

export interface KeyringDeps extends KeyringFileDeps {
  /** Called with the keys that are about to be destroyed, except those of custody: no backup holds those. When it rejects, they stay. */
  readonly beforeDestroy?: (keyIds: readonly string[]) => Promise<void>
  readonly openSqlite?: OpenSqlite
}

const copyOf = ({ keyId, key }: SealingKey): SealingKey => ({ keyId: Uint8Array.from(keyId), key: copySecret(key) })

export async function openKeyring(deps: KeyringDeps): Promise<Result<Keyring, KeyringOpenFailureCode>> {
  const rank = (bytes: Uint8Array) => findRev(deps, bytes)
  const repairs = await repairMirror(deps.path, rank)
  const { bytes } = await readMirrored(deps.path, rank)
  if (bytes === undefined) return keyringMissing
  const read = await readKeyring(deps, bytes)
  if (read === undefined) return unreadable(bytes)
  const { vaultId } = deps
  const sealing = copyOf(deps.sealing)
  const sealingKeys = new Map([[toHex(sealing.keyId), sealing]])
  for (const { keyVersion, vaultKey } of read.content.former) {
    const keys = deriveVaultKeys(vaultKey, vaultId, keyVersion)
    sealingKeys.set(toHex(keys.keyring.keyId), copyOf(keys.keyring))
    wipeVaultKeys(keys)
  }
  const fail = () => wipe(read.plaintext, ...[...sealingKeys.values()].map(({ key }) => key))
  try {
    const opened = await openKeyDatabases({ folder: dirname(deps.path), vaultId, sealingKeys, openSqlite: deps.openSqlite })
    if (!opened.ok) {
      fail()
      return opened
    }
    const store = keyStore({ opened: opened.value, vaultId, sealingKeys, sealing, randomBytes: deps.randomBytes })
    // What an interrupted rotation left; if it fails now, the next opening does it.
    await store.reseal(sealing).catch(() => undefined)
    const { repaired, secondRepaired, lost } = opened.value
    return ok(
      keyring({ ...deps, sealing }, { read, store, sealingKeys, repairs: { ...repairs, keys: { repaired, secondRepaired, lost } } }),
    )
  } catch (error) {
    fail()
    throw error
  }
}

interface Inside {
  readonly read: ReadKeyring
  readonly store: KeyStore
  readonly sealingKeys: ReadonlyMap<string, SealingKey>
  readonly repairs: Pick<Keyring, 'repaired' | 'secondRepaired' | 'keys'>
}

/** What a locked keyring holds. */
const nothing: Station = { deviceSeed: new Uint8Array(KEY_LENGTH), agents: [], recovery: { publicKey: '', sealingKey: '' }, former: [] }

function keyring(given: KeyringDeps, { read, store, sealingKeys, repairs }: Inside): Keyring {
  const enqueue = createSequencer()
  let deps = given
  let { rev, content } = read
  let closed = false

  /** Writes the station's file. */
  async function change(next: Station, sealing = deps.sealing): Promise<Result<void, KeyringFailureCode>> {
    if (closed) return locked
    const written = await writeKeyring({ ...deps, sealing }, rev + 1, next)
    if (!written.ok) return written
    rev += 1
    if (closed) return locked
    deps = { ...deps, sealing }
    content = next
    return ok()
  }

  async function inStore<Value>(work: () => Value | Promise<Value>): Promise<Result<Value, KeyringFailureCode>> {
    if (closed) return locked
    try {
      return ok(await work())
    } catch (error) {
      return closed ? locked : databaseFailure(error)
    }
  }

  return {
    ...repairs,
    get station() {
      return content
    },
    revisions: () => ({ keyring: rev, keys: store.revision() }),
    async create(wanted) {
      if (!wanted.every(({ ownerId }) => /^[0-9a-zA-Z-]{1,64}$/.test(ownerId))) throw new TypeError('an owner is a random id')
      return enqueue(() => inStore(() => store.add(wanted)))
    },
    find: store.find,
    madeAfter: store.madeAfter,
    check: (pause) => store.check(pause),
    list: ({ purpose, ownerId } = {}) => (ownerId === undefined ? store.all(purpose) : store.ofOwner(ownerId, purpose)),
    destroy: (keyIds) =>
      enqueue(async () => {
        if (closed) return locked
        const noted = await noteDoomed(deps, store, keyIds)
        return noted.ok ? inStore(() => store.remove(keyIds)) : noted
      }),
    rotateVaultKey: (next, former, { agents, recovery }) =>
      enqueue(async () => {
        const kept = { keyVersion: former.keyVersion, vaultKey: copySecret(former.vaultKey) }
        const sealing = copyOf(next)
        const done = await change({ ...content, agents, recovery, former: [...content.former, kept] }, sealing)
        if (!done.ok) {
          wipe(kept.vaultKey, sealing.key)
          return done
        }
        // It counts already. If the keys cannot be sealed again now, the next opening does it.
        await inStore(() => store.reseal(sealing))
        return ok()
      }),
    forgetKeyVersions: (keyVersions) =>
      enqueue(async () => {
        const dropped = content.former.filter(({ keyVersion }) => keyVersions.includes(keyVersion))
        const done = await change({ ...content, former: content.former.filter(({ keyVersion }) => !keyVersions.includes(keyVersion)) })
        if (done.ok) wipe(...dropped.map(({ vaultKey }) => vaultKey))
        return done
      }),
    close() {
      closed = true
      store.close()
      wipe(read.plaintext, ...[...sealingKeys.values()].map(({ key }) => key), ...content.former.map(({ vaultKey }) => vaultKey))
      content = nothing
    },
  }
}

/** Notes which keys are about to be destroyed, except those of custody. */
async function noteDoomed(
  { beforeDestroy }: Pick<KeyringDeps, 'beforeDestroy'>,
  store: Pick<KeyStore, 'find'>,
  keyIds: readonly string[],
): Promise<Result<void, KeyringFailureCode>> {
  const doomed = keyIds.flatMap((keyId) => store.find(keyId) ?? [])
  if (doomed.length === 0) return ok()
  try {
    await beforeDestroy?.(doomed.flatMap(({ purpose, keyId }) => (purpose === 'custody' ? [] : toHex(keyId))))
    return ok()
  } catch (error) {
    return fileFailure(error)
  }
}

const locked = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
