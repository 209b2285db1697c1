/** One copy of the record's database: what is written is read back as it was, by number, by name and by change. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../../../domain/bytes.ts'
import { createDatabase } from '../../../../main/files/database.ts'
import {
  hasBody,
  isBodyWhole,
  isRowWhole,
  openCopy,
  type Change,
  type RowToWrite,
  type StoredRow,
} from '../../../../main/record/database/copy.ts'
import { rowMac, rowsKeyOf } from '../../../../main/record/database/head.ts'
import { recordKind } from '../../../../main/record/database/schema.ts'
import { sha256 } from '../../../../main/files/sha256.ts'
import { freshFolder } from '../../vault/support.ts'

const rowsKey = rowsKeyOf(new Uint8Array(32).fill(3))
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

interface Written {
  readonly row: number
  readonly id: string
  readonly seq: number
  readonly table?: string
  readonly rev?: number
  /** Nothing for an erased row. */
  readonly text?: string | undefined
}
function rowOf({ row, id, seq, table = 'cases', rev = 1, text }: Written): RowToWrite {
  const env = text === undefined ? undefined : bytesOf(text)
  const maced = { table, id, rev, seq, ...(env ? { sha256: sha256(env) } : {}) }
  return { ...maced, row, bytes: env?.length ?? 0, mac: rowMac(rowsKey, maced), ...(env && table !== 'chunks' ? { env } : {}) }
}

async function bench() {
  const copy = openCopy('record.db', createDatabase(join(await freshFolder(), 'record.db'), recordKind))
  const head = { body: '{}', mac: new Uint8Array(32).fill(9) }
  const write = (change: Partial<Change>) => copy.write({ rows: [], entries: [], frames: [], head, ...change })
  return { copy, write, head }
}

async function filled() {
  const made = await bench()
  made.write({
    rows: [
      rowOf({ row: 1, id: 'a', seq: 1, text: 'one' }),
      rowOf({ row: 2, id: 'b', seq: 1, text: 'two!' }),
      rowOf({ row: 3, id: 'a', seq: 1, table: 'station', text: 'three' }),
      rowOf({ row: 4, id: 'e:0', seq: 1, table: 'chunks', text: 'piece' }),
    ],
    entries: [
      { seq: 0, entry: '{"first":1}' },
      { seq: 1, entry: '{"second":2}' },
    ],
    frames: [{ seq: 1, hash: bytesOf('hash 1') }],
  })
  made.write({
    rows: [rowOf({ row: 1, id: 'a', seq: 2, rev: 2, text: 'one again' }), rowOf({ row: 2, id: 'b', seq: 2 })],
    entries: [{ seq: 2, entry: '{"third":3}' }],
    frames: [{ seq: 2, hash: bytesOf('hash 2') }],
  })
  return made
}

test('copy: rows by name, by number and in slices, each as it was written', async () => {
  const { copy } = await filled()
  const stored = ({ env: _env, ...row }: RowToWrite) => row
  const plain = (row: StoredRow | undefined) => row && { ...row, mac: toHex(row.mac), ...(row.sha256 ? { sha256: toHex(row.sha256) } : {}) }
  const a = stored(rowOf({ row: 1, id: 'a', seq: 2, rev: 2, text: 'one again' }))
  expect(plain(copy.findRow('cases', 'a'))).toEqual(plain(a))
  expect(plain(copy.rowByNumber(1))).toEqual(plain(a))
  expect(plain(copy.findRow('cases', 'b'))).toEqual(plain(stored(rowOf({ row: 2, id: 'b', seq: 2 }))))
  expect(copy.findRow('cases', 'b')).not.toHaveProperty('sha256')
  expect([copy.findRow('cases', 'x'), copy.rowByNumber(9)]).toEqual([undefined, undefined])
  expect(copy.rowsAfter(1, 2).map(({ row }) => row)).toEqual([2, 3])
  expect(copy.tables()).toEqual(['cases', 'chunks', 'station'])
  expect(isRowWhole(rowsKey, a)).toBe(true)
  for (const change of [{ table: 'station' }, { id: 'b' }, { rev: 3 }, { seq: 3 }, { sha256: undefined }])
    expect(isRowWhole(rowsKey, { ...a, ...change })).toBe(false)
})

test('copy: lists of a table, oldest change first', async () => {
  const { copy, write } = await filled()
  write({ rows: [rowOf({ row: 5, id: 'c', seq: 3, rev: 4, text: 'five' })] })
  expect(copy.newest('cases')).toEqual([
    { table: 'cases', id: 'a', rev: 2, seq: 2, erased: false },
    { table: 'cases', id: 'b', rev: 1, seq: 2, erased: true },
    { table: 'cases', id: 'c', rev: 4, seq: 3, erased: false },
  ])
  expect(copy.ids('cases')).toEqual(['a', 'c'])
  expect([...copy.revs('cases')]).toEqual([
    ['a', 2],
    ['c', 4],
  ])
  expect([copy.newest('x'), copy.ids('x'), [...copy.revs('x')]]).toEqual([[], [], []])
})

test('copy: envelopes are there until their row is erased; pieces of scans lie elsewhere', async () => {
  const { copy } = await filled()
  expect([1, 2, 3, 4].map((row) => copy.body(row) && Buffer.from(copy.body(row)!).toString())).toEqual([
    'one again',
    undefined,
    'three',
    undefined,
  ])
  expect(copy.bodiesAfter('cases', { seq: -1, row: 0 }, 10)).toEqual([{ row: 1, id: 'a', rev: 2, seq: 2, env: bytesOf('one again') }])
  expect(copy.bodiesAfter('cases', { seq: 2, row: 1 }, 10)).toEqual([])
  expect([1, 2, 4].map((row) => hasBody(copy.rowByNumber(row)!))).toEqual([true, false, false])
  const a = copy.rowByNumber(1)!
  expect([isBodyWhole(a, bytesOf('one again')), isBodyWhole(a, bytesOf('one')), isBodyWhole(a, undefined)]).toEqual([true, false, false])
  const erased = copy.rowByNumber(2)!
  expect([isBodyWhole(erased, undefined), isBodyWhole(erased, bytesOf(''))]).toEqual([true, false])
})

test('copy: changes after a frame, and how many and how large they are', async () => {
  const { copy, write } = await filled()
  write({ rows: [rowOf({ row: 5, id: 'c', seq: 3, text: 'five' })] })
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
  expect([ids(copy.changed('cases', 1)), ids(copy.changed('cases', 1, 2)), ids(copy.changed('cases', 3))]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b'],
    [],
  ])
  expect([1, 2, 3, 4].map((nth) => copy.frameOfChange('cases', 1, nth))).toEqual([2, 2, 3, undefined])
  expect([copy.changedIds('cases', 1), copy.changedIds('cases', 2)]).toEqual([['a', 'b', 'c'], ['c']])
  expect(ids(copy.changedSlice('cases', { seq: 2, row: 1 }, 1))).toEqual(['b'])
  expect(copy.changedSize('cases', 1, 3, 4)).toEqual({ rows: 3, bytes: 13, fresh: 1, gone: 1 })
  expect(copy.changedSize('cases', 3, 9, 4)).toEqual({ rows: 0, bytes: 0, fresh: 0, gone: 0 })
  expect(copy.sizes(0, 4)).toEqual([
    { table: 'cases', rows: 1, bytes: 9 },
    { table: 'chunks', rows: 1, bytes: 5 },
    { table: 'station', rows: 1, bytes: 5 },
  ])
  expect(copy.sizes(4, 5)).toEqual([{ table: 'cases', rows: 1, bytes: 4 }])
})

test('copy: both indexes lead to a row, or it is not indexed', async () => {
  const { copy } = await filled()
  const a = copy.rowByNumber(1)!
  expect(copy.isIndexed(a)).toBe(true)
  for (const change of [{ id: 'x' }, { seq: 1 }, { row: 2 }, { table: 'station' }]) expect(copy.isIndexed({ ...a, ...change })).toBe(false)
})

test('copy: entries, frames and the head', async () => {
  const { copy, write } = await filled()
  expect(copy.entriesFrom(1, 1)).toEqual([{ seq: 1, entry: '{"second":2}' }])
  expect(copy.entriesFrom(1, 9).map(({ seq }) => seq)).toEqual([1, 2])
  expect([copy.frame(2), copy.frame(3)]).toEqual([bytesOf('hash 2'), undefined])
  expect(copy.framesAfter(1)).toEqual([{ seq: 2, hash: bytesOf('hash 2') }])
  expect(copy.head()).toEqual({ body: '{}', mac: new Uint8Array(32).fill(9) })
  write({ head: { body: '{"next":1}', mac: new Uint8Array(32).fill(8) } })
  expect(copy.head()).toEqual({ body: '{"next":1}', mac: new Uint8Array(32).fill(8) })
  expect((await bench()).copy.head()).toBeUndefined()
})

test('copy: an act that is undone leaves no row, envelope, entry or frame of it; older frames are dropped', async () => {
  const { copy, write } = await filled()
  write({
    rows: [rowOf({ row: 5, id: 'c', seq: 3, text: 'five' })],
    entries: [{ seq: 3, entry: '{}' }],
    frames: [{ seq: 3, hash: bytesOf('3') }],
  })
  write({ remove: [5], cutAfter: { frame: 2, entry: 2 } })
  expect([copy.rowByNumber(5), copy.body(5), copy.frame(3), copy.entriesFrom(3, 1)]).toEqual([undefined, undefined, undefined, []])
  write({ framesFrom: 2 })
  expect(copy.framesAfter(0).map(({ seq }) => seq)).toEqual([2])
  expect(copy.entriesFrom(0, 9)).toHaveLength(3)
})
