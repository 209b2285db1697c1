import { expect, test } from 'vitest'
import { openJournal, type Journal } from '../../../../main/record/journal.ts'
import type { RecordCopy, StoredRow } from '../../../../main/record/database/copy.ts'
import type { Head } from '../../../../main/record/database/head.ts'
import type { Change } from '../../../../main/record/database/observe.ts'
import { openView, type ViewedRow } from '../../../../main/record/database/view.ts'
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
  const view = await journal.view()
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

test('view: counts many rows in slices, and those that change meanwhile as they are when it begins', async () => {
  const bytes = new Map(Array.from({ length: 50_000 }, (_, index) => [index + 1, 10]))
  const head = { seq: 1, lastRow: bytes.size }
  let change: Change | undefined
  let slices = 0
  const row = (number: number, length: number | undefined): StoredRow => ({
    ...{ row: number, table: 'cases', id: `row-${number}`, rev: 1, seq: 1, bytes: length ?? 0, mac: new Uint8Array(32) },
    ...(length === undefined ? {} : { sha256: new Uint8Array(32) }),
  })
  const put = (number: number, length: number | undefined) => {
    const before = number > head.lastRow ? undefined : row(number, bytes.get(number))
    if (length === undefined) bytes.delete(number)
    else bytes.set(number, length)
    head.lastRow = Math.max(head.lastRow, number)
    change?.after?.(before, row(number, length))
  }
  const copy = {
    sizes(after: number, upTo: number) {
      slices += 1
      const counted = [...bytes].filter(([number]) => number > after && number <= upTo)
      if (slices === 1)
        setImmediate(() => {
          // Counted already, still to be counted, and new: one is longer, one erased.
          for (const [number, length] of [
            [7, 25],
            [8, undefined],
            [45_000, 25],
            [45_001, undefined],
            [50_001, 10],
          ] as const)
            put(number, length)
        })
      return [{ table: 'cases', rows: counted.length, bytes: counted.reduce((sum, [, length]) => sum + length, 0) }]
    },
  } as unknown as RecordCopy
  const view = await openView({
    head: () => head as Head,
    copy,
    readEnvelope: () => undefined,
    observe: (each) => {
      change = each
      return () => (change = undefined)
    },
  })
  expect(slices).toBe(3)
  expect(view.sizes.get('cases')).toEqual({ rows: bytes.size, bytes: [...bytes.values()].reduce((sum, each) => sum + each, 0) })
  expect(bytes.size).toBe(49_999)
  view.close()
})
