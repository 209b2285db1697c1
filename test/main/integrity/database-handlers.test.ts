/** Keys and rows that the page asks for, on an app without a shell. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { journey } from '../../fixtures/journey-events.ts'

let main: MainApp
let caseId: string
let scanKeyId: string
let recordsKeyId: string

beforeAll(async () => {
  main = await openMainApp()
  await main.setUp()
  ;({ caseId } = await main.must('case.prepare', {}))
  await main.act(caseId, journey.requestReceived)
  ;({ keyId: scanKeyId } = await main.attach(caseId, new Uint8Array(10)))
  const state = await main.must('vault.lock', {}).then(() => main.unlock())
  if (state.ok) ({ recordsKeyId } = state.value)
  if (state.ok) expect(state.value.keys.keys.map(({ purpose }) => purpose)).toEqual(['records'])
})
afterAll(() => main.close())

const purposesOf = async (caseIds: readonly string[], scanKeyIds: readonly string[]) =>
  (await main.must('database.keys', { caseIds: [...caseIds], scanKeyIds: [...scanKeyIds] })).keys.keys.map(({ purpose }) => purpose)

describe('keys for the worker', () => {
  const stranger = '00000000-0000-4000-8000-000000000099'
  test('of a case and of a scan that are here', async () => {
    expect(await purposesOf([caseId], [])).toEqual(['case'])
    expect(await purposesOf([], [scanKeyId])).toEqual(['evidence'])
    expect(await purposesOf([caseId], [scanKeyId])).toEqual(['case', 'evidence'])
  })

  test('an unknown case or key, or a key that is not of a scan: left out', async () => {
    const caseKeyId = (await main.must('database.keys', { caseIds: [caseId], scanKeyIds: [] })).keys.keys[0]!.keyId
    expect(await purposesOf([stranger], ['0'.repeat(32), caseKeyId, recordsKeyId])).toEqual([])
  })
})

describe('rows for the page', () => {
  test('a case by its id; an unknown one is left out', async () => {
    const stranger = '00000000-0000-4000-8000-000000000099'
    const { rows } = await main.must('database.cases', { caseIds: [caseId, stranger] })
    expect(rows.map(({ table, id }) => [table, id])).toEqual([['cases', caseId]])
  })

  test('refilling: every row but pieces of scans', async () => {
    const { rows, next } = await main.must('database.refill', { from: 0 })
    expect(rows.map(({ table }) => table).sort()).toEqual(['cases', 'station', 'station'])
    expect(next).toBeUndefined()
  })

  test('a row that the database cannot read: answered, and noted in the record', async () => {
    const check = (sha256: string) => main.must('database.checkRows', { table: 'cases', rows: [{ id: caseId, rev: 1, sha256 }] })
    const noted = async () =>
      (await main.must('record.entries', { fromSeq: 0, limit: 2_000 })).entries.filter(({ action }) => action === 'database-altered').length
    expect((await check('')).rows.map(({ id }) => id)).toEqual([caseId])
    expect(await noted()).toBe(1)
    // Altered bytes of the same revision.
    const [row] = (await main.must('database.cases', { caseIds: [caseId] })).rows
    const answer = await main.must('database.checkRows', { table: 'cases', rows: [{ id: caseId, rev: row!.rev, sha256: '0'.repeat(64) }] })
    expect(answer.rows).toEqual([row])
    expect(await noted()).toBe(2)
  })
})
