import { describe, expect, test } from 'vitest'
import { countAlternatives, describeDocument, joinAlternatives, splitAlternatives } from '../../../domain/guidance/documents.ts'
import { provedElsewhere2026 } from '../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 as edition } from '../../../domain/guidance/editions/remote-2020-04-08.ts'

const [one, two] = edition.noPhotoDocuments.identity
const [home] = edition.noPhotoDocuments.address
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

describe('alternatives to a photographic document', () => {
  const table: readonly [readonly string[], readonly string[]][] = [
    [[one!.id], [home!.id]],
    [[one!.id, two!.id], [home!.id]],
    [[one!.id], []],
    [[], [home!.id]],
  ]
  test.each(table)('%j and %j come back as they were stored', (identity, address) => {
    const stored = joinAlternatives(identity, address)
    const known = splitAlternatives(edition, stored)
    expect([ids(known.identity), ids(known.address)]).toEqual([identity, address])
    expect(countAlternatives(stored)).toBe(identity.length + address.length)
  })

  test('one that the edition does not know counts, and is left out', () => {
    const stored = joinAlternatives([one!.id, 'library-card'], [home!.id])
    expect(countAlternatives(stored)).toBe(3)
    expect(ids(splitAlternatives(edition, stored).identity)).toEqual([one!.id])
  })

  test('an identity id does not prove the address', () =>
    expect(splitAlternatives(edition, joinAlternatives([], [one!.id])).identity).toEqual([]))

  test('a photographic document, none, and an edition without alternatives have none', () => {
    expect(countAlternatives('uk-passport')).toBe(0)
    const nothing = { identity: [], address: [] }
    expect(splitAlternatives(edition, 'uk-passport')).toEqual(nothing)
    expect(splitAlternatives(edition, undefined)).toEqual(nothing)
    expect(splitAlternatives(provedElsewhere2026, joinAlternatives([one!.id], [home!.id]))).toEqual(nothing)
  })
})

describe('document in words', () => {
  test.each([
    [undefined, 'Not recorded'],
    ['uk-passport', 'UK passport'],
    ['library-card', 'library-card'],
    [joinAlternatives([one!.id], [home!.id]), `${one!.name}; ${home!.name}`],
  ])('%s: %s', (stored, words) => expect(describeDocument(edition, stored)).toBe(words))
})
