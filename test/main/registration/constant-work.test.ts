/** How many cases are opened and folded, and how many rows are read, with fifty cases at the station. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readCaseRecord } from '../../../domain/case/case.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { findRetained } from '../../../domain/retention/due.ts'
import { foldCardOf } from '../../../domain/card/register/register.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { policyOf } from '../../support/main-app-deps.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

/** Every table from which a row was read since the count began. */
const rowsRead: string[] = []

vi.mock('../../../domain/case/case.ts', { spy: true })
vi.mock('../../../domain/case/status.ts', { spy: true })
vi.mock('../../../domain/retention/due.ts', { spy: true })
vi.mock('../../../domain/card/register/register.ts', { spy: true })
vi.mock('../../../main/record/record-store.ts', async (original) => {
  const real: { createRecordStore: typeof createRecordStore } = await original()
  return {
    createRecordStore: (deps: Parameters<typeof createRecordStore>[0]) => {
      const store = real.createRecordStore(deps)
      return {
        ...store,
        read: (...place: Parameters<typeof store.read>) => {
          rowsRead.push(place[0])
          return store.read(...place)
        },
        async *readAll(table: Parameters<typeof store.readAll>[0]) {
          for await (const row of store.readAll(table)) {
            rowsRead.push(table)
            yield row
          }
        },
      }
    },
  }
})

const CASES = 50
let main: MainApp
let caseId: string
beforeAll(async () => {
  main = await openMainApp({ parts: { policy: policyOf({ evidenceDays: 90, passcodeDays: 30, caseDays: 365 }) } })
  await main.setUp()
  for (let number = 0; number < CASES - 1; number += 1) await newCase(main)
  caseId = await newCase(main)
  await walkUntil(main, caseId, 'write-card')
  return main.remove
})

beforeEach(() => {
  vi.clearAllMocks()
  rowsRead.length = 0
})

const calls = () => ({ opened: vi.mocked(readCaseRecord).mock.calls.length, folded: vi.mocked(viewCase).mock.calls.length })
const readFrom = (table: string) => rowsRead.filter((one) => one === table).length

test('constant work, an act: the case is opened once, folded before and after, and no other case is read', async () => {
  await main.act(caseId, { kind: 'noteAdded', note: 'A note.' })
  expect(calls()).toEqual({ opened: 1, folded: 2 })
  expect(rowsRead).toEqual(['cases'])
  // Its own limits only: before and after the act.
  expect(vi.mocked(findRetained).mock.calls.length).toBeLessThanOrEqual(2)
})

test('constant work, the first act of a new case: nothing is opened', async () => {
  const { caseId: begun, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await main.act(begun, journey.requestReceived)
  expect(calls()).toEqual({ opened: 0, folded: 1 })
})

test('constant work, backup page, retention and register of cards: no case is opened', async () => {
  await main.must('cards.list', {})
  vi.clearAllMocks()
  await main.must('backup.state', {})
  await main.must('retention.soon', {})
  await main.must('retention.of', { caseId })
  expect(calls()).toEqual({ opened: 0, folded: 0 })
  expect(rowsRead).toEqual([])
  expect(vi.mocked(findRetained).mock.calls.length).toBeLessThanOrEqual(2)
  await main.must('cards.list', {})
  expect(vi.mocked(foldCardOf)).not.toHaveBeenCalled()
})

test('constant work, register of cards: an act on a case folds the card of that case only', async () => {
  await main.must('cards.list', {})
  vi.clearAllMocks()
  await main.act(caseId, { kind: 'noteAdded', note: 'Another note.' })
  await main.must('cards.list', {})
  expect(vi.mocked(foldCardOf)).toHaveBeenCalledTimes(1)
})

test('constant work, unlock: no case is opened, and one line is read for each', async () => {
  await main.app.lock('asked')
  expect((await main.unlock()).ok).toBe(true)
  expect(calls()).toEqual({ opened: 0, folded: 0 })
  expect([readFrom('case-lines'), readFrom('cases')]).toEqual([CASES + 1, 0])
})
