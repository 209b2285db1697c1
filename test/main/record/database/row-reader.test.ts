/** Rows from the first copy, and from the second what does not read there; the copy with the damage is put in doubt. */
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openCopy, type RecordCopy, type RowToWrite } from '../../../../main/record/database/copy.ts'
import { rowMac, rowsKeyOf } from '../../../../main/record/database/head.ts'
import { rowReader } from '../../../../main/record/database/row-reader.ts'
import type { ScansDatabase } from '../../../../main/record/database/scans-database.ts'
import { recordKind, type RecordFile } from '../../../../main/record/database/schema.ts'
import { sha256 } from '../../../../main/files/sha256.ts'

const rowsKey = rowsKeyOf(new Uint8Array(32).fill(3))
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
function rowOf(row: number, id: string, seq: number, text: string | undefined, table = 'cases'): RowToWrite {
  const env = text === undefined ? undefined : bytesOf(text)
  const maced = { table, id, rev: 1, seq, ...(env ? { sha256: sha256(env) } : {}) }
  return { ...maced, row, bytes: env?.length ?? 0, mac: rowMac(rowsKey, maced), ...(env && table !== 'chunks' ? { env } : {}) }
}
const rows = [
  rowOf(1, 'a', 1, 'one'),
  rowOf(2, 'b', 1, 'two'),
  rowOf(3, 's', 1, 'three', 'station'),
  rowOf(4, 'scan:0', 2, 'piece', 'chunks'),
  rowOf(5, 'c', 2, 'five'),
  rowOf(6, 'd', 3, undefined),
]

function copyNamed(name: RecordFile): RecordCopy {
  const database = new DatabaseSync(':memory:')
  database.exec(recordKind.schema)
  const copy = openCopy(name, database)
  copy.write({ rows, entries: [], frames: [], head: { body: '{}', mac: new Uint8Array(32) } })
  return copy
}

function bench() {
  const [first, second] = [copyNamed('record.db'), copyNamed('record-second.db')]
  const doubted: string[] = []
  const pieces = new Map([[4, bytesOf('piece')]])
  const state = { isUneven: false }
  const reader = rowReader({
    first,
    second,
    scans: { find: (row: number) => pieces.get(row) } as unknown as ScansDatabase,
    rowsKey,
    doubt: ({ name }) => doubted.push(name),
    isUneven: () => state.isUneven,
  })
  return { first, second, reader, doubted, pieces, state }
}
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id)

test('row reader: what is whole in the first copy is read there, and nothing is in doubt', () => {
  const { reader, doubted } = bench()
  expect([reader.find('cases', 'a')?.row, reader.find('cases', 'x')]).toEqual([1, undefined])
  expect(text(reader.envelope(reader.find('cases', 'a')!))).toBe('one')
  expect(text(reader.envelope(reader.find('chunks', 'scan:0')!))).toBe('piece')
  expect(reader.envelope(reader.find('cases', 'd')!)).toBeUndefined()
  expect([reader.ids('cases'), idsOf(reader.newest('cases')), [...reader.revs('cases').keys()]]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c'],
  ])
  expect(doubted).toEqual([])
})

test.each([
  ['a row that is gone', 'DELETE FROM rows WHERE row = 1'],
  ['an altered row', 'UPDATE rows SET rev = 2 WHERE row = 1'],
  ['an altered envelope', `UPDATE bodies SET env = x'00' WHERE row = 1`],
  ['an envelope that is gone', 'DELETE FROM bodies WHERE row = 1'],
])('row reader: %s in the first copy is read from the second, and the first is in doubt', (_, sql) => {
  const { first, second, reader, doubted } = bench()
  first.database.exec(sql)
  const row = reader.find('cases', 'a')!
  expect([row.rev, text(reader.envelope(row))]).toEqual([1, 'one'])
  expect(doubted).toEqual(['record.db'])
  second.database.exec(sql)
  const lost = reader.find('cases', 'a')
  expect(lost && reader.envelope(lost)).toBeUndefined()
})

test('row reader: lists come from the second copy when the first is damaged', () => {
  const { first, reader, doubted } = bench()
  const damaged = () => {
    throw Object.assign(new Error('malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 })
  }
  Object.assign(first, { ids: damaged })
  expect(reader.ids('cases')).toEqual(['a', 'b', 'c'])
  expect(doubted).toEqual(['record.db'])
  Object.assign(first, {
    ids: () => {
      throw new Error('another fault')
    },
  })
  expect(() => reader.ids('cases')).toThrow('another fault')
})

test('row reader: while the first copy has an act that is to be taken back, the second counts, and nothing is in doubt', () => {
  const { first, reader, doubted, state } = bench()
  state.isUneven = true
  first.database.exec(`DELETE FROM rows WHERE row = 1; UPDATE bodies SET env = x'00' WHERE row = 2`)
  expect([reader.find('cases', 'a')?.row, reader.ids('cases')]).toEqual([1, ['a', 'b', 'c']])
  expect(text(reader.envelope(reader.find('cases', 'b')!))).toBe('two')
  expect(doubted).toEqual([])
})

test('row reader: a piece of a scan that is missing or another one does not read', () => {
  const { reader, pieces } = bench()
  const row = reader.find('chunks', 'scan:0')!
  pieces.set(4, bytesOf('other'))
  expect(reader.envelope(row)).toBeUndefined()
  pieces.clear()
  expect(reader.envelope(row)).toBeUndefined()
})

test('row reader: changes of several tables in the order in which they were made, in whole frames', () => {
  const { reader } = bench()
  expect(idsOf(reader.changedAfter(0))).toEqual(['a', 'b', 's', 'scan:0', 'c', 'd'])
  expect(idsOf(reader.changedAfter(1, ['station', 'cases']))).toEqual(['c', 'd'])
  const some = reader.changedSome(0, ['station', 'cases'], 2)
  expect([idsOf(some.rows), some.upTo]).toEqual([['a', 'b', 's'], 1])
  const all = reader.changedSome(0, ['station', 'cases'], 4)
  expect([idsOf(all.rows), all.upTo]).toEqual([['a', 'b', 's', 'c', 'd'], undefined])
  expect(all).not.toHaveProperty('upTo')
  expect(idsOf(reader.changedSome(0, ['station', 'cases'], 3).rows)).toEqual(['a', 'b', 's', 'c'])
})
