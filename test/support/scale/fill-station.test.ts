import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCaseRecord, type CaseRecord } from '../../../domain/case/case.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { openMainApp, type MainApp } from '../main-app.ts'
import { fillStation } from './fill-station.ts'
import { clearCase, makeCase } from './made-case.ts'
import { accessTo, kdfOfApp } from './open-to-fill.ts'

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-filled-'))
const CASES = 60
const opened: MainApp[] = []
afterAll(() => {
  for (const main of opened) main.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function readCases(main: MainApp): Promise<CaseRecord[]> {
  const cases: CaseRecord[] = []
  for (let afterSeq = 0, more = true; more;) {
    const page = await main.must('database.page', { afterSeq, which: 'rows' })
    for (const row of page.rows) if (row.table === 'cases') cases.push(readCaseRecord(await main.worker.openRow(row)))
    ;({ lastSeq: afterSeq, more } = page)
  }
  return cases
}

test('filler: the app opens the station, its record is whole, and its cases are those of the seed at all points of the journey', async () => {
  const data = join(folder, 'data')
  const filled = await fillStation({ cases: CASES, folder: data, seed: 3, entriesPerCase: 4 })
  const main = await openMainApp({ folder: data, parts: { vaultAccess: accessTo(data, kdfOfApp) } })
  opened.push(main)
  expect((await main.unlock()).ok).toBe(true)
  const cases = await readCases(main)
  const same = Array.from({ length: CASES }, (_, number) => clearCase(makeCase(filled.texts, 3, number, filled.before)).caseId)
  expect(cases.map(({ caseId }) => caseId).sort()).toEqual(same.sort())
  const views = cases.map(({ events }) => viewCase(events, remote20200408))
  const closed = views.filter(({ status }) => status === 'closed').length
  expect(closed).toBeGreaterThan(CASES / 2)
  expect(closed).toBeLessThan(CASES)
  expect(new Set(views.map(({ nextStep }) => nextStep)).size).toBeGreaterThan(3)
  expect((await main.must('record.verify', {})).size).toBeGreaterThan(filled.entries)
  expect((await main.must('files.check', { again: true })).findings).toEqual([])
})

test('filler: work goes on in the station', async () => {
  const [main] = opened
  const open = (await readCases(main!)).find(({ events }) => viewCase(events, remote20200408).status === 'open')!
  const [recorded] = await main!.act(open.caseId, { kind: 'noteAdded', note: 'Invented' })
  expect(recorded).toMatchObject({ seq: open.events.length + 1, event: { kind: 'noteAdded' } })
})
