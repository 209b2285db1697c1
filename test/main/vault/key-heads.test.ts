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
    destroys: fc.option(fc.nat(), { nil: undefined }),
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
