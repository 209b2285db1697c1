import { describe, expect, test } from 'vitest'
import { MOST_REPORT_BYTES } from '../../../main/cim/largest-report.ts'
import { createReportReader, reportLimits } from '../../../main/cim/report-reader.ts'
import type { ReportFile } from '../../../main/cim/read-report-file.ts'
import { cimFixture, largeUsersReport, rowsOf } from '../../support/cim-reports.ts'
import { code, value } from '../vault/support.ts'

const reader = createReportReader(new URL('../../../main/cim/report-worker.ts', import.meta.url))
const read = async (file: Uint8Array, chosen: Parameters<typeof reader.read>[0]['chosen'] = {}): Promise<ReportFile> =>
  value(await reader.read({ file, kept: {}, chosen }))
const fieldsOf = ({ columns }: ReportFile) => columns.map(({ field }) => field ?? '–').join(' ')

describe('reports of CIM, read in a worker', () => {
  test('users: byte order mark, titles above, commas in quotes, a rounded UUID, a line of totals', async () => {
    const report = await read(cimFixture('users'))
    expect(report).toMatchObject({ kind: 'users', isCertain: true, rows: 4, persons: 4, leftOut: 2, repeated: 0 })
    expect(fieldsOf(report)).toBe('uuid – given family email hasMobile status organisation odsCodes')
    expect(report.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '8: “1.23457E+11” is a UUID that a spreadsheet has rounded, so its last digits are lost.',
      '11: This is the line of totals or the end of the report, and no row of it.',
    ])
    expect(rowsOf(report)[0]).toEqual({
      line: 5,
      uuid: '555000000001',
      name: 'Angharad Sample',
      email: 'angharad.sample@example.nhs.uk',
      hasEmail: true,
      hasMobile: true,
      organisation: 'Invented Trust, Sampletown',
      odsCodes: ['RA9'],
      status: 'active',
    })
  })

  test('smartcards: semicolons, quotes within quotes, the headings again on a next page, spaces in UUIDs', async () => {
    const report = await read(cimFixture('smartcards'))
    expect(report).toMatchObject({ kind: 'smartcards', rows: 5, persons: 3, leftOut: 0, incomplete: 1, repeated: 1 })
    expect(report.dates).toEqual({ order: 'day-first', because: 'dates' })
    const [first, second, , fourth, fifth] = rowsOf(report)
    expect(first).toEqual({
      line: 2,
      uuid: '555000000001',
      name: 'Angharad Sample',
      serial: '42000001',
      cardType: 'piv',
      status: 'active',
      startsOn: '2025-04-03',
      endsOn: '2026-12-15',
    })
    expect(second?.name).toBe('Bo "Bob" Invented')
    expect(fourth).toMatchObject({ line: 7, status: 'cancelled', cardType: 'gemplus' })
    // Its serial number was rounded: the rest of the line is used.
    expect(fifth).not.toHaveProperty('serial')
  })

  test('authenticators: UTF-16 with tabs, times in UTC', async () => {
    const report = await read(cimFixture('authenticators'))
    expect(report).toMatchObject({ kind: 'authenticators', rows: 2, leftOut: 0, incomplete: 0 })
    expect(rowsOf(report)[0]).toMatchObject({ serial: 'KEY-0001', type: 'Security key', startsOn: '2025-07-01', endsOn: '2026-12-05' })
  })

  test('requests: a line that names the separator, months first, a column that the agent maps', async () => {
    const file = cimFixture('requests')
    const first = await read(file)
    expect(first).toMatchObject({ kind: 'requests', dates: { order: 'month-first', because: 'dates' } })
    expect(first.columns[3]).toMatchObject({ heading: 'Wer', examples: ['555000000002'] })
    const mapped = await read(file, { fields: { 3: 'uuid' } })
    expect(rowsOf(mapped)).toEqual([
      {
        line: 3,
        uuid: '555000000002',
        odsCodes: ['FFFFF'],
        status: 'active',
        type: 'Position',
        requestId: 'RQ-0001',
        startsOn: '2026-11-20',
      },
      { line: 4, odsCodes: ['RA9'], status: 'pending', type: 'New user', requestId: 'RQ-0002', startsOn: '2026-11-21' },
    ])
  })

  test('20,000 rows come in pieces of some hundred, and the file has a digest', async () => {
    const report = await read(largeUsersReport(20_000))
    expect(report).toMatchObject({ rows: 20_000, persons: 20_000, leftOut: 0 })
    expect(report.pieces).toHaveLength(40)
    expect(Math.max(...report.pieces.map(({ length }) => length))).toBeLessThan(150_000)
    expect(report.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'report-empty'],
    ['an Excel workbook', Buffer.from('504b0304140000000800000021', 'hex'), 'report-not-text'],
    ['a quotation mark that is not closed', Buffer.from('UUID,Name\n555000000001,"Sample\n555000000002,Other\n'), 'report-broken'],
    ['50,101 rows', Buffer.from(`UUID\n${'555000000001\n'.repeat(50_100)}`), 'report-too-large'],
    ['6 MB', new Uint8Array(MOST_REPORT_BYTES + 1), 'report-too-large'],
    ['101 columns', Buffer.from(`${'UUID,'.repeat(101)}\n`), 'report-too-large'],
  ])('%s is refused: %s', async (_, file, expected) => {
    expect(code(await reader.read({ file, kept: {}, chosen: {} }))).toBe(expected)
  })

  test('a worker that never answers ends with its time', async () => {
    const endless = createReportReader(new URL('../../support/endless-worker.ts', import.meta.url), { ...reportLimits, milliseconds: 100 })
    expect(code(await endless.read({ file: new Uint8Array(), kept: {}, chosen: {} }))).toBe('report-too-costly')
  })
})
