/**
 * The keyring: one random key per case, per evidence set and per secret in custody, in one file sealed under the vault key. To destroy a
 * key is to write the file without it; everything sealed with it, here or in any copy, is noise afterwards. A key is on the disk before
 * anyone gets it, so nothing can be sealed with a key that a power cut takes away. The rename of the file's first copy is also the one
 * moment at which another key version begins to count (`key-rotation.ts`).
 */
import { toHex } from '../../domain/bytes.ts'
import { copySecret, takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { fileFailure, type FileFailureCode } from '../files/atomic-file.ts'
import { readMirrored, repairMirror } from '../files/mirrored-atomic-file.ts'
import type { SealingKey } from './envelope.ts'
import type { FormerKeyVersion, KeyPurpose, KeyringContent, KeyringKey, Station } from './keyring-content.ts'
import {
  findRev,
  readKeyring,
  unreadable,
  writeKeyring,
  type KeyringFileDeps,
  type KeyringOpenFailureCode,
  type ReadKeyring,
} from './keyring-file.ts'
import { KEY_LENGTH } from './keys.ts'
import { wipe } from './wipe.ts'

export type KeyringFailureCode = FileFailureCode | 'locked'

export interface Keyring {
  /** The file was damaged, and its second copy was used. */
  readonly repaired: boolean
  /** The second copy was damaged, missing or older, and was made again from the first. */
  readonly secondRepaired: boolean
  readonly station: Station
  /** One write for all. */
  create(
    wanted: readonly { readonly purpose: KeyPurpose; readonly ownerId: string }[],
  ): Promise<Result<readonly KeyringKey[], KeyringFailureCode>>
  /** By id in lower-case hexadecimal. */
  find(keyId: string): KeyringKey | undefined
  list(match?: { readonly purpose?: KeyPurpose; readonly ownerId?: string }): readonly KeyringKey[]
  /** Resolves when the file without these keys is on the disk. Keys that are already destroyed are no failure. */
  destroy(keyIds: readonly string[]): Promise<Result<void, KeyringFailureCode>>
  /** Writes everything under the key of the next key version, which counts from that write on. */
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
}

function byOwner(content: KeyringContent): ReadonlyMap<string, readonly KeyringKey[]> {
  return Map.groupBy(content.keys.values(), (key) => key.ownerId)
}

const copyOf = ({ keyId, key }: SealingKey): SealingKey => ({ keyId: Uint8Array.from(keyId), key: copySecret(key) })

export async function openKeyring(deps: KeyringDeps): Promise<Result<Keyring, KeyringOpenFailureCode>> {
  const rank = (bytes: Uint8Array) => findRev(deps, bytes)
  const repairs = await repairMirror(deps.path, rank)
  const { bytes } = await readMirrored(deps.path, rank)
  if (bytes === undefined) {
    return err(
      'keyring-missing',
      'The file with the keys of all cases is missing. Nothing was changed and nothing new was made.',
      'Restore the folder from a backup.',
    )
  }
  const read = await readKeyring(deps, bytes)
  return read === undefined ? unreadable(bytes) : ok(keyring({ ...deps, sealing: copyOf(deps.sealing) }, read, repairs))
}

/** The content in memory, always what the newest write holds. */
function keptContent(given: KeyringDeps, first: ReadKeyring) {
  const enqueue = createSequencer()
  let deps = given
  let { rev, content } = first
  let owners: ReturnType<typeof byOwner> | undefined
  let closed = false

  async function write(
    next: (now: KeyringContent) => KeyringContent,
    sealing?: SealingKey,
  ): Promise<Result<KeyringContent, KeyringFailureCode>> {
    if (closed) return locked
    const changed = next(content)
    const fresh = sealing && copyOf(sealing)
    const written = await writeKeyring(fresh === undefined ? deps : { ...deps, sealing: fresh }, rev + 1, changed)
    if (!written.ok || closed) wipe(fresh?.key)
    if (!written.ok) return written
    rev += 1
    if (closed) {
      wipe(...[...changed.keys.values()].map(({ key }) => key), ...changed.former.map(({ vaultKey }) => vaultKey))
      return locked
    }
    if (fresh !== undefined) {
      wipe(deps.sealing.key)
      deps = { ...deps, sealing: fresh }
    }
    content = changed
    owners = undefined
    return ok(changed)
  }

  return {
    now: () => content,
    isClosed: () => closed,
    ofOwner: (ownerId: string): readonly KeyringKey[] => (owners ??= byOwner(content)).get(ownerId) ?? [],
    /** One change after another; `sealing` seals this and every later write. */
    change: (next: (now: KeyringContent) => KeyringContent, sealing?: SealingKey) => enqueue(() => write(next, sealing)),
    close() {
      closed = true
      for (const key of content.keys.values()) wipe(key.key)
      wipe(first.plaintext, deps.sealing.key, ...content.former.map(({ vaultKey }) => vaultKey))
      content = {
        deviceSeed: new Uint8Array(KEY_LENGTH),
        agents: [],
        recovery: { publicKey: '', sealingKey: '' },
        former: [],
        keys: new Map(),
      }
      owners = undefined
    },
  }
}

function keyring(deps: KeyringDeps, first: ReadKeyring, repairs: Pick<Keyring, 'repaired' | 'secondRepaired'>): Keyring {
  const content = keptContent(deps, first)
  const { change } = content

  return {
    ...repairs,
    get station() {
      const { deviceSeed, agents, recovery, former } = content.now()
      return { deviceSeed, agents, recovery, former }
    },
    async create(wanted) {
      const fresh = wanted.map(({ purpose, ownerId }): KeyringKey => {
        if (!/^[0-9a-zA-Z-]{1,64}$/.test(ownerId)) throw new TypeError('an owner is a random id')
        return { keyId: Uint8Array.from(deps.randomBytes(16)), key: takeSecret(deps.randomBytes(KEY_LENGTH)), purpose, ownerId }
      })
      const done = await change((now) => ({
        ...now,
        keys: new Map([...now.keys, ...fresh.map((key) => [toHex(key.keyId), key] as const)]),
      }))
      if (done.ok) return ok(fresh)
      wipe(...fresh.map(({ key }) => key))
      return done
    },
    find: (keyId) => content.now().keys.get(keyId),
    list({ purpose, ownerId } = {}) {
      const keys = ownerId === undefined ? [...content.now().keys.values()] : content.ofOwner(ownerId)
      return keys.filter((key) => (purpose ?? key.purpose) === key.purpose)
    },
    async destroy(keyIds) {
      const doomed = keyIds.flatMap((keyId) => content.now().keys.get(keyId) ?? [])
      if (doomed.length === 0 && !content.isClosed()) return ok()
      try {
        await deps.beforeDestroy?.(doomed.flatMap(({ purpose, keyId }) => (purpose === 'custody' ? [] : toHex(keyId))))
      } catch (error) {
        return fileFailure(error)
      }
      const ids = new Set(keyIds)
      const done = await change((now) => ({ ...now, keys: new Map([...now.keys].filter(([keyId]) => !ids.has(keyId))) }))
      if (!done.ok) return done
      wipe(...doomed.map(({ key }) => key))
      return ok()
    },
    async rotateVaultKey(sealing, former, { agents, recovery }) {
      const kept = { keyVersion: former.keyVersion, vaultKey: copySecret(former.vaultKey) }
      const done = await change((now) => ({ ...now, agents, recovery, former: [...now.former, kept] }), sealing)
      if (done.ok) return ok()
      wipe(kept.vaultKey)
      return done
    },
    async forgetKeyVersions(keyVersions) {
      const dropped = content.now().former.filter(({ keyVersion }) => keyVersions.includes(keyVersion))
      const done = await change((now) => ({ ...now, former: now.former.filter(({ keyVersion }) => !keyVersions.includes(keyVersion)) }))
      if (!done.ok) return done
      wipe(...dropped.map(({ vaultKey }) => vaultKey))
      return ok()
    },
    close: content.close,
  }
}

const locked = err('locked', 'RA Desk was locked in the meantime. Nothing was changed.', 'Unlock it and try again.')
