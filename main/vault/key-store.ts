/**
 * The keys of cases, evidence, custody and the station, each sealed on its own in two databases. In memory are their ids and owners; a key
 * is opened when it is asked for and stays open until the vault is locked. A new key costs two small transactions, whatever their number.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { toHex } from '../../domain/bytes.ts'
import { takeSecret } from '../../domain/secret-bytes.ts'
import { closeQuietly, emptyLog } from '../files/database.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { SealingKey } from './envelope.ts'
import type { KeyDatabase, KeysChange } from './key-database.ts'
import type { KeyPurpose, KeyringKey } from './keyring-content.ts'
import { KEY_LENGTH } from './keys.ts'
import type { OpenedKeyDatabases } from './open-key-databases.ts'
import { freeEntry, openKey, readHead, sealKey, type EntryHead } from './sealed-key.ts'
import { wipe } from './wipe.ts'

export interface KeyStoreDeps {
  readonly opened: OpenedKeyDatabases
  readonly vaultId: Uint8Array
  /** By id, of every key version. Overwritten by the caller. */
  readonly sealingKeys: Map<string, SealingKey>
  readonly sealing: SealingKey
  readonly randomBytes: RandomBytes
}

export type KeyStore = ReturnType<typeof keyStore>

/** Opens its key at the first look. */
class StoredKey implements KeyringKey {
  readonly keyId: Uint8Array
  readonly purpose: KeyPurpose
  readonly ownerId: string
  readonly place: number
  #key: Uint8Array | undefined
  readonly #open: (place: number) => Uint8Array

  constructor({ keyId, purpose, ownerId }: EntryHead, place: number, open: (place: number) => Uint8Array) {
    this.keyId = keyId
    this.purpose = purpose
    this.ownerId = ownerId
    this.place = place
    this.#open = open
  }

  /** 32 bytes; zeros once it is destroyed or the vault is locked. Throws when it opens from neither copy. */
  get key(): Uint8Array {
    return (this.#key ??= this.#open(this.place))
  }

  forget(): void {
    this.#key ??= new Uint8Array(KEY_LENGTH)
    wipe(this.#key)
  }
}

const SLICE = 2_000

export function keyStore({ opened, vaultId, sealingKeys, randomBytes, ...deps }: KeyStoreDeps) {
  const { first, second } = opened
  const byId = new Map<string, StoredKey>()
  const byOwner = new Map<string, Set<StoredKey>>()
  const free: number[] = []
  let { sealing } = deps
  let { state } = opened
  let lastNumber = 0
  /** Makes the copies the same after a change that failed half-way. Nothing is written before that. */
  let owed: (() => void) | undefined

  function openPlace(place: number): Uint8Array {
    for (const copy of [first, second]) {
      const entry = copy.find(place)
      const under = entry && sealingKeys.get(readHead(entry)?.sealedWith ?? '')
      const key = entry && under && openKey(under, vaultId, entry)
      if (key !== undefined) return key
    }
    throw new Error('a key does not open in either copy')
  }

  function note(head: EntryHead, place: number): StoredKey {
    const key = new StoredKey(head, place, openPlace)
    byId.set(toHex(head.keyId), key)
    const owned = byOwner.get(head.ownerId) ?? new Set()
    byOwner.set(head.ownerId, owned.add(key))
    lastNumber = Math.max(lastNumber, head.number)
    return key
  }

  function forget(key: StoredKey): void {
    byId.delete(toHex(key.keyId))
    byOwner.get(key.ownerId)?.delete(key)
    if (byOwner.get(key.ownerId)?.size === 0) byOwner.delete(key.ownerId)
    key.forget()
    free.push(key.place)
  }

  function pay(): void {
    owed?.()
    owed = undefined
  }

  const heads = opened.entries.map(readHead)
  for (const [index, head] of [...heads.entries()].sort(([, one], [, other]) => (one?.number ?? 0) - (other?.number ?? 0)))
    if (head === undefined) free.push(index + 1)
    else note(head, index + 1)

  return {
    find: (keyId: string): KeyringKey | undefined => byId.get(keyId),
    all: (): readonly KeyringKey[] => [...byId.values()],
    ofOwner: (ownerId: string): readonly KeyringKey[] => [...(byOwner.get(ownerId) ?? [])],
    /** On the disk in both copies when it returns; failures of the disk throw, and then nothing was added. */
    add(wanted: readonly { readonly purpose: KeyPurpose; readonly ownerId: string }[]): readonly KeyringKey[] {
      pay()
      const places = wanted.map((_, index) => free.at(-1 - index) ?? state.places + 1 + Math.max(0, index - free.length))
      const made = wanted.map(({ purpose, ownerId }, index) => {
        const head = { keyId: Uint8Array.from(randomBytes(16)), purpose, ownerId, number: lastNumber + 1 + index }
        const key = takeSecret(randomBytes(KEY_LENGTH))
        const entry = sealKey({ sealing, vaultId, randomBytes }, head, key)
        wipe(key)
        return { head: { ...head, sealedWith: toHex(sealing.keyId) }, place: places[index]!, entry }
      })
      const before = state
      const next = { ...state, rev: state.rev + 1, places: Math.max(state.places, ...places), keys: state.keys + wanted.length }
      first.write({ entries: made, state: next })
      try {
        second.write({ entries: made, state: next })
      } catch (error) {
        owed = () => first.write({ entries: made.map(({ place }) => ({ place, entry: freeEntry() })), state: before })
        try {
          pay()
        } catch {
          /* paid before the next change */
        }
        throw error
      }
      state = next
      free.splice(-Math.min(free.length, wanted.length), wanted.length)
      return made.map(({ head, place }) => note(head, place))
    },
    /** When it returns, nothing of them is left in either database or its log. If it throws, they are destroyed at the next change or opening. */
    remove(keyIds: readonly string[]): void {
      pay()
      const doomed = [...new Set(keyIds)].flatMap((keyId) => byId.get(keyId) ?? [])
      if (doomed.length === 0) return
      const change: KeysChange = {
        entries: doomed.map(({ place }) => ({ place, entry: freeEntry() })),
        state: { ...state, rev: state.rev + 1, keys: state.keys - doomed.length },
      }
      first.write(change)
      state = change.state
      for (const key of doomed) forget(key)
      owed = () => {
        second.write(change)
        for (const { database } of [first, second]) emptyLog(database)
      }
      pay()
    },
    /** Seals every key under the key of the next key version, in both databases. If it fails, the next opening does it. */
    async reseal(next: SealingKey): Promise<void> {
      pay()
      sealingKeys.set(toHex(next.keyId), next)
      sealing = next
      const entries: { place: number; entry: Uint8Array }[] = []
      for (const key of byId.values()) {
        const entry = first.find(key.place)
        const head = entry && readHead(entry)
        if (head === undefined || head.sealedWith === toHex(next.keyId)) continue
        const opening = openPlace(key.place)
        entries.push({ place: key.place, entry: sealKey({ sealing, vaultId, randomBytes }, head, opening) })
        wipe(opening)
        if (entries.length % SLICE === 0) await nextTurn()
      }
      if (entries.length === 0 && state.sealedWith === toHex(next.keyId)) return
      const change: KeysChange = { entries, state: { ...state, rev: state.rev + 1, sealedWith: toHex(next.keyId) } }
      first.write(change)
      state = change.state
      owed = () => {
        second.write(change)
        for (const { database } of [first, second]) emptyLog(database)
      }
      pay()
    },
    close(): void {
      for (const key of byId.values()) key.forget()
      byId.clear()
      byOwner.clear()
      for (const { database } of [first, second] satisfies KeyDatabase[]) closeQuietly(database)
    },
  }
}
