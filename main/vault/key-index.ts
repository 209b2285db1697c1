/** The keys of the keyring, found by id and by owner. A key is opened at the first look and stays open until it is destroyed or the vault is locked. */
import { toHex } from '../../domain/bytes.ts'
import type { KeyHeads } from './key-heads.ts'
import type { KeyPurpose, KeyringKey } from './keyring-content.ts'
import { KEY_LENGTH } from './keys.ts'
import type { EntryHead } from './sealed-key.ts'
import { wipe, wipeAll } from './wipe.ts'

/** A key whose entry opens from neither copy. */
export class LostKey extends Error {
  override name = 'LostKey'
}

/** Opens its key at the first look. */
class StoredKey implements KeyringKey {
  readonly keyId: Uint8Array
  readonly purpose: KeyPurpose
  readonly ownerId: string
  readonly place: number
  readonly #find: (key: StoredKey) => Uint8Array

  constructor(
    { keyId, purpose, ownerId }: Pick<EntryHead, 'keyId' | 'purpose' | 'ownerId'>,
    place: number,
    find: (key: StoredKey) => Uint8Array,
  ) {
    this.keyId = keyId
    this.purpose = purpose
    this.ownerId = ownerId
    this.place = place
    this.#find = find
  }

  /** 32 bytes; zeros once it is destroyed or the vault is locked. Throws `LostKey` when it opens from neither copy. */
  get key(): Uint8Array {
    return this.#find(this)
  }
}

export type { StoredKey }

/** `open` answers the key in a place. */
export function keyIndex(heads: KeyHeads, open: (place: number) => Uint8Array) {
  /** By place. */
  const opened = new Map<number, Uint8Array>()

  function findBytes({ keyId, place }: StoredKey): Uint8Array {
    if (heads.placeOf(toHex(keyId)) !== place) return new Uint8Array(KEY_LENGTH)
    const key = opened.get(place) ?? open(place)
    opened.set(place, key)
    return key
  }
  const keyIn = (place: number): StoredKey => new StoredKey(heads.headOf(place), place, findBytes)
  const keysIn = (places: readonly number[]): readonly StoredKey[] => places.map(keyIn)

  return {
    add(head: EntryHead, place: number): StoredKey {
      heads.add(head, place)
      return keyIn(place)
    },
    find(keyId: string): StoredKey | undefined {
      const place = heads.placeOf(keyId)
      return place === undefined ? undefined : keyIn(place)
    },
    /** In the order in which they were made. */
    all: (purpose?: KeyPurpose) => keysIn(heads.all(purpose)),
    /** Keys that were made after the one of this id, oldest first; `undefined` if that one is gone. Opens none. */
    madeAfter(keyId: string): readonly StoredKey[] | undefined {
      const place = heads.placeOf(keyId)
      return place === undefined ? undefined : keysIn(heads.madeAfter(place))
    },
    ofOwner: (ownerId: string, purpose?: KeyPurpose) => keysIn(heads.ofOwner(ownerId, purpose)),
    remove({ place }: StoredKey): void {
      wipe(opened.get(place))
      opened.delete(place)
      heads.remove(place)
    },
    clear(): void {
      wipeAll(opened.values())
      opened.clear()
      heads.clear()
    },
  }
}
