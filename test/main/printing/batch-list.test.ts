import { describe, expect, test } from 'vitest'
import { pauseBatch, type Batch } from '../../../domain/printing/batch.ts'
import { changeBatch, findBatch, readBatch, writeBatch } from '../../../main/printing/batch-list.ts'
import type { Store } from '../../../main/ports.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const batch = (digit: number, startedAt = '2026-11-23T09:30:00.000Z', state: Batch['state'] = 'running'): Batch => ({
  rev: 1,
  batchId: id(digit),
  startedAt,
  mode: 'by-hand',
  state,
  items: [{ caseId: id(9), caseReference: 'RA-1', state: 'waiting' }],
})

function fresh() {
  const kept = memoryStore()
  return { ...kept, desk: { store: kept.store } as unknown as Store }
}

describe('list of a batch', () => {
  test('reads back as written; another is not there', async () => {
    const { desk } = fresh()
    value(await writeBatch(desk, batch(1)))
    expect(await readBatch(desk, id(1))).toEqual(batch(1))
    expect(await readBatch(desk, id(2))).toBeUndefined()
  })

  test('a change counts the list on by one, whatever the change says', async () => {
    const { desk } = fresh()
    value(await writeBatch(desk, batch(1)))
    expect(value(await changeBatch(desk, id(1), (list) => ({ ...list, rev: 99, state: 'paused' })))).toMatchObject({
      rev: 2,
      state: 'paused',
    })
    expect((await readBatch(desk, id(1)))?.rev).toBe(2)
  })

  test('changes at the same time are made one after another: none undoes another', async () => {
    const { desk } = fresh()
    value(await writeBatch(desk, batch(1)))
    await Promise.all([
      changeBatch(desk, id(1), (list) => pauseBatch(list, 'Jam')),
      changeBatch(desk, id(1), (list) => ({ ...list, items: [{ ...list.items[0]!, state: 'done' }] })),
    ])
    expect(await readBatch(desk, id(1))).toMatchObject({ rev: 3, state: 'paused', why: 'Jam', items: [{ state: 'done' }] })
  })

  test('a change that fails does not stop the next', async () => {
    const { desk, failWith } = fresh()
    value(await writeBatch(desk, batch(1)))
    failWith('disk-full')
    expect(code(await changeBatch(desk, id(1), (list) => list))).toBe('disk-full')
    failWith(undefined)
    expect(code(await changeBatch(desk, id(1), (list) => list))).toBe('ok')
  })

  test('a batch that is not here is refused, and nothing is written', async () => {
    const { desk, commits } = fresh()
    expect(code(await changeBatch(desk, id(1), (list) => list))).toBe('no-such-batch')
    expect(commits).toEqual([])
  })

  test('the newest is found by when it began, finished or not', async () => {
    const { desk } = fresh()
    expect(await findBatch(desk)).toBeUndefined()
    value(await writeBatch(desk, batch(2, '2026-11-23T11:00:00.000Z', 'finished')))
    value(await writeBatch(desk, batch(3, '2026-11-23T10:00:00.000Z')))
    expect((await findBatch(desk))?.batchId).toBe(id(2))
  })
})
