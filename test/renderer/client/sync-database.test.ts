import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../preload/contract.ts'
import { syncDatabase } from '../../../renderer/client/sync-database.ts'
import { compared, counts, fakeBridge, fakeState, fakeStorage, page, refused, report, row } from './fakes.ts'

const NOW = '2026-03-04T05:06:07.000Z'
type Compared = Answer<'database.compare'>

function scene({
  comparisons,
  scans = [] as string[],
  afterwards = report(9, 2, 3),
}: {
  comparisons: Compared[]
  scans?: string[]
  afterwards?: ReturnType<typeof report>
}) {
  const waiting = [...comparisons]
  const main = fakeBridge({
    'database.compare': () => waiting.shift() ?? refused,
    'database.page': ({ afterSeq, which }) =>
      which === 'scans'
        ? page(
            scans.map((id) => row(id, 'chunks')),
            9,
          )
        : afterSeq < 8
          ? page([row('a')], 8, true)
          : page([row('b')], 9),
  })
  const storage = fakeStorage({ report: () => afterwards, store: () => ({ changed: [], gone: [] }) })
  const state = fakeState()
  const rebuilding: unknown[] = []
  state.rebuilding.subscribe(() => rebuilding.push(state.rebuilding.get()))
  return {
    main,
    storage,
    state,
    rebuilding,
    sync: (input: Partial<Parameters<typeof syncDatabase>[1]> = {}) =>
      syncDatabase(
        { call: main.call, storage, state, now: () => NOW },
        { report: report(5, 1, 2), isNewStation: false, erasedRows: 0, ...input },
      ),
  }
}

describe('database at sign-in', () => {
  test('in order: nothing is fetched and there is no notice', async () => {
    const { sync, storage, state, main } = scene({ comparisons: [compared('in-order', 5, counts(1, 2))] })
    expect(await sync()).toEqual({ syncedSeq: 5, scans: { had: 2, wanted: 2 } })
    expect(storage.methods()).toEqual(['begin'])
    expect(main.inputsOf('database.page')).toEqual([])
    expect(state.notice.get()).toBeUndefined()
  })

  test('new station: its empty database is filled without a notice', async () => {
    const { sync, storage, state, main } = scene({ comparisons: [compared('behind', 9)] })
    expect(await sync({ isNewStation: true, report: report(0, 0) })).toEqual({ syncedSeq: 9 })
    expect(main.inputsOf('database.compare')).toMatchObject([{ after: 'setting-up' }])
    expect(storage.inputsOf('store')).toEqual([
      { rows: [row('a')], lastSeq: 8 },
      { rows: [row('b')], lastSeq: 9 },
    ])
    expect(state.notice.get()).toBeUndefined()
  })

  test('behind: scans are stored first and do not move lastSeq on', async () => {
    const { sync, storage, main } = scene({ comparisons: [compared('behind', 9), compared('in-order', 9, counts(2, 3))], scans: ['s'] })
    expect(await sync()).toEqual({ syncedSeq: 9, scans: { had: 3, wanted: 3 } })
    expect(storage.inputsOf('store').map((input) => (input as { lastSeq: number }).lastSeq)).toEqual([5, 8, 9])
    expect(main.inputsOf('database.compare').map(({ after }) => after)).toEqual(['opening', 'catching-up'])
  })

  test.each([
    ['no row was erased', 0, { kind: 'caught-up', rows: 2 }],
    ['one row was erased because it was due', 1, { kind: 'caught-up', rows: 1 }],
    ['all missing rows were erased because they were due', 2, undefined],
  ])('behind: notice when %s', async (_, erasedRows, notice) => {
    const { sync, state } = scene({ comparisons: [compared('behind', 9), compared('in-order', 9)] })
    await sync({ erasedRows })
    expect(state.notice.get()).toEqual(notice)
  })

  test('ahead: the notice counts the entries that the journal lacks, and nothing is changed', async () => {
    const { sync, state, storage } = scene({ comparisons: [compared('ahead', 3)] })
    await sync()
    expect(state.notice.get()).toEqual({ kind: 'journal-behind', rows: 2 })
    expect(storage.methods()).toEqual(['begin'])
  })

  test.each(['wiped', 'altered'] as const)('%s: the database is rebuilt and the notice has both counts', async (verdict) => {
    const { sync, state, storage, rebuilding } = scene({
      comparisons: [compared(verdict, 9, counts(2, 4)), compared('in-order', 9, counts(2, 4))],
    })
    expect(await sync()).toEqual({ syncedSeq: 9, scans: { had: 0, wanted: 4 } })
    expect(storage.methods()).toEqual(['clear', 'store', 'store', 'report', 'begin'])
    expect(state.notice.get()).toEqual({ kind: 'rebuilt', why: verdict, found: counts(1, 2), restored: counts(2, 4), at: NOW })
    expect(rebuilding).toEqual([{ done: 0, of: 3 }, { done: 1, of: 3 }, { done: 2, of: 3 }, undefined])
  })

  test('altered, seen only after catching up: the database is rebuilt', async () => {
    const { sync, state } = scene({ comparisons: [compared('behind', 9), compared('altered', 9), compared('in-order', 9)] })
    await sync()
    expect(state.notice.get()).toMatchObject({ kind: 'rebuilt', why: 'altered' })
  })

  test.each([
    ['the comparison is refused', [refused]],
    ['a rebuilt database still differs', [compared('altered', 9), compared('altered', 9)]],
    ['the comparison after rebuilding is refused', [compared('wiped', 9), refused]],
  ])('fails when %s; the progress bar goes and the work list is not begun', async (_, comparisons) => {
    const { sync, storage, state } = scene({ comparisons })
    await expect(sync()).rejects.toThrow()
    expect(storage.methods()).not.toContain('begin')
    expect(state.rebuilding.get()).toBeUndefined()
  })
})
