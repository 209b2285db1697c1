/** Rows of the open journal: in slices, by number, and nothing once it is closed. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SCANS_FILE } from '../../../main/record/database/schema.ts'
import { openJournal } from '../../../main/record/journal.ts'
import { value } from '../vault/support.ts'
import { freshJournal } from './support.ts'

const row = (id: string, rev: number, env: string | null = 'AAAA', table = 'cases') => ({ table, id, rev, env })

test('slices: 500 rows at a time, every envelope of the table once, oldest change first', async () => {
  const journal = value(await openJournal(await freshJournal()))
  const ids = Array.from({ length: 501 }, (_, index) => `row-${index}`)
  value(await journal.append({ rows: ids.map((id) => row(id, 1)), audit: null }))
  value(await journal.append({ rows: [row('other', 1, 'AAAB', 'station'), row('row-0', 2, 'AAAC'), row('row-1', 1, null)], audit: null }))
  const slices = [...journal.slices('cases')]
  expect(slices.map((slice) => slice.length)).toEqual([500])
  expect(slices.flat()).toHaveLength(500)
  expect(Buffer.from(slices.at(-1)!.at(-1)!.env).toString('base64')).toBe('AAAC')
  value(await journal.append({ rows: [row('row-501', 1)], audit: null }))
  expect([...journal.slices('cases')].map((slice) => slice.length)).toEqual([500, 1])
  expect([...journal.slices('manifests')]).toEqual([])
  await journal.close()
})

test('numbers of rows: of one table, without erased ones, oldest change first', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await journal.append({ rows: [row('a', 1), row('b', 4), row('c', 1), row('a', 9, 'AAAA', 'station')], audit: null }))
  value(await journal.append({ rows: [row('a', 2), row('c', 1, null)], audit: null }))
  expect([...journal.revs('cases')]).toEqual([
    ['b', 4],
    ['a', 2],
  ])
  expect([journal.revOf('cases', 'a'), journal.revOf('cases', 'c'), journal.revOf('cases', 'x')]).toEqual([2, 1, undefined])
  await journal.close()
})

test('closed journal: nothing is read', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await journal.append({ rows: [row('a', 1)], audit: null }))
  const slices = journal.slices('cases')
  await journal.close()
  expect([...slices, ...journal.slices('cases')]).toEqual([])
  expect([...journal.revs('cases'), ...journal.ids('cases'), ...journal.newest(['cases'])]).toEqual([])
  expect(journal.revOf('cases', 'a')).toBeUndefined()
  expect(journal.has('cases', 'a')).toBe(false)
  expect(journal.changedAfter(0)).toEqual([])
  expect(journal.changedSome(0, ['cases'], 10)).toEqual({ rows: [] })
})

test('changes after a frame: of the named tables only', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await journal.append({ rows: [row('a', 1), row('s', 1, 'AAAB', 'station')], audit: null }))
  expect(journal.changedAfter(0, ['station']).map(({ table, id }) => `${table} ${id}`)).toEqual(['station s'])
  expect(journal.changedAfter(0).map(({ table, id }) => `${table} ${id}`)).toEqual(['cases a', 'station s'])
  await journal.close()
})

test('rows by name, lists of several tables, and changes in whole frames', async () => {
  const journal = value(await openJournal(await freshJournal()))
  value(await journal.append({ rows: [row('a', 1), row('b', 1, 'AAAB'), row('s', 1, 'AAAC', 'station')], audit: null }))
  value(await journal.append({ rows: [row('a', 2, 'AAAD'), row('b', 1, null)], audit: null }))
  expect(value(await journal.findRow('cases', 'a'))).toEqual(row('a', 2, 'AAAD'))
  expect(value(await journal.findRow('cases', 'b'))).toEqual(row('b', 1, null))
  expect(value(await journal.findRow('cases', 'x'))).toBeUndefined()
  expect(journal.newest(['station', 'cases']).map(({ table, id, erased }) => [table, id, erased])).toEqual([
    ['station', 's', false],
    ['cases', 'a', false],
    ['cases', 'b', true],
  ])
  const all = journal.changedSome(0, ['station', 'cases'], 9)
  expect(all.rows.map(({ id, erased, sha256 }) => [id, erased, sha256 !== undefined])).toEqual([
    ['s', false, true],
    ['a', false, true],
    ['b', true, false],
  ])
  expect(all).not.toHaveProperty('upTo')
  await journal.close()
})

test('pieces of scans that do not read back: those of rows that are not erased, once damage was found', async () => {
  const deps = await freshJournal()
  let journal = value(await openJournal(deps))
  value(await journal.append({ rows: [row('scan:0', 1, 'AAAA', 'chunks'), row('gone:0', 1, 'AAAB', 'chunks')], audit: null }))
  value(await journal.append({ rows: [row('gone:0', 1, null, 'chunks')], audit: null }))
  await journal.close()
  await rm(join(deps.folder, SCANS_FILE))
  journal = value(await openJournal(deps))
  const { files, pieces } = await journal.lackingScans()
  expect([files, pieces.map(({ id }) => id)]).toEqual([[SCANS_FILE], ['scan:0']])
  value(await journal.appendAgain({ rows: [row('scan:0', 1, 'AAAA', 'chunks')], audit: null }))
  expect((await journal.lackingScans()).pieces).toEqual([])
  await journal.close()
})
