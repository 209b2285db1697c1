/** Reports of CIM over the channels of the contract: imported, compared, settled, saved. */
import { describe, expect, test } from 'vitest'
import type { Input, Output } from '../../../preload/contract.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { policyOf } from '../../support/main-app-deps.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { cimFixture, cimFixtures, largeSmartcardsReport, largeUsersReport } from '../../support/cim-reports.ts'
import { code } from '../vault/support.ts'

const opened = closeAppsAfterEach()
async function start(parts: Parameters<typeof openMainApp>[0] = {}): Promise<MainApp> {
  const main = await openMainApp(parts)
  opened.push(main)
  await main.setUp()
  return main
}
type Import = Input<'cim.importReport'>
const asFile = (file: Uint8Array | string): string => Buffer.from(file).toString('base64')
const importing = (kind: Import['kind'], file: Uint8Array | string, more: Partial<Import> = {}): Import => ({
  base64: asFile(file),
  fileName: `${kind}.csv`,
  kind,
  reportedOn: '2026-11-28',
  coverage: 'whole',
  ...more,
})
type Listed = Output<'cim.differences'>['differences']
const list = async (main: MainApp, state: Input<'cim.differences'>['state'] = 'open'): Promise<Listed> =>
  (await main.must('cim.differences', { state, from: 0 })).differences
const idsOf = (differences: Listed): readonly string[] => differences.map(({ id }) => id)
const UUID = '555000111222'
const users = (...rows: string[]): string => `UUID,Name,Status,ODS code\n${rows.join('\n')}\n`
const theirs = (name = 'Wyn Sampleton-Angstrom'): string => `${UUID},${name},Active,ZZ9`

describe('a report of CIM', () => {
  test('is shown before anything is kept, then imported once', async () => {
    const main = await start()
    const base64 = asFile(cimFixture('users'))
    const shown = await main.must('cim.readReport', { base64, fileName: cimFixtures.users })
    expect(shown).toMatchObject({ kind: 'users', rowCount: 4, leftOut: 2, reportedOn: '2026-11-28', missing: [] })
    expect((await main.must('cim.read', {})).reports).toEqual([])

    const input = importing('users', cimFixture('users'), { fileName: cimFixtures.users })
    const { reportId } = await main.must('cim.importReport', input)
    expect((await main.must('cim.read', {})).reports).toEqual([
      expect.objectContaining({
        reportId,
        kind: 'users',
        fileName: cimFixtures.users,
        by: 'Sample Agent',
        rows: 4,
        persons: 4,
        isCompared: true,
      }),
    ])
    for (const again of [main.call('cim.importReport', input), main.call('cim.readReport', { base64, fileName: 'other.csv' })]) {
      const answer = await again
      expect(code(answer)).toBe('report-known')
      expect(!answer.ok && answer.error.message).toContain('Sample Agent imported this file already, as the report of 28 November 2026')
    }
  })

  test('the newest of its kind by its own day is compared; an older one is listed, and its rows can be removed', async () => {
    const main = await start()
    const newer = await main.must('cim.importReport', importing('users', users(theirs())))
    const older = await main.must('cim.importReport', importing('users', users(theirs('Older')), { reportedOn: '2026-10-01' }))
    expect(older.isCompared).toBe(false)
    await main.must('cim.removeRows', { reportId: newer.reportId })
    const { reports } = await main.must('cim.read', {})
    expect(reports.map(({ reportedOn, isCompared, removed }) => [reportedOn, isCompared, removed?.by])).toEqual([
      ['2026-11-28', false, 'Sample Agent'],
      ['2026-10-01', true, undefined],
    ])
    expect(code(await main.call('cim.removeRows', { reportId: newer.reportId }))).toBe('no-such-report')
    // A file whose rows are gone can be imported again.
    await main.must('cim.importReport', importing('users', users(theirs())))
  })

  test('a column that the agent mapped is read the same way the next time', async () => {
    const main = await start()
    const file = (uuid: string) => `Kennung,Name,Status\n${uuid},Angharad Sample,Active\n`
    expect((await main.must('cim.readReport', { base64: asFile(file(UUID)), fileName: 'a.csv' })).missing).toEqual(['uuid'])
    expect(code(await main.call('cim.importReport', importing('users', file(UUID))))).toBe('report-not-mapped')
    await main.must('cim.importReport', importing('users', file(UUID), { fields: { 0: 'uuid' } }))
    const next = await main.must('cim.readReport', { base64: asFile(file('555000000009')), fileName: 'b.csv', kind: 'users' })
    expect(next.columns[0]).toMatchObject({ heading: 'Kennung', field: 'uuid', by: 'kept' })
  })

  test.each<[string, Import, string]>([
    ['a day that has not come', importing('users', users(theirs()), { reportedOn: '2999-01-01' }), 'report-day-ahead'],
    ['no row that can be read', importing('users', users('1.23457E+11,Lost,Active,')), 'report-without-rows'],
    ['an empty file', importing('users', ''), 'report-empty'],
  ])('%s is refused, and nothing is kept', async (_, input, expected) => {
    const main = await start()
    expect(code(await main.call('cim.importReport', input))).toBe(expected)
    expect((await main.must('cim.read', {})).reports).toEqual([])
  })
})

describe('differences with CIM', () => {
  test('a case with a card against four reports; names are compared with the case', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    const serial = (await main.must('cards.list', {})).cards[0]!.serial
    await main.must('cim.importReport', importing('users', users(theirs('Wyn Otherwise'))))
    await main.must(
      'cim.importReport',
      importing(
        'smartcards',
        `UUID,Serial number,Status,Expiry date\n${UUID},${serial},Cancelled,30/11/2028\n${UUID},77,Active,30/11/2028\n`,
      ),
    )
    await main.must('cim.compare', {})
    expect((await list(main)).map(({ kind, caseId: of, nameHere, stateHere }) => [kind, of, nameHere ?? stateHere])).toEqual([
      ['active-here-ended-there', caseId, 'issued'],
      ['card-missing-here', caseId, undefined],
      ['different-name', caseId, 'Ŵyn Sampleton-Ångström'],
    ])
  })

  test('settled, undone, shown again by a later report, and gone by itself', async () => {
    const main = await start()
    await main.must('cim.importReport', importing('users', users('555000000001,A,Active,RA9', '555000000002,B,Active,RA9')))
    expect(await main.must('cim.compare', {})).toEqual({ open: 2, gone: 0, reopened: 0 })
    const [first, second] = idsOf(await list(main)) as [string, string]

    const done = await main.must('cim.settle', { which: { ids: [first] }, as: 'done', note: 'Added here' })
    expect(done).toMatchObject({ settled: 1, passedOver: 0 })
    expect(await main.must('cim.settle', { which: { ids: [first] }, as: 'done', note: 'Twice' })).toEqual({ settled: 0, passedOver: 1 })
    expect(await list(main, 'settled')).toEqual([
      expect.objectContaining({ id: first, state: 'done', note: 'Added here', by: 'Sample Agent' }),
    ])
    await main.must('cim.settle', { which: { shown: { state: 'open', query: '555000000002' } }, as: 'accepted', note: 'Another desk' })
    expect(idsOf(await list(main))).toEqual([])
    expect(await main.must('cim.reopen', { batch: done.batch! })).toEqual({ reopened: 1 })
    expect(idsOf(await list(main))).toEqual([first])
    await main.must('cim.settle', { which: { ids: [first] }, as: 'done', note: 'Added here' })

    const later = (day: string, ...rows: string[]) => main.must('cim.importReport', importing('users', users(...rows), { reportedOn: day }))
    await later('2026-11-29', '555000000001,A,Active,RA9', '555000000002,B,Active,RA9', '')
    expect(await main.must('cim.compare', {})).toMatchObject({ open: 1, reopened: 1 })
    expect(await list(main)).toEqual([expect.objectContaining({ id: first, because: 'still-shown' })])
    await later('2026-11-30', '555000000001,A,Active,RA9')
    expect(await main.must('cim.compare', {})).toMatchObject({ open: 1, gone: 1 })
    expect(await list(main, 'gone')).toEqual([expect.objectContaining({ id: second, because: 'report', note: 'Another desk' })])
  })

  test('outlive a lock, with what was settled', async () => {
    const main = await start()
    await main.must('cim.importReport', importing('smartcards', cimFixture('smartcards')))
    await main.must('cim.compare', {})
    const before = await list(main)
    await main.must('cim.settle', { which: { ids: [before[0]!.id] }, as: 'accepted', note: 'Known to the sponsor' })
    await main.must('vault.lock', { why: 'asked' })
    await main.unlock()
    // Names come from the reports again, once they were compared.
    expect(idsOf(await list(main))).toEqual(idsOf(before).slice(1))
    expect((await list(main))[0]).not.toHaveProperty('nameThere')
    await main.must('cim.compare', {})
    expect(await list(main)).toEqual(
      before.slice(1).map((one) => expect.objectContaining({ id: one.id, nameThere: one.nameThere }) as unknown),
    )
  })

  test('an id that was never there is refused, and nothing changes', async () => {
    const main = await start()
    for (const answer of [
      await main.call('cim.settle', { which: { ids: ['ends-soon::'] }, as: 'done', note: 'x' }),
      await main.call('cim.reopen', { which: { ids: ['ends-soon::'] } }),
      await main.call('cim.save', { which: { ids: ['ends-soon::'] } }),
      await main.call('cim.print', { which: { ids: ['ends-soon::'] } }),
    ])
      expect(code(answer)).toBe('no-such-difference')
  })

  test('saved for a spreadsheet, where no cell runs as a formula; and printed', async () => {
    const pages: string[] = []
    const main = await start({
      parts: { printPage: (page) => (pages.push(page.body), Promise.resolve('printed' as const)) },
    })
    await main.must('cim.importReport', importing('users', 'UUID,Name,Organisation,Status\n555000000001,=1+1,<b>Invented</b>,Active\n'))
    await main.must('cim.compare', {})
    const { savedAs } = await main.must('cim.save', { which: { shown: { state: 'open' } } })
    const saved = new TextDecoder().decode(main.saved.get(savedAs))
    expect(savedAs).toMatch(/^cim-differences-\d{4}-\d{2}-\d{2}\.csv$/)
    expect(saved).toContain('"\'=1+1"')
    expect(saved).toContain('"555000000001"')
    expect(await main.must('cim.print', { which: { shown: { state: 'open' } } })).toEqual({ printed: true })
    expect(pages[0]).toContain('&#60;b&#62;Invented')
    expect(pages[0]).toContain('5550 0000 0001')
    expect(pages[0]).toMatch(/Printed on \d+ \w+ \d{4} by Sample Agent/)
  })

  test('no file where the organisation allows none', async () => {
    const main = await start({ parts: { policy: policyOf({ exportsAllowed: false }) } })
    expect((await main.must('cim.read', {})).canExport).toBe(false)
    expect(code(await main.call('cim.save', { which: { shown: { state: 'open' } } }))).toBe('exports-off')
  })

  test('are viewed on record, and leave work for today', async () => {
    const main = await start()
    await main.must('cim.importReport', importing('smartcards', cimFixture('smartcards')))
    await main.must('cim.compare', {})
    await list(main)
    const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 100 })
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['cim-report-imported', 'cim-compared', 'cim-differences-viewed']),
    )
    expect(entries.find(({ action }) => action === 'cim-report-imported')?.signed).toBe(true)
  })
})

test('20,000 persons and cards: imported, compared and settled at once', async () => {
  const main = await start()
  const { rowCount } = await main.must('cim.importReport', importing('users', largeUsersReport(20_000)))
  expect(rowCount).toBe(20_000)
  await main.must('cim.importReport', importing('smartcards', largeSmartcardsReport(20_000)))
  await main.must('cim.compare', {})
  const { open } = await main.must('cim.read', {})
  expect(open).toMatchObject({ 'several-active-cards': 200, 'person-missing-here': 20_000 })
  const pages = await Promise.all([0, 2_000, 22_000].map((from) => main.must('cim.differences', { state: 'open', from })))
  expect(pages.map(({ differences, total }) => [differences.length, total])).toEqual([
    [2_000, 22_400],
    [2_000, 22_400],
    [400, 22_400],
  ])
  expect(new Set(pages.flatMap(({ differences }) => idsOf(differences))).size).toBe(4_400)
  const settled = await main.must('cim.settle', {
    which: { shown: { state: 'open', kind: 'person-missing-here' } },
    as: 'accepted',
    note: 'Registered by other desks',
  })
  expect(settled.settled).toBe(20_000)
  expect((await main.must('cim.read', {})).open['person-missing-here']).toBeUndefined()
})

test('FFFFF in CIM: shown without an entry in the locum log, and counted for today', async () => {
  const main = await start()
  await main.must('cim.importReport', importing('users', users('555000000001,Angharad Sample,Active,FFFFF')))
  await main.must('cim.compare', {})
  expect((await list(main)).map(({ kind }) => kind)).toEqual(['locum-without-entry', 'person-missing-here'])
  const { items } = await main.must('work.items', {})
  expect(items.filter(({ kind }) => kind === 'cim').map(({ title }) => title)).toEqual([
    'FFFFF position without an entry here: 1 person or card',
    'Person not known here: 1 person or card',
  ])
})
