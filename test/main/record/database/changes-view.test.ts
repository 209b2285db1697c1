import { expect, test } from 'vitest'
import type { Journal } from '../../../../main/record/journal.ts'
import { openJournal } from '../../../../main/record/journal.ts'
import { ROWS_COUNTED, type ViewedRow } from '../../../../main/record/database/view.ts'
import { value } from '../../vault/support.ts'
import { freshJournal } from '../support.ts'

const env = (text: string) => Buffer.from(text).toString('base64')
const row = (id: string, rev: number, text: string | null, table = 'cases') => ({ table, id, rev, env: text === null ? null : env(text) })
const put = async (journal: Journal, ...of: Parameters<typeof row>) => value(await journal.append({ rows: [row(...of)], audit: null }))

test('view of changes: what changed after a frame, of one moment, whatever changes while it is read', async () => {
  const journal = value(await openJournal(await freshJournal()))
  for (let number = 1; number <= 300; number += 1) await put(journal, `row-${number}`, 1, `one ${number}`)
  await put(journal, 'secret', 1, 'left out', 'secrets')
  const since = await journal.view()
  since.close()
  for (let number = 1; number <= 120; number += 1) await put(journal, `row-${number}`, 2, `two ${number}`)
  await put(journal, 'row-200', 1, null)
  await put(journal, 'new', 1, 'new')
  await put(journal, 'secret', 1, null, 'secrets')
  await put(journal, 'other', 1, 'secret', 'secrets')
  await put(journal, 'note', 1, 'noted', 'notes')
  const view = await journal.changes(since.head)
  expect([...view.sizes].map(([table, { rows, fresh, gone }]) => [table, rows, fresh, gone])).toEqual([
    ['cases', 122, 1, 1],
    ['notes', 1, 1, 0],
    ['secrets', 2, 1, 1],
  ])
  expect([view.changedIds('notes'), view.changedIds('secrets')]).toEqual([['note'], ['secret', 'other']])
  await put(journal, 'row-7', 3, 'three 7')
  await put(journal, 'row-250', 2, 'changed only now')
  const rows: ViewedRow[] = []
  for await (const row of view.rows('secrets')) {
    rows.push(row)
    if (rows.length !== 60) continue
    await put(journal, 'row-1', 3, 'read already')
    await put(journal, 'row-62', 3, 'in the slice that is read now')
    await put(journal, 'row-100', 3, 'three 100')
    await put(journal, 'row-100', 4, 'four 100')
    await put(journal, 'row-101', 2, null)
    await put(journal, 'new', 2, 'changed before it is read')
    await put(journal, 'later', 1, 'later')
    await put(journal, 'note', 2, 'in a table that comes later')
  }
  view.close()
  const found = rows.map(({ id, rev, env: bytes, erased }) => `${id} ${rev} ${erased === true ? 'erased' : Buffer.from(bytes!).toString()}`)
  expect(found.sort()).toEqual(
    [
      ...Array.from({ length: 120 }, (_, index) => `row-${index + 1} 2 two ${index + 1}`),
      'row-200 1 erased',
      'new 1 new',
      'note 1 noted',
    ].sort(),
  )
  await journal.close()
})

test('view of changes: nothing changed, nothing is read', async () => {
  const journal = value(await openJournal(await freshJournal()))
  await put(journal, 'row', 1, 'one')
  const { head } = await journal.view()
  const view = await journal.changes(head)
  for await (const row of view.rows('')) expect(row).toBeUndefined()
  expect(view.sizes.get('cases')).toEqual({ rows: 0, bytes: 0, fresh: 0, gone: 0 })
  view.close()
  await journal.close()
})

test('view of changes: counts many rows in slices, and those that change meanwhile as they are when it begins', async () => {
  const journal = value(await openJournal(await freshJournal()))
  const rows = (name: string, rev: number, count: number) => Array.from({ length: count }, (_, at) => row(`${name}-${at}`, rev, 'one'))
  value(await journal.append({ rows: [...rows('old', 1, 3), row('gone', 1, 'x')], audit: null }))
  await put(journal, 'gone', 1, null)
  const since = await journal.view()
  since.close()
  value(await journal.append({ rows: [...rows('new', 1, ROWS_COUNTED), ...rows('old', 2, 2)], audit: null }))
  await put(journal, 'old-1', 2, null)
  // The first slice is counted when this returns, and the act is on the disk before the next one.
  const opening = journal.changes(since.head)
  const rowsOfAct = [
    // Counted already: new, erased, longer.
    row('new-7', 2, 'longer'),
    row('new-8', 1, null),
    row('new-9', 2, null),
    row('old-0', 3, 'longer'),
    // Still to be counted, or not changed before.
    row('old-1', 3, 'there again'),
    row('old-2', 1, null),
    row('later', 1, 'later'),
    row('other', 1, 'other', 'notes'),
  ]
  const act = journal.append({ rows: rowsOfAct, audit: null })
  const view = await opening
  value(await act)
  expect(view.head.seq).toBe(journal.lastSeq)
  const sizes = Object.fromEntries(view.sizes)
  const live = ROWS_COUNTED - 2
  expect(sizes).toEqual({
    cases: { rows: ROWS_COUNTED + 4, bytes: 3 * (live - 1) + 6 + 6 + 11 + 5, fresh: live + 1, gone: 1 },
    notes: { rows: 1, bytes: 5, fresh: 1, gone: 0 },
  })
  let read = 0
  for await (const each of view.rows('notes')) read += each.table === 'cases' ? 1 : 0
  expect(read).toBe(sizes['cases']!.rows)
  view.close()
  await journal.close()
})

test('view of changes: a row of the frame before is no change, and one that changes again is read as it was', async () => {
  const journal = value(await openJournal(await freshJournal()))
  await put(journal, 'a', 1, 'one')
  await put(journal, 'b', 1, 'one')
  const since = await journal.view()
  since.close()
  await put(journal, 'a', 2, 'two')
  const view = await journal.changes(since.head)
  await put(journal, 'b', 2, 'two')
  await put(journal, 'a', 3, 'three')
  const rows: string[] = []
  for await (const { id, rev, env: bytes } of view.rows('secrets')) rows.push(`${id} ${rev} ${Buffer.from(bytes!).toString()}`)
  view.close()
  expect(rows).toEqual(['a 2 two'])
  await journal.close()
})
