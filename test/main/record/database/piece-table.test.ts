import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { pieceTable } from '../../../../main/record/database/piece-table.ts'
import { scansKind } from '../../../../main/record/database/schema.ts'

test('pieces of scans: put, put again, listed in slices, dropped', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(scansKind.schema)
  const table = pieceTable(database)
  table.put([1, 2, 5].map((row) => ({ row, env: Uint8Array.of(row) })))
  table.put([{ row: 2, env: Uint8Array.of(9, 9) }])
  expect([1, 2, 3, 5].map((row) => table.find(row))).toEqual([Uint8Array.of(1), Uint8Array.of(9, 9), undefined, Uint8Array.of(5)])
  expect([table.rowsAfter(0, 2), table.rowsAfter(2, 9), table.rowsAfter(5, 9)]).toEqual([[1, 2], [5], []])
  table.drop([1, 5])
  expect(table.rowsAfter(0, 9)).toEqual([2])
  expect(table.find(1)).toBeUndefined()
})

test('pieces of scans: what SQLite cannot read is not there; other failures throw', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(scansKind.schema)
  const { find, put } = pieceTable(database)
  database.close()
  expect(() => find(1)).toThrow()
  expect(() => put([])).toThrow()
})
