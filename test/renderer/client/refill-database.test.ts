import { describe, expect, test } from 'vitest'
import type { Answer, SealedRow } from '../../../preload/contract.ts'
import { refillDatabase } from '../../../renderer/client/refill-database.ts'
import {
  compared,
  counts,
  done,
  everyKey,
  fakeBridge,
  fakeState,
  fakeStorage,
  noPause,
  page,
  refused,
  report,
  row,
  summaryOf,
} from './fakes.ts'

const NOW = '2026-03-04T05:06:07.000Z'
const rowsOf = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(`case-${from + index}`))

function scene(comparisons: Answer<'database.compare'>[], storageAnswers: Parameters<typeof fakeStorage>[0] = {}) {
  const waiting = [...comparisons]
  const main = fakeBridge({
    'database.compare': () => waiting.shift() ?? refused,
    'database.refill': ({ from }) =>
      from === 0 ? done({ rows: rowsOf(0, 50), next: 50, lastSeq: 9 }) : done({ rows: rowsOf(50, 5), lastSeq: 9 }),
    'database.page': () => page([], 10),
  })
  const storage = fakeStorage({
    fill: (rows: readonly SealedRow[]) => ({ changed: rows.map(({ id }) => summaryOf(id)), gone: [] }),
    report: () => report(9, 55),
    store: () => ({ changed: [], gone: [] }),
    ...storageAnswers,
  })
  const state = fakeState()
  const progress: unknown[] = []
  state.rebuilding.subscribe(() => progress.push(state.rebuilding.get()))
  const lengths: number[] = []
  state.summaries.subscribe(() => lengths.push(state.summaries.get().length))
  /** How many rows were filled when a pause was made. */
  const pauses: number[] = []
  const pause = () => {
    pauses.push(state.summaries.get().length)
    return noPause()
  }
  const deps = { call: main.call, storage, caseKeys: everyKey, state, pause, now: () => NOW }
  const lost = { why: 'wiped' as const, found: counts(0) }
  return {
    main,
    storage,
    state,
    progress,
    lengths,
    pauses,
    refill: () => refillDatabase(deps, { wanted: counts(54), lost }),
    fillNew: () => refillDatabase(deps, { wanted: counts(54) }),
  }
}

describe('refilling a lost database', () => {
  test('in slices; the list grows with each, and the notice comes when all rows are there', async () => {
    const { refill, storage, state, progress, lengths } = scene([compared('in-order', 9, counts(54))])
    await refill()
    expect(storage.methods()).toEqual(['fill', 'fill', 'fill', 'fill', 'settle', 'report'])
    expect(storage.inputsOf('fill').map((rows) => (rows as unknown[]).length)).toEqual([20, 20, 10, 5])
    expect(storage.inputsOf('settle')).toEqual([9])
    expect(lengths).toEqual([20, 40, 50, 55])
    expect(progress).toEqual([{ done: 0, of: 55 }, { done: 50, of: 55 }, { done: 55, of: 55 }, undefined])
    expect(state.notice.get()).toEqual({ kind: 'rebuilt', why: 'wiped', found: counts(0), restored: counts(54), at: NOW })
  })

  test('a pause after each slice but the last: until it is settled the database counts as empty, and the app may end', async () => {
    const { fillNew, pauses } = scene([])
    await fillNew()
    expect(pauses).toEqual([20, 40, 50])
  })

  test('an act recorded meanwhile: caught up, then compared again', async () => {
    const { refill, state, main } = scene([compared('behind', 10), compared('in-order', 10, counts(54))])
    await refill()
    expect(main.inputsOf('database.page').map(({ afterSeq }) => afterSeq)).toEqual([9, 9])
    expect(state.notice.get()).toMatchObject({ kind: 'rebuilt' })
  })

  test('a new station: filled without a notice and without a comparison', async () => {
    const { fillNew, state, main, progress } = scene([])
    await fillNew()
    expect(main.inputsOf('database.compare')).toEqual([])
    expect(state.notice.get()).toBeUndefined()
    expect(progress).toEqual([undefined])
  })

  test.each([
    ['the full database differs from the record', [compared('altered', 9)], {}],
    ['the comparison is refused', [refused], {}],
    ['the database cannot be written', [], { fill: () => Promise.reject(new Error('full')) }],
  ])('fails when %s; the progress bar goes and there is no notice', async (_, comparisons, answers) => {
    const { refill, state } = scene(comparisons, answers)
    await expect(refill()).rejects.toThrow()
    expect(state.rebuilding.get()).toBeUndefined()
    expect(state.notice.get()).toBeUndefined()
  })
})
