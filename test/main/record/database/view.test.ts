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
