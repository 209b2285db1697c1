import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { keyHeads } from '../../../main/vault/key-heads.ts'
import { keyPurposes } from '../../../main/vault/keyring-content.ts'
import { freeEntry, sealKey, type EntryHead } from '../../../main/vault/sealed-key.ts'

const vaultId = randomBytes(16)
const sealing = { keyId: Uint8Array.from(randomBytes(16)), key: Uint8Array.from(randomBytes(32)) }
const seal = (head: Omit<EntryHead, 'sealedWith'>) => sealKey({ sealing, vaultId, randomBytes }, head, randomBytes(32))
const headOf = (ownerId: string, purpose: EntryHead['purpose'], number: number) => ({
  keyId: Uint8Array.from(randomBytes(16)),
  purpose,
  ownerId,
  number,
})

test('heads of keys: found by id and by owner in the order of their numbers, whatever was made, destroyed and made again', () => {
  const step = fc.record({
    ownerId: fc.constantFrom('owner-1', 'owner-2', 'station'),
    purpose: fc.constantFrom(...keyPurposes),
    // Seldom, so that owners come to have several keys.
    destroys: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat() }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, readAgainAfter) => {
      let heads = keyHeads()
      const entries: Uint8Array[] = []
      const known: (EntryHead & { place: number })[] = []
      for (const [index, { ownerId, purpose, destroys }] of steps.entries()) {
        const doomed = destroys === undefined || known.length === 0 ? undefined : known.splice(destroys % known.length, 1)[0]!
        if (doomed !== undefined) {
          heads.remove(doomed.place)
          entries[doomed.place - 1] = freeEntry()
        } else {
          const head = { ...headOf(ownerId, purpose, heads.nextNumber()), sealedWith: toHex(sealing.keyId) }
          const [place] = heads.choosePlaces(1, entries.length)
          heads.takePlaces(1)
          heads.add(head, place!)
          entries[place! - 1] = seal(head)
          known.push({ ...head, place: place! })
        }
        if (index === readAgainAfter) {
          heads = keyHeads()
          for (const [at, entry] of entries.entries()) heads.read(entry, at + 1)
        }
        expect(heads.count()).toBe(known.length)
        expect(heads.all()).toEqual(known.map(({ place }) => place))
        for (const each of keyPurposes)
          expect(heads.all(each)).toEqual(known.filter((key) => key.purpose === each).map(({ place }) => place))
        for (const each of ['owner-1', 'owner-2', 'station'])
          expect(heads.ofOwner(each)).toEqual(known.filter((key) => key.ownerId === each).map(({ place }) => place))
        for (const { keyId, purpose: ofKey, ownerId: owner, place } of known) {
          expect(heads.placeOf(toHex(keyId))).toBe(place)
          expect(heads.headOf(place)).toEqual({ keyId, purpose: ofKey, ownerId: owner })
        }
        if (doomed !== undefined) expect(heads.placeOf(toHex(doomed.keyId))).toBeUndefined()
      }
    }),
    { numRuns: 60 },
  )
})

test('heads of keys: what is sealed under a former key is known until all keys are sealed again', () => {
  const heads = keyHeads()
  heads.read(seal(headOf('owner-1', 'case', 1)), 1)
  heads.read(freeEntry(), 2)
  expect(heads.sealedUnderOther(toHex(sealing.keyId))).toEqual([])
  expect(heads.sealedUnderOther('00')).toEqual([1])
  heads.resealed('00')
  expect(heads.sealedUnderOther('00')).toEqual([])
  expect(heads.choosePlaces(2, 2)).toEqual([2, 3])
})

test('heads of keys: made after another: by number, not by place', () => {
  const heads = keyHeads()
  for (const [place, number] of [
    [2, 1],
    [1, 2],
    [3, 3],
  ] as const)
    heads.read(seal(headOf('owner-1', 'case', number)), place)
  expect([2, 1, 3].map((place) => heads.madeAfter(place))).toEqual([[1, 3], [3], []])
})

test('heads of keys: the next number follows the highest, in whatever order they were read', () => {
  const heads = keyHeads()
  expect(heads.nextNumber()).toBe(1)
  for (const [index, number] of [3, 7, 5].entries()) heads.read(seal(headOf('owner-1', 'case', number)), index + 1)
  expect(heads.nextNumber()).toBe(8)
})

test('heads of keys: a purpose, and none', () => {
  const heads = keyHeads()
  heads.read(seal(headOf('owner-1', 'evidence', 1)), 1)
  expect([undefined, ...keyPurposes].filter((purpose) => heads.isPurpose(1, purpose))).toEqual([undefined, 'evidence'])
})

test('heads of keys: after clearing there are none, of no owner', () => {
  const heads = keyHeads()
  const head = headOf('owner-1', 'case', 1)
  heads.read(seal(head), 1)
  heads.clear()
  expect([heads.count(), heads.all(), heads.ofOwner('owner-1'), heads.placeOf(toHex(head.keyId))]).toEqual([0, [], [], undefined])
})

test('heads of keys: free places are chosen first, and are taken only when told so', () => {
  const heads = keyHeads()
  for (const place of [1, 2, 3]) heads.read(freeEntry(), place)
  expect(heads.choosePlaces(2, 5)).toEqual([3, 2])
  expect(heads.choosePlaces(2, 5)).toEqual([3, 2])
  heads.takePlaces(2)
  expect(heads.choosePlaces(3, 5)).toEqual([1, 6, 7])
  heads.takePlaces(3)
  expect(heads.choosePlaces(1, 5)).toEqual([6])
})

test('heads of keys: which are sealed under another key, each place once', () => {
  const heads = keyHeads()
  const first = headOf('owner-1', 'case', 1)
  heads.add({ ...first, sealedWith: 'aa' }, 1)
  heads.remove(1)
  heads.add({ ...headOf('owner-1', 'case', 2), sealedWith: 'aa' }, 1)
  for (const place of [2, 3]) heads.add({ ...headOf('owner-1', 'case', place + 1), sealedWith: 'bb' }, place)
  expect(['aa', 'bb', 'cc'].map((keyId) => heads.sealedUnderOther(keyId))).toEqual([[2, 3], [1], [1, 2, 3]])
  heads.resealed('cc')
  expect([heads.sealedUnderOther('cc'), new Set(heads.sealedUnderOther('aa'))]).toEqual([[], new Set([1, 2, 3])])
})

test.each([
  ['oldest', 1],
  ['one between', 2],
  ['another between', 3],
  ['newest', 4],
])('heads of keys: the %s of an owner’s keys is destroyed: the others stay, and its place is free', (_, destroyed) => {
  const heads = keyHeads()
  for (const number of [1, 2, 3, 4]) heads.read(seal(headOf('owner-1', 'case', number)), number)
  heads.remove(destroyed)
  expect(heads.ofOwner('owner-1')).toEqual([1, 2, 3, 4].filter((place) => place !== destroyed))
  expect(heads.choosePlaces(2, 4)).toEqual([destroyed, 5])
})
