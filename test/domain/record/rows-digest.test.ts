import { expect, test } from 'vitest'
import { comparedTables, rowsToDigest } from '../../../domain/record/rows-digest.ts'

const text = (rows: Parameters<typeof rowsToDigest>[0]) => new TextDecoder().decode(rowsToDigest(rows))
const rows = [
  { table: 'station', id: 'settings', rev: 3 },
  { table: 'cases', id: 'b', rev: 1 },
  { table: 'cases', id: 'a', rev: 12 },
]

test('digest of rows: the version, then each row on a line, in one order', () => {
  expect(text(rows)).toBe('ra/v2/rows\n["cases","a",12]\n["cases","b",1]\n["station","settings",3]')
  expect(text(rows.toReversed())).toBe(text(rows))
  expect(text([])).toBe('ra/v2/rows')
})

test('digest of rows: another table, id or revision, a row more or less gives other bytes', () => {
  const [first, ...others] = rows
  for (const changed of [
    { ...first!, table: 'cases' },
    { ...first!, id: 'other' },
    { ...first!, rev: 4 },
  ])
    expect(text([changed, ...others])).not.toBe(text(rows))
  expect(text(others)).not.toBe(text(rows))
  expect(comparedTables).toEqual(['cases', 'manifests', 'station'])
})
