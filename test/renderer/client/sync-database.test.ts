import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../preload/contract.ts'
import { syncDatabase } from '../../../renderer/client/sync-database.ts'
import { compared, counts, everyKey, fakeBridge, fakeState, fakeStorage, page, refused, report, row, summaryOf } from './fakes.ts'

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
  const list = { summaries: [summaryOf('case-1')], missing: ['case-2'] }
  const storage = fakeStorage({ report: () => afterwards, begin: () => list, store: () => ({ changed: [], gone: [] }) })
  const state = fakeState()
  return {
    main,
    storage,
    state,
    list,
    sync: (input: Partial<Parameters<typeof syncDatabase>[1]> = {}) =>
      syncDatabase(
        { call: main.call, storage, state, caseKeys: everyKey },
        { report: report(5, 1, 2), isNewStation: false, erasedRows: 0, ...input },
      ),
  }
}

describe('database at sign-in', () => {
  test('in order: nothing is fetched and there is no notice', async () => {
    const { sync, storage, state, main, list } = scene({ comparisons: [compared('in-order', 5, counts(1, 2))] })
    expect(await sync()).toEqual({ syncedSeq: 5, ...list, scans: { had: 2, wanted: 2 } })
    expect(storage.methods()).toEqual(['begin'])
    expect(main.inputsOf('database.page')).toEqual([])
    expect(state.notice.get()).toBeUndefined()
  })

  test('new station: its database is filled in the background, without a notice', async () => {
    const { sync, storage, state, main } = scene({ comparisons: [compared('behind', 9)] })
    expect(await sync({ isNewStation: true, report: report(0, 0) })).toEqual({
      syncedSeq: 9,
      summaries: [],
      missing: [],
      refill: { wanted: counts(1) },
    })
    expect(main.inputsOf('database.compare')).toMatchObject([{ after: 'setting-up' }])
    expect(storage.methods()).toEqual(['clear'])
    expect(state.notice.get()).toBeUndefined()
  })

  test('behind: scans are stored first and do not move lastSeq on', async () => {
    const { sync, storage, main, list } = scene({
      comparisons: [compared('behind', 9), compared('in-order', 9, counts(2, 3))],
      scans: ['s'],
    })
    expect(await sync()).toEqual({ syncedSeq: 9, ...list, scans: { had: 3, wanted: 3 } })
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

  test.each(['wiped', 'altered'] as const)('%s: the database is cleared, to be refilled in the background', async (verdict) => {
    const { sync, state, storage } = scene({ comparisons: [compared(verdict, 9, counts(2, 4))] })
    expect(await sync()).toEqual({
      syncedSeq: 9,
      summaries: [],
      missing: [],
      scans: { had: 0, wanted: 4 },
      refill: { wanted: counts(2, 4), lost: { why: verdict, found: counts(1, 2) } },
    })
    expect(storage.methods()).toEqual(['clear'])
    expect(state.notice.get()).toBeUndefined()
  })

  test('altered, seen only after catching up: the database is refilled', async () => {
    const { sync } = scene({ comparisons: [compared('behind', 9), compared('altered', 9)] })
    expect(await sync()).toMatchObject({ refill: { lost: { why: 'altered' } } })
  })

  test('fails when the comparison is refused; the work list is not begun', async () => {
    const { sync, storage } = scene({ comparisons: [refused] })
    await expect(sync()).rejects.toThrow()
    expect(storage.methods()).not.toContain('begin')
  })
})
