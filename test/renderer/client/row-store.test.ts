import { describe, expect, test } from 'vitest'
import { createCurrentStorage } from '../../../renderer/client/current-storage.ts'
import { createRowStore } from '../../../renderer/client/row-store.ts'
import type { ListChange } from '../../../renderer/storage/messages.ts'
import { everyKey, done, fakeBridge, fakeState, fakeStorage, page, refused, row, summaryOf } from './fakes.ts'

const line = summaryOf('case-1')

function scene(change: ListChange = { changed: [line], gone: [] }, store: () => unknown = () => change) {
  const main = fakeBridge({ 'database.page': () => page([row('missed')], 7) })
  const storage = fakeStorage({ store })
  const current = createCurrentStorage()
  current.use(storage)
  const { summaries } = fakeState()
  const rows = createRowStore({ call: main.call, current, keys: everyKey, summaries })
  rows.setSyncedSeq(5)
  return { main, storage, current, summaries, rows }
}

describe('rows of an answer', () => {
  test('the next frame: stored as it is, then the line and the listeners of that case alone', async () => {
    const { rows, storage, main, summaries } = scene()
    const heard: string[] = []
    rows.onCaseChanged('case-1', () => heard.push('case-1'))
    rows.onCaseChanged('case-2', () => heard.push('case-2'))
    await rows.store([row('a')], 6)
    expect(main.asked).toEqual([])
    expect(storage.inputsOf('store')).toEqual([{ rows: [row('a')], lastSeq: 6 }])
    expect(summaries.get()).toEqual([line])
    expect(heard).toEqual(['case-1'])
  })

  test('a lost answer: the rows of frames in between are fetched and stored first', async () => {
    const { rows, storage, main } = scene()
    await rows.store([row('a')], 8)
    expect(main.inputsOf('database.page')).toEqual([{ afterSeq: 5, which: 'rows' }])
    expect(storage.inputsOf('store')).toEqual([{ rows: [row('missed'), row('a')], lastSeq: 8 }])
    await rows.store([row('b')], 9)
    expect(main.inputsOf('database.page')).toHaveLength(1)
  })

  test('an older frame: stored without fetching, and the last frame does not go back', async () => {
    const { rows, main } = scene()
    await rows.store([row('a')], 0)
    await rows.store([row('b')], 6)
    expect(main.asked).toEqual([])
  })

  test('an erased case: its line goes, and its listeners are told', async () => {
    const { rows, summaries } = scene({ changed: [], gone: ['case-1'] })
    summaries.set([line, summaryOf('case-2')])
    let heard = 0
    rows.onCaseChanged('case-1', () => heard++)
    await rows.store([row('a')], 6)
    expect(summaries.get()).toEqual([summaryOf('case-2')])
    expect(heard).toBe(1)
  })

  test('the work list is never read again as a whole', async () => {
    const { rows, storage } = scene()
    await rows.store([row('a')], 6)
    expect(storage.methods()).toEqual(['store'])
  })

  test('a stopped listener hears nothing', async () => {
    const { rows } = scene()
    let heard = 0
    rows.onCaseChanged('case-1', () => heard++)()
    await rows.store([row('a')], 6)
    expect(heard).toBe(0)
  })

  test('catching up asks from the last frame applied', async () => {
    const { rows, main } = scene()
    await rows.catchUp()
    expect(main.inputsOf('database.page')[0]).toEqual({ afterSeq: 5, which: 'rows' })
  })
})

describe('answers of acts', () => {
  const answer = done({ rows: [row('a')], lastSeq: 6 })
  test.each([
    ['recorded and stored: the answer', scene(), answer, answer],
    ['refused: the refusal', scene(), refused, refused],
  ])('%s', async (_, { rows }, given, expected) => {
    expect(await rows.storeAnswer(given)).toEqual(expected)
  })

  test('recorded, but the database cannot be written: database-failed, not an exception', async () => {
    const { rows } = scene(undefined, () => {
      throw new Error('full')
    })
    expect(await rows.storeAnswer(answer)).toMatchObject({ ok: false, error: { code: 'database-failed' } })
  })

  test('recorded, but RA Desk was locked meanwhile: database-failed', async () => {
    const { rows, current } = scene()
    current.end()
    expect(await rows.storeAnswer(answer)).toMatchObject({ ok: false, error: { code: 'database-failed' } })
  })
})
