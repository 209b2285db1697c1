import { expect, test } from 'vitest'
import { openJournal, type Journal } from '../../../../main/record/journal.ts'
import type { ViewedRow } from '../../../../main/record/database/view.ts'
import { value } from '../../vault/support.ts'
import { freshJournal } from '../support.ts'

const env = (text: string) => Buffer.from(text).toString('base64')
const put = async (journal: Journal, id: string, rev: number, text: string | null, table = 'cases') =>
  value(await journal.append({ rows: [{ table, id, rev, env: text === null ? null : env(text) }], audit: null }))

test('view: the rows of one moment, whatever changes while they are read', async () => {
  const journal = value(await openJournal(await freshJournal()))
  for (let number = 1; number <= 120; number += 1) await put(journal, `row-${number}`, 1, `one ${number}`)
  await put(journal, 'secret', 1, 'left out', 'secrets')
  await put(journal, 'gone', 1, 'x')
  await put(journal, 'gone', 1, null)
  const view = journal.view()
  expect(view.head.seq).toBe(123)
  expect([view.sizes.get('cases'), view.sizes.get('secrets')]).toEqual([
    { rows: 120, bytes: expect.any(Number) as number },
    { rows: 1, bytes: 8 },
  ])
  // Before it is read, and while: changed, erased, changed twice, new.
  await put(journal, 'row-7', 2, 'two 7')
  const rows: ViewedRow[] = []
  for await (const row of view.rows('secrets')) {
    rows.push(row)
    if (rows.length !== 60) continue
    await put(journal, 'row-1', 2, 'read already')
    await put(journal, 'row-61', 2, 'in the slice that is read now')
    await put(journal, 'row-100', 2, 'two 100')
    await put(journal, 'row-100', 3, 'three 100')
    await put(journal, 'row-101', 1, null)
    await put(journal, 'new', 1, 'new')
  }
  view.close()
  expect(rows.map(({ id, rev, seq, env: bytes }) => [id, rev, seq, Buffer.from(bytes!).toString()])).toEqual(
    Array.from({ length: 120 }, (_, index) => [`row-${index + 1}`, 1, index + 1, `one ${index + 1}`]),
  )
  expect(journal.ids('cases').length).toBe(120)
  await journal.close()
})

test('view of changes: what changed after a frame, of one moment, whatever changes while it is read', async () => {
  const journal = value(await openJournal(await freshJournal()))
  for (let number = 1; number <= 300; number += 1) await put(journal, `row-${number}`, 1, `one ${number}`)
  await put(journal, 'secret', 1, 'left out', 'secrets')
  const since = journal.view()
  since.close()
  for (let number = 1; number <= 120; number += 1) await put(journal, `row-${number}`, 2, `two ${number}`)
  await put(journal, 'row-200', 1, null)
  await put(journal, 'new', 1, 'new')
  await put(journal, 'secret', 1, null, 'secrets')
  await put(journal, 'other', 1, 'secret', 'secrets')
  await put(journal, 'note', 1, 'noted', 'notes')
  const { seq, lastRow } = since.head
  const view = journal.changes({ seq, lastRow })
  expect([...view.sizes].map(([table, { rows, more }]) => [table, rows, more])).toEqual([
    ['cases', 122, 0],
    ['notes', 1, 1],
    ['secrets', 2, 0],
  ])
  expect([view.count('cases'), view.count('secrets'), view.changedIds('notes')]).toEqual([300, 1, ['note']])
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
  const { head } = journal.view()
  const view = journal.changes(head)
  for await (const row of view.rows('')) expect(row).toBeUndefined()
  expect(view.sizes.get('cases')).toEqual({ rows: 0, bytes: 0, more: 0 })
  view.close()
  await journal.close()
})
