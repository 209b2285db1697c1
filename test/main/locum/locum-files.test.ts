/** The log outlives its cases: on paper, in a file, in a backup, and when a case is deleted. */
import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { addDays } from '../../../domain/registrant/plain-date.ts'
import { findColumns, rowOfCells } from '../../../domain/locum/list-columns.ts'
import type { TypedRow } from '../../../domain/locum/read-row.ts'
import Papa from 'papaparse'
import { backupStation, newMachine, restore } from '../../support/backup-station.ts'
import { newCase, walk, walkUntil } from '../../support/main-journey.ts'
import type { MainApp } from '../../support/main-app.ts'
import { closeAppsAfterEach, setUpAppsForEach } from '../../support/opened-apps.ts'
import { daysLater, underPolicies } from '../../support/retention-bench.ts'
import { readPdfText } from '../../support/pdf-text.ts'
import { policyOf } from '../../support/main-app-deps.ts'

const start = setUpAppsForEach()
const startUnder = underPolicies()
const opened = closeAppsAfterEach()

const rowFor = (main: MainApp, number: number, change: TypedRow = {}): TypedRow => {
  const today = plainDateOf(main.clock.now())
  return {
    name: `Invented Person ${number}`,
    uuid: String(555_000_222_000 + number),
    registerNumber: '2000001',
    reason: '=HYPERLINK("x")',
    sponsor: 'Sample Sponsor',
    organisations: 'FZZ01',
    reviewBy: addDays(today, 100),
    endsOn: addDays(today, 300),
    ...change,
  }
}
const entriesOf = async (main: MainApp) => (await main.must('locum.list', {})).entries
const locumAccess = (main: MainApp) => {
  const today = plainDateOf(main.clock.now())
  const locum = { name: 'Locum', odsCode: 'FFFFF', from: today, to: addDays(today, 300), reason: 'x', reviewBy: addDays(today, 100) }
  return { kind: 'accessRecorded' as const, positions: [locum] }
}

describe('locum log: files', () => {
  test('CSV: safe for a spreadsheet, and “Import a log” of another workstation reads it back', async () => {
    const main = await start()
    await main.must('locum.add', {
      kind: 'grant',
      rows: [rowFor(main, 1), rowFor(main, 2, { registerNumber: 'PSNI 1', registerChecked: 'yes' })],
    })
    const [newest] = await entriesOf(main)
    await main.must('locum.act', {
      entries: [{ entryId: newest!.entryId, rev: 1 }],
      act: { kind: 'revoke', on: plainDateOf(main.clock.now()), how: 'cim-batch', reference: 'REQ-1' },
    })
    await main.must('locum.save', { kind: 'csv' })
    const [name, bytes] = [...main.saved].find(([file]) => file.endsWith('.csv'))!
    expect(name).toMatch(/^locum-log-\d{4}-\d{2}-\d{2}\.csv$/)
    const text = new TextDecoder().decode(bytes)
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
    const { rows, fields } = findColumns(Papa.parse<string[]>(text.trim()).data)
    const read = rows.map((cells) => ({ ...rowOfCells(cells, fields), registerChecked: 'yes' }))
    const there = await start()
    expect(await there.must('locum.add', { kind: 'import', rows: read })).toMatchObject({ added: [{}, {}] })
    const what = (entries: Awaited<ReturnType<typeof entriesOf>>) =>
      entries.map(({ uuid, reason, reviewBy, state, revoked }) => ({ uuid, reason, reviewBy, state, reference: revoked?.reference }))
    const byUuid = (one: { uuid: string }, other: { uuid: string }) => one.uuid.localeCompare(other.uuid)
    expect(what(await entriesOf(there)).toSorted(byUuid)).toEqual(what(await entriesOf(main)).toSorted(byUuid))
  })

  test('on paper: every page has the record code and its number; the part that is shown, or all of it', async () => {
    const main = await start()
    await main.must('locum.add', { kind: 'grant', rows: Array.from({ length: 60 }, (_, index) => rowFor(main, index + 1)) })
    await main.must('locum.save', { kind: 'pdf' })
    const whole = (await readPdfText([...main.saved].find(([file]) => file.startsWith('locum-log'))![1])).join(' ')
    expect(whole).toContain('The whole log: 60 entries')
    const pages = whole.match(/Page \d of \d/g)!
    expect(pages.length).toBeGreaterThan(1)
    // Once in the head of the first page, and on every page.
    expect(whole.match(/Record code \S+/g)).toHaveLength(pages.length + 1)
    const [first] = await entriesOf(main)
    const { base64 } = await main.must('locum.preview', { entryIds: [first!.entryId] })
    expect((await readPdfText(Buffer.from(base64, 'base64'))).join(' ')).toContain('Part of the log: 1 entry')
  })

  test('CSV is refused where the organisation allows no exports, and the paper is not', async () => {
    const main = await start({ parts: { policy: policyOf({ exportsAllowed: false }) } })
    await main.must('locum.add', { kind: 'grant', rows: [rowFor(main, 1)] })
    expect(await main.call('locum.save', { kind: 'csv' })).toMatchObject({ error: { code: 'exports-off' } })
    expect(await main.call('locum.save', { kind: 'pdf' })).toMatchObject({ ok: true })
  })
})

describe('locum log: outlives its cases', () => {
  test('a case that is deleted takes nothing from it', async () => {
    const main = await startUnder({ caseDays: 30 })
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'first-log-in', { access: (app, id) => app.act(id, locumAccess(app)) })
    const [before] = await entriesOf(main)
    await daysLater(main, 31)
    await daysLater(main, 1)
    expect(await main.call('case.open', { caseId })).toMatchObject({ error: { code: 'no-such-case' } })
    expect(await entriesOf(main)).toEqual([before])
    expect(await main.must('locum.show', { entryId: before!.entryId })).toMatchObject({ history: [{ title: 'Granted' }] })
  })

  test('a restored backup has it whole: entries of the whole backup, and what was added and revoked since', async () => {
    const station = await backupStation({})
    const { main } = station
    try {
      await main.must('locum.add', { kind: 'grant', rows: [rowFor(main, 1), rowFor(main, 2)] })
      await main.must('backup.make', {})
      const [first] = await entriesOf(main)
      await main.must('locum.act', {
        entries: [{ entryId: first!.entryId, rev: 1 }],
        act: { kind: 'revoke', on: plainDateOf(main.clock.now()), how: 'cim-batch', reference: 'REQ-1' },
      })
      await main.must('locum.add', { kind: 'grant', rows: [rowFor(main, 3)] })
      await main.must('backup.make', {})
      const there = await newMachine(station.files().at(-1)!)
      opened.push(there)
      expect((await restore(there, station.recoveryKey)).answer.ok).toBe(true)
      expect(await entriesOf(there)).toEqual(await entriesOf(main))
      expect(await entriesOf(there)).toHaveLength(3)
    } finally {
      opened.push(main)
      rmSync(station.target, { recursive: true, force: true })
    }
  })
})

test('locum log: access of a case that could not be saved leaves nothing in the log', async () => {
  const main = await start()
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'text-passcode')
  expect(await main.call('case.act', { caseId, expectedSeq: 1, event: locumAccess(main) })).toMatchObject({ error: { code: 'stale' } })
  expect(await entriesOf(main)).toEqual([])
  await walk.access(main, caseId)
})
