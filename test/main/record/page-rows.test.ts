import { describe, expect, test } from 'vitest'
import type { JournalRow } from '../../../domain/record/frame.ts'
import { err, ok } from '../../../domain/result.ts'
import type { LatestRow } from '../../../main/record/journal-rows.ts'
import { pageRows, toPageRows } from '../../../main/record/page-rows.ts'

const row = (table: string, id: string, env: string | null = 'AAAA'): JournalRow => ({ table, id, rev: 1, env })
const damaged = err('journal-damaged', 'Damaged.', 'Restore it.')

/** Each list of rows is a frame; ids in `unreadable` do not read back. */
function bench(frames: readonly (readonly JournalRow[])[], unreadable: readonly string[] = []) {
  const newest = new Map<string, LatestRow>()
  for (const [index, frame] of frames.entries())
    for (const { table, id, rev, env } of frame) {
      newest.delete(`${table} ${id}`)
      newest.set(`${table} ${id}`, { table, id, rev, seq: index + 1, erased: env === null })
    }
  return pageRows({
    lastSeq: frames.length,
    changedSome: (seq, tables, most) => {
      const rows = [...newest.values()].filter((each) => each.seq > seq && tables.includes(each.table))
      const ends = tables.flatMap((table) => {
        const own = rows.filter((each) => each.table === table)
        return own.length > most ? [own[most - 1]!.seq] : []
      })
      return ends.length === 0 ? { rows } : { rows: rows.filter((each) => each.seq <= Math.min(...ends)), upTo: Math.min(...ends) }
    },
    findRow: async (table, id) =>
      unreadable.includes(id) ? damaged : ok(frames.flat().findLast((each) => each.table === table && each.id === id)),
  })
}
const idsOf = (page: { readonly rows: readonly { readonly id: string }[] }) => page.rows.map(({ id }) => id)

describe('page rows: since', () => {
  test('gives the changes after a frame, scans apart from the others, and none of main', async () => {
    const { since } = bench([[row('cases', 'a')], [row('cases', 'b'), row('secrets', 's')], [row('chunks', 'e:0')]])
    expect(await since(0, 10, 'rows')).toEqual({ rows: [row('cases', 'a'), row('cases', 'b')], lastSeq: 3, more: false })
    expect(idsOf(await since(1, 10, 'rows'))).toEqual(['b'])
    expect(idsOf(await since(0, 10, 'scans'))).toEqual(['e:0'])
  })

  test('keeps rows of one frame together, also when that is more than the maximum', async () => {
    const { since } = bench([[row('cases', 'a'), row('cases', 'b')], [row('cases', 'c')]])
    const first = await since(0, 1, 'rows')
    expect([idsOf(first), first.lastSeq, first.more]).toEqual([['a', 'b'], 1, true])
    expect(idsOf(await since(first.lastSeq, 1, 'rows'))).toEqual(['c'])
  })

  test('page by page it comes to the end, once, with every row', async () => {
    const { since } = bench([[row('cases', 'a')], [row('station', 's'), row('cases', 'b')], [row('cases', 'c')], [row('cases', 'd')]])
    const pages: string[][] = []
    for (let from = 0, more = true; more;) {
      const page = await since(from, 2, 'rows')
      pages.push(idsOf(page))
      from = page.lastSeq
      more = page.more
    }
    expect(pages.flat()).toEqual(['a', 's', 'b', 'c', 'd'])
  })

  test('never goes past the end', async () => {
    expect(await bench([[row('cases', 'a')]]).since(9, 10, 'rows')).toEqual({ rows: [], lastSeq: 1, more: false })
  })

  test('leaves out a piece of a scan that does not read back; any other row throws', async () => {
    const frames = [[row('chunks', 'e:0')], [row('chunks', 'e:1')], [row('cases', 'a')]]
    expect(idsOf(await bench(frames, ['e:0']).since(0, 10, 'scans'))).toEqual(['e:1'])
    await expect(bench(frames, ['a']).since(0, 10, 'rows')).rejects.toThrow('journal-damaged')
  })
})

test('page rows: sealed rows leave out what is erased, missing or does not read back', async () => {
  const { sealedRows } = bench([[row('cases', 'a'), row('cases', 'b', null), row('cases', 'c')]], ['c'])
  expect(await sealedRows('cases', ['a', 'b', 'c', 'd'])).toEqual([row('cases', 'a')])
})

test('page rows: a row of main never becomes one', () => {
  expect([toPageRows(row('secrets', 's')), toPageRows(row('cases', 'a'))]).toEqual([[], [row('cases', 'a')]])
})

test('page rows: the journal is closed while they are read: those that are not there any more are left out', async () => {
  const { since } = pageRows({
    lastSeq: 1,
    changedSome: () => ({ rows: [{ table: 'cases', id: 'a', rev: 1, seq: 1, erased: false }] }),
    findRow: async () => ok(undefined),
  })
  expect(await since(0, 10, 'rows')).toEqual({ rows: [], lastSeq: 1, more: false })
})
