import { beforeEach, describe, expect, test } from 'vitest'
import { firstQuery, type SavedQueue } from '../../../domain/work/list-query.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'

const overdue: SavedQueue = { id: 'q1', name: 'Overdue', query: { ...firstQuery, due: 'overdue' } }
let main: MainApp
beforeEach(async () => {
  main = await openMainApp()
  await main.setUp()
})

describe('saved queues', () => {
  test('none at first; kept with the record, and there after the next sign-in', async () => {
    expect(await main.must('work.queues', {})).toEqual({ queues: [], rev: 0 })
    expect(await main.must('work.saveQueues', { queues: [overdue], rev: 0 })).toEqual({ queues: [overdue], rev: 1 })
    await main.must('vault.lock', { why: 'asked' })
    await main.unlock()
    expect(await main.must('work.queues', {})).toEqual({ queues: [overdue], rev: 1 })
  })

  const second = { ...overdue, id: 'q2' }
  const table: readonly [string, readonly SavedQueue[], number, string][] = [
    ['saved from a list that changed since', [], 0, 'stale'],
    ['two of one name', [overdue, second], 1, 'queue-name'],
  ]
  test.each(table)('%s: refused, and nothing is changed', async (_name, queues, rev, code) => {
    await main.must('work.saveQueues', { queues: [overdue], rev: 0 })
    expect(await main.call('work.saveQueues', { queues: [...queues], rev })).toMatchObject({ ok: false, error: { code } })
    expect(await main.must('work.queues', {})).toEqual({ queues: [overdue], rev: 1 })
  })
})
