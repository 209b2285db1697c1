import { expect, test } from 'vitest'
import { foldShown } from '../../../domain/cim/difference-state.ts'
import { openDifferenceBook } from '../../../main/cim/difference-book.ts'
import { listCimWork } from '../../../main/cim/list-cim-work.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { value } from '../vault/support.ts'

const now = () => new Date(2026, 10, 30, 12)

test('work from CIM reports: counted when differences are stored, and read from one row', async () => {
  const { store } = memoryStore()
  const asked: string[] = []
  const counting = {
    ...store,
    read: (...[table, id, key]: Parameters<RecordStore['read']>) => (asked.push(id), store.read(table, id, key)),
  }
  expect(await listCimWork({ store: counting as unknown as RecordStore, now })).toEqual([])
  const book = await openDifferenceBook(store)
  const compared = { at: '2026-11-30T10:00:00.000Z', orderOf: () => 1, covers: () => true }
  const states = ['555000000001', '555000000002'].map((uuid) =>
    foldShown(
      undefined,
      { id: `ends-soon:${uuid}:42:2026-12-02`, kind: 'ends-soon', uuid, serial: '42', endsOn: '2026-12-02', from: ['smartcards'] },
      compared,
    ),
  )
  value(
    await book.put(new Map(states.map((state) => [state.id, state])), {
      comparedAt: compared.at,
      action: 'cim-compared',
      detail: {},
    }),
  )
  asked.length = 0
  expect(await listCimWork({ store: counting as unknown as RecordStore, now })).toEqual([
    expect.objectContaining({ title: '2 cards end within 7 days', on: '2026-12-02', place: '/people/cim-reports/ends-soon' }),
  ])
  expect(asked).toEqual(['summary'])
})
