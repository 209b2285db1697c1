/**
 * What the entries of all keys say without being opened: in columns by place and not as objects, because of hundreds of thousands of keys a
 * few are looked at in a day.
 */
import { keyPurposes, type KeyPurpose } from './keyring-content.ts'
import { readPlainHead, type EntryHead, type PlainHead } from './sealed-key.ts'

interface Owner {
  readonly id: string
  /** Place of one of its keys; `nextOfOwner` has the others. */
  first: number
}

/** No place: they count from 1. */
const NONE = 0

export type KeyHeads = ReturnType<typeof keyHeads>

export function keyHeads() {
  /** By key id, as `PlainHead` has it. */
  const places = new Map<string, number>()
  const ids: string[] = []
  const purposes: number[] = []
  const numbers: number[] = []
  const owners: Owner[] = []
  const nextOfOwner: number[] = []
  const ownerById = new Map<string, Owner>()
  const free = freePlaces()
  const sealing = sealingOfPlaces()
  let lastNumber = 0

  function add({ keyId, purpose, ownerId, number, sealedWith: under }: PlainHead, place: number): void {
    const owner = ownerById.get(ownerId) ?? { id: ownerId, first: NONE }
    if (owner.first === NONE) ownerById.set(ownerId, owner)
    places.set(keyId, place)
    ids[place] = keyId
    purposes[place] = purpose
    numbers[place] = number
    owners[place] = owner
    nextOfOwner[place] = owner.first
    owner.first = place
    sealing.note(under, place)
    lastNumber = Math.max(lastNumber, number)
  }

  function* placesOf(ownerId: string): Generator<number> {
    for (let place = ownerById.get(ownerId)?.first ?? NONE; place !== NONE; place = nextOfOwner[place]!) yield place
  }

  const isPurpose = (place: number, purpose?: KeyPurpose): boolean => purpose === undefined || keyPurposes[purposes[place]!] === purpose
  /** Places are used again, so their order is not the one in which keys were made. Chosen before they are sorted: most purposes have few keys. */
  const inOrder = (found: Iterable<number>, purpose?: KeyPurpose): number[] =>
    [...found].filter((place) => isPurpose(place, purpose)).sort((one, other) => numbers[one]! - numbers[other]!)

  return {
    /** An entry as it is stored. The place is free when it has none. */
    read(entry: Uint8Array, place: number): void {
      const head = readPlainHead(entry)
      if (head === undefined) free.add(place)
      else add(head, place)
    },
    add: ({ keyId, purpose, ...head }: EntryHead, place: number): void =>
      add({ ...head, keyId: Buffer.from(keyId).toString('latin1'), purpose: keyPurposes.indexOf(purpose) }, place),
    count: (): number => places.size,
    /** By id in lower-case hexadecimal. */
    placeOf: (keyId: string): number | undefined => places.get(Buffer.from(keyId, 'hex').toString('latin1')),
    headOf: (place: number): Pick<EntryHead, 'keyId' | 'purpose' | 'ownerId'> => ({
      keyId: Uint8Array.from(Buffer.from(ids[place]!, 'latin1')),
      purpose: keyPurposes[purposes[place]!]!,
      ownerId: owners[place]!.id,
    }),
    isPurpose,
    ofOwner: (ownerId: string, purpose?: KeyPurpose): readonly number[] => inOrder(placesOf(ownerId), purpose),
    all: (purpose?: KeyPurpose): readonly number[] => inOrder(places.values(), purpose),
    /** Places of the keys that were made after the one in this place. */
    madeAfter: (last: number): readonly number[] => inOrder([...places.values()].filter((place) => numbers[place]! > numbers[last]!)),
    /** Whether the place has a key now. */
    isTaken: (place: number): boolean => places.get(ids[place] ?? '') === place,
    remove(place: number): void {
      const owner = owners[place]!
      places.delete(ids[place]!)
      if (owner.first === place) owner.first = nextOfOwner[place]!
      else for (const each of placesOf(owner.id)) if (nextOfOwner[each] === place) nextOfOwner[each] = nextOfOwner[place]!
      if (owner.first === NONE) ownerById.delete(owner.id)
      free.add(place)
    },
    clear(): void {
      places.clear()
      ownerById.clear()
    },
    sealedUnderOther: sealing.underOther,
    resealed: sealing.resealed,
    nextNumber: (): number => lastNumber + 1,
    choosePlaces: free.choose,
    takePlaces: free.take,
  }
}

function freePlaces() {
  const free: number[] = []
  return {
    add: (place: number): void => void free.push(place),
    /** Places for so many keys: free ones, then new ones after `last`. They count as taken once their keys are added. */
    choose: (wanted: number, last: number): number[] =>
      Array.from({ length: wanted }, (_, index) => free.at(-1 - index) ?? last + 1 + index - free.length),
    take(taken: number): void {
      free.length -= Math.min(free.length, taken)
    },
  }
}

/** Places by the key that seals them: as a rule, one for all. Some may be free again. */
function sealingOfPlaces() {
  let sealedWith = new Map<string, number[]>()
  return {
    note(keyId: string, place: number): void {
      const together = sealedWith.get(keyId)
      if (together === undefined) sealedWith.set(keyId, [place])
      else together.push(place)
    },
    /** Places whose key is not sealed with the key of this id. Some may be free again. */
    underOther: (keyId: string): readonly number[] => [
      ...new Set([...sealedWith].flatMap(([under, together]) => (under === keyId ? [] : together))),
    ],
    /** All keys are now sealed with the key of this id. */
    resealed(keyId: string): void {
      sealedWith = new Map([[keyId, [...sealedWith.values()].flat()]])
    },
  }
}
