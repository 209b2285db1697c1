/**
 * The keys of cases, evidence, custody and the station, each sealed on its own in two databases. In memory are their ids and owners; a key
 * is opened when it is asked for and stays open until the vault is locked. A new key costs two small transactions, whatever their number.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { toHex } from '../../domain/bytes.ts'
import { takeSecret } from '../../domain/secret-bytes.ts'
import type { RandomBytes } from '../files/random-id.ts'
import type { SealingKey } from './envelope.ts'
import { checkKeys, type KeysChecked } from './check-keys.ts'
import { keyCopies, type KeyCopies } from './key-copies.ts'
import { keyIndex, LostKey } from './key-index.ts'
import type { KeyPurpose, KeyringKey } from './keyring-content.ts'
import { KEY_LENGTH } from './keys.ts'
import type { OpenedKeyDatabases } from './open-key-databases.ts'
import { freeEntry, openKey, readHead, sealKey } from './sealed-key.ts'
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

const SLICE = 2_000

export function keyStore({ opened, vaultId, sealingKeys, randomBytes, ...deps }: KeyStoreDeps) {
  const copies = keyCopies(opened)
  const { heads } = opened
  let { sealing } = deps

  const { openPlace, openUnlessLost } = entryOpener(copies, sealingKeys, vaultId)
  const index = keyIndex(heads, openPlace)

  return {
    find: (keyId: string): KeyringKey | undefined => index.find(keyId),
    /** Number of the last change. */
    revision: (): number => copies.state.rev,
    all: (purpose?: KeyPurpose): readonly KeyringKey[] => index.all(purpose),
    madeAfter: (keyId: string): readonly KeyringKey[] | undefined => index.madeAfter(keyId),
    ofOwner: (ownerId: string, purpose?: KeyPurpose): readonly KeyringKey[] => index.ofOwner(ownerId, purpose),
    /** On the disk in both copies when it returns; failures of the disk throw, and then nothing was added. */
    add(wanted: readonly Pick<KeyringKey, 'purpose' | 'ownerId'>[]): readonly KeyringKey[] {
      copies.settle()
      const { state } = copies
      const places = heads.choosePlaces(wanted.length, state.places)
      const made = wanted.map((each, at) => freshKey({ sealing, vaultId, randomBytes }, each, heads.nextNumber() + at, places[at]!))
      const next = { ...state, rev: state.rev + 1, places: Math.max(state.places, ...places), keys: state.keys + wanted.length }
      copies.fill({ entries: made, state: next })
      heads.takePlaces(wanted.length)
      return made.map(({ head, place }) => index.add(head, place))
    },
    /** When it returns, nothing of them is left in either database or its log. If it throws, they are destroyed at the next change or opening. */
    remove(keyIds: readonly string[]): void {
      copies.settle()
      const { state } = copies
      const doomed = [...new Set(keyIds)].flatMap((keyId) => index.find(keyId) ?? [])
      if (doomed.length === 0) return
      const entries = doomed.map(({ place }) => ({ place, entry: freeEntry() }))
      copies.overwrite({ entries, state: { ...state, rev: state.rev + 1, keys: state.keys - doomed.length } }, () => {
        for (const key of doomed) index.remove(key)
      })
    },
    /** Seals every key under the key of the next key version, in both databases. If it fails, the next opening does it. */
    async reseal(next: SealingKey): Promise<void> {
      copies.settle()
      const sealedWith = toHex(next.keyId)
      sealingKeys.set(sealedWith, next)
      sealing = next
      const entries: { place: number; entry: Uint8Array }[] = []
      for (const place of heads.sealedUnderOther(sealedWith)) {
        const head = readHead(copies.entries(place)[0] ?? freeEntry())
        if (head === undefined || head.sealedWith === sealedWith) continue
        const key = openUnlessLost(place)
        // What is lost stays as it is: one such key must not keep the others under the former key.
        if (key === undefined) continue
        entries.push({ place, entry: sealKey({ sealing, vaultId, randomBytes }, head, key) })
        wipe(key)
        if (entries.length % SLICE === 0) await nextTurn()
      }
      const { state } = copies
      if (entries.length === 0 && state.sealedWith === sealedWith) return
      copies.overwrite({ entries, state: { ...state, rev: state.rev + 1, sealedWith } }, () => heads.resealed(sealedWith))
    },
    /** Whether every key opens: see `check-keys.ts`. */
    check: (pause: () => Promise<void>): Promise<KeysChecked> => checkKeys({ copies, heads, sealingKeys, vaultId }, pause),
    close(): void {
      index.clear()
      copies.close()
    },
  }
}

function entryOpener(copies: KeyCopies, sealingKeys: ReadonlyMap<string, SealingKey>, vaultId: Uint8Array) {
  function openUnlessLost(place: number): Uint8Array | undefined {
    for (const entry of copies.entries(place)) {
      const under = sealingKeys.get(readHead(entry)?.sealedWith ?? '')
      const key = under && openKey(under, vaultId, entry)
      if (key !== undefined) return key
    }
    return undefined
  }
  return {
    openUnlessLost,
    openPlace(place: number): Uint8Array {
      const key = openUnlessLost(place)
      if (key === undefined) throw new LostKey('a key does not open in either copy')
      return key
    },
  }
}

function freshKey(
  deps: Parameters<typeof sealKey>[0],
  { purpose, ownerId }: Pick<KeyringKey, 'purpose' | 'ownerId'>,
  number: number,
  place: number,
) {
  const head = { keyId: Uint8Array.from(deps.randomBytes(16)), purpose, ownerId, number, sealedWith: toHex(deps.sealing.keyId) }
  const key = takeSecret(deps.randomBytes(KEY_LENGTH))
  const entry = sealKey(deps, head, key)
  wipe(key)
  return { head, place, entry }
}
