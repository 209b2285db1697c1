import { expect, test } from 'vitest'
import { findByWords, placesToGo } from '../../../renderer/app/found-pages.ts'

const found = (query: string) =>
  findByWords(
    placesToGo.map(({ path, title }) => ({ path, words: title })),
    query,
  ).map(({ path }) => path)

test.each([
  ['locum', '/people/locum-log'],
  ['national log', '/people/locum-log'],
  ['wind', '/people/wind-down'],
  ['cim', '/people/cim-reports'],
  ['people', '/people'],
  ['reports', '/reports'],
])('palette: “%s” finds the page %s', (query, path) => expect(found(query)).toContain(path))

test('palette: nothing typed lists each page once; words that are nowhere list none', () => {
  expect(found('')).toEqual(placesToGo.map(({ path }) => path))
  expect(new Set(found('')).size).toBe(placesToGo.length)
  expect(found('locum nowhere')).toEqual([])
})
