import { describe, expect, test } from 'vitest'
import type { Edition } from '../../../../../domain/guidance/edition.ts'
import { bundledEditions, createEditions } from '../../../../../domain/guidance/index.ts'
import { sharedPostingServices } from '../../../../../renderer/features/pages/dispatch/shared-posting-services.ts'
import { longerCodeEdition } from '../../../../support/signed-edition.ts'

const service = (id: string, name = id): Edition['postingServices'][number] => ({ ...bundledEditions[0]!.postingServices[0]!, id, name })
const edition = (id: string, ...ids: string[]): Edition => ({ ...longerCodeEdition, id, postingServices: ids.map((each) => service(each)) })
const editions = createEditions([edition('one', 'a', 'b', 'c'), edition('two', 'c', 'a'), edition('three', 'd')])
const shared = (...chosen: string[]) =>
  sharedPostingServices(
    chosen.map((id) => ({ edition: id })),
    editions,
  ).map(({ id }) => id)

describe('posting services of the chosen cards', () => {
  test.each([
    ['one edition: its own, in its order', ['one'], ['a', 'b', 'c']],
    ['several cards of one edition', ['two', 'two'], ['c', 'a']],
    ['two editions: what both have, in the order of the first', ['one', 'two'], ['a', 'c']],
    ['the other way round', ['two', 'one'], ['c', 'a']],
    ['editions with nothing in common', ['one', 'two', 'three'], []],
  ])('%s', (_, chosen, expected) => {
    expect(shared(...chosen)).toEqual(expected)
  })

  test('no card chosen: each service of every edition, once', () => {
    const all = editions.all.flatMap(({ postingServices }) => postingServices.map(({ id }) => id))
    expect(shared()).toEqual([...new Set(all)])
    expect(shared()).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']))
  })

  test('a case of an edition that is not here is a bug, and throws', () => {
    expect(() => shared('elsewhere')).toThrow('elsewhere')
  })
})
