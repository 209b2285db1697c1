/** Ids, owners and places of all keys, in memory and kept up to date with each change. */
import { toHex } from '../../domain/bytes.ts'
import type { KeyPurpose, KeyringKey } from './keyring-content.ts'
import { KEY_LENGTH } from './keys.ts'
import type { EntryHead } from './sealed-key.ts'
import { wipe } from './wipe.ts'

/** Opens its key at the first look. */
export class StoredKey implements KeyringKey {
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

/** `heads`: of every place in order. `open` answers the key in a place. */
export function keyIndex(heads: readonly (EntryHead | undefined)[], open: (place: number) => Uint8Array) {
  const byId = new Map<string, StoredKey>()
  const byOwner = new Map<string, Set<StoredKey>>()
  const free: number[] = []
  /** Places by the key that seals them: as a rule, one for all. */
  let sealedWith = new Map<string, number[]>()
  let lastNumber = 0

  function add(head: EntryHead, place: number): StoredKey {
    const key = new StoredKey(head, place, open)
    byId.set(Buffer.from(head.keyId).toString('hex'), key)
    const owned = byOwner.get(head.ownerId) ?? new Set()
    byOwner.set(head.ownerId, owned.add(key))
    const together = sealedWith.get(head.sealedWith)
    if (together === undefined) sealedWith.set(head.sealedWith, [place])
    else together.push(place)
    lastNumber = Math.max(lastNumber, head.number)
    return key
  }

  const found = heads.flatMap((head, index) => {
    if (head === undefined) free.push(index + 1)
    return head === undefined ? [] : [{ head, place: index + 1 }]
  })
  // Places are used again, so their order is not the one in which keys were made.
  for (const { head, place } of found.sort((one, other) => one.head.number - other.head.number)) add(head, place)

  return {
    add,
    find: (keyId: string): StoredKey | undefined => byId.get(keyId),
    all: (): readonly StoredKey[] => [...byId.values()],
    ofOwner: (ownerId: string): readonly StoredKey[] => [...(byOwner.get(ownerId) ?? [])],
    /** Places whose key is not sealed with the key of this id. Some may be free again. */
    sealedUnderOther: (keyId: string): readonly number[] => [
      ...new Set([...sealedWith].flatMap(([under, places]) => (under === keyId ? [] : places))),
    ],
    /** All keys are now sealed with the key of this id. */
    resealed(keyId: string): void {
      sealedWith = new Map([[keyId, [...sealedWith.values()].flat()]])
    },
    nextNumber: (): number => lastNumber + 1,
    /** Places for so many keys: free ones, then new ones after `places`. They count as taken once their keys are added. */
    choosePlaces: (count: number, places: number): number[] =>
      Array.from({ length: count }, (_, index) => free.at(-1 - index) ?? places + 1 + index - free.length),
    takePlaces(count: number): void {
      free.length -= Math.min(free.length, count)
    },
    remove(key: StoredKey): void {
      byId.delete(toHex(key.keyId))
      const owned = byOwner.get(key.ownerId)
      owned?.delete(key)
      if (owned?.size === 0) byOwner.delete(key.ownerId)
      key.forget()
      free.push(key.place)
    },
    clear(): void {
      for (const key of byId.values()) key.forget()
      byId.clear()
      byOwner.clear()
    },
  }
}
