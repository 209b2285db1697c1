import { expect, test } from 'vitest'
import { createRefill } from '../../../main/integrity/refill.ts'
import type { LatestRow } from '../../../main/record/journal-rows.ts'

const rowAt = (seq: number, change: Partial<LatestRow> = {}): LatestRow => ({
  table: 'cases',
  id: `case-${seq}`,
  rev: 1,
  seq,
  erased: false,
  ...change,
})

function scene(rows: LatestRow[], unreadable: readonly string[] = []) {
  const has = (_table: string, id: string) => rows.some((row) => row.id === id && !row.erased)
  return createRefill(
    { lastSeq: rows.length, changedAfter: (_seq, tables) => rows.filter(({ table }) => tables?.includes(table) ?? true), has },
    {
      sealedRows: (table, ids) =>
        Promise.resolve(
          ids.filter((id) => has(table, id) && !unreadable.includes(id)).map((id) => ({ table, id, rev: 1, env: 'c2VhbGVk' })),
        ),
    },
  )
}
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

test('refilling a lost database: last changed first, without erased rows, scans and rows of main', async () => {
  const refill = scene([
    rowAt(1),
    rowAt(2, { table: 'chunks' }),
    rowAt(3, { erased: true }),
    rowAt(4, { table: 'secrets' }),
    rowAt(5, { table: 'station' }),
    rowAt(6),
  ])
  const { rows, next, lastSeq } = await refill.page(0)
  expect(idsOf(rows).sort()).toEqual(['case-1', 'case-5', 'case-6'])
  expect(next).toBeUndefined()
  expect(lastSeq).toBe(6)
})

test('refilling page by page: every row once, in the order of the first page, although rows change meanwhile', async () => {
  const kept = Array.from({ length: 450 }, (_, seq) => rowAt(seq))
  const refill = scene(kept)
  const found: string[] = []
  let next: number | undefined = 0
  do {
    const page = await refill.page(next)
    found.push(...idsOf(page.rows))
    next = page.next
    // Erased after the first page: it is left out, and the rest follows.
    kept[10] = { ...kept[10]!, erased: true }
    kept.push(rowAt(1_000 + found.length))
  } while (next !== undefined)
  expect(found).toEqual(Array.from({ length: 450 }, (_, seq) => `case-${449 - seq}`).filter((id) => id !== 'case-10'))
})

test('refilling: a row that the record cannot read either is never left out in silence', async () => {
  await expect(scene([rowAt(1), rowAt(2)], ['case-1']).page(0)).rejects.toThrow('journal-damaged')
})
