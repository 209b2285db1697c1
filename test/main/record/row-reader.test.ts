import { describe, expect, test } from 'vitest'
import type { JournalRow } from '../../../domain/record/frame.ts'
import type { Place } from '../../../main/files/frame-file.ts'
import { latestRows } from '../../../main/record/latest-rows.ts'
import { rowReader } from '../../../main/record/row-reader.ts'

const row = (id: string, rev = 1, env: string | null = 'AAAA'): JournalRow => ({ table: 'cases', id, rev, env })
const placeOf = (seq: number): Place => ({ file: 'journal.log', offset: seq * 100, length: 100 })

/** Each list of rows is a frame; of those in `damaged`, nothing can be read. */
function bench(frames: readonly (readonly JournalRow[])[], damaged: readonly number[] = []) {
  const rows = latestRows()
  for (const [index, each] of frames.entries()) rows.note(each, index + 1, placeOf(index + 1))
  const read: number[] = []
  const world = { closed: false }
  const reader = rowReader({
    rows,
    fileCache: {
      read: async ({ offset }) => {
        const seq = offset / 100
        read.push(seq)
        return damaged.includes(seq) ? undefined : { seq, body: { rows: frames[seq - 1] } }
      },
    },
    isClosed: () => world.closed,
  })
  const listed = async () => {
    const found: (string | undefined)[] = []
    for await (const each of reader.latestRows()) found.push(each.ok ? `${each.value.id} ${each.value.rev}` : each.error.code)
    return found
  }
  return { ...reader, listed, read, world }
}

describe('row reader: find a row', () => {
  test('answers the newest version, its erasure as well, and nothing for a row that never was', async () => {
    const { findRow } = bench([[row('a')], [row('a', 2)], [row('b', 1)], [row('b', 1, null)]])
    expect(await findRow('cases', 'a')).toEqual({ ok: true, value: row('a', 2) })
    expect(await findRow('cases', 'b')).toEqual({ ok: true, value: row('b', 1, null) })
    expect(await findRow('cases', 'c')).toEqual({ ok: true, value: undefined })
  })

  test('reads a frame once for rows that follow each other in it', async () => {
    const { findRow, read } = bench([[row('a'), row('b')]])
    await findRow('cases', 'a')
    await findRow('cases', 'b')
    expect(read).toEqual([1])
  })

  test('reports damage', async () => {
    expect(await bench([[row('a')]], [1]).findRow('cases', 'a')).toMatchObject({ ok: false, error: { code: 'journal-damaged' } })
  })

  test('answers nothing once the journal is closed', async () => {
    const { findRow, world, read } = bench([[row('a')]])
    world.closed = true
    expect([await findRow('cases', 'a'), read]).toEqual([{ ok: true, value: undefined }, []])
  })
})

describe('row reader: all newest rows', () => {
  test('come in the order of their last change, without the erased ones', async () => {
    expect(await bench([[row('a')], [row('b')], [row('c')], [row('a', 2)], [row('b', 1, null)]]).listed()).toEqual(['c 1', 'a 2'])
  })

  test('end with the first that does not read back', async () => {
    expect(await bench([[row('a')], [row('b')], [row('c')]], [2]).listed()).toEqual(['a 1', 'journal-damaged'])
  })
})
