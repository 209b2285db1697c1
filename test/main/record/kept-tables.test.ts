/** Rows of the National Locum log are never erased: the journal refuses every request. */
import { afterEach, expect, test } from 'vitest'
import { mainTables } from '../../../main/record/store.ts'
import { isKeptTable, keptTables } from '../../../main/record/kept-tables.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import type { RowToErase } from '../../../main/record/store.ts'
import { station, type Station } from './record-support.ts'

let here: Station
afterEach(() => here.close())

test.each(keptTables)('record store: a row of %s is never erased, alone or with others, and nothing of the act is saved', async (table) => {
  here = await station()
  await here.save(table, 'entry-1', 1)
  await here.save('cards', 'card-1', 1)
  await expect(here.erase(table, 'entry-1', 1)).rejects.toThrow(/never erased/)
  const store = createRecordStore(here)
  const erase = (one: string, id: string) => ({ table: one, id, erase: true }) as RowToErase
  await expect(store.commit([erase('cards', 'card-1'), erase(table, 'entry-1')], { action: 'erased' })).rejects.toThrow(/never erased/)
  expect([store.has(table, 'entry-1'), store.has('cards', 'card-1')]).toEqual([true, true])
  await here.erase('cards', 'card-1', 1)
  await here.reopen()
  expect([here.record.journal.has(table, 'entry-1'), here.record.journal.has('cards', 'card-1')]).toEqual([true, false])
})

test('record store: a kept table stays in main', async () => {
  here = await station()
  expect(mainTables.filter(isKeptTable)).toEqual([...keptTables])
  expect(isKeptTable('cases')).toBe(false)
})
