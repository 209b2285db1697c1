import { describe, expect, test } from 'vitest'
import { readReport } from '../../../domain/cim/read-report.ts'
import { recogniseColumns, type ReportLine } from '../../../domain/cim/recognise-columns.ts'
import type { ReportKind } from '../../../domain/cim/report-kinds.ts'
import type { DateOrder } from '../../../domain/cim/report-values.ts'

const linesOf = (text: string): readonly ReportLine[] =>
  text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split(',') }))
const read = (text: string, kind?: ReportKind, order?: DateOrder) => {
  const lines = linesOf(text)
  return readReport(lines, recogniseColumns(lines, {}, kind ? { kind } : {}), order)
}

describe('rows of a CIM report', () => {
  test('users: only what is compared or shown is kept, and a mobile number becomes a yes', () => {
    const { rows, problems } = read(
      `UUID,First name,Last name,Email,Mobile number,Status,ODS code,Date of birth
555000000001,Angharad,Sample,angharad@example.com,07700 900123,Active,RA9;FFFFF,01/02/1990
555000000002,Bo,Invented,,,Closed,RA9,`,
      'users',
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        line: 2,
        uuid: '555000000001',
        name: 'Angharad Sample',
        email: 'angharad@example.com',
        hasEmail: true,
        hasMobile: true,
        odsCodes: ['RA9', 'FFFFF'],
        status: 'active',
      },
      { line: 3, uuid: '555000000002', name: 'Bo Invented', hasEmail: false, hasMobile: false, odsCodes: ['RA9'], status: 'cancelled' },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/07700|1990/)
  })

  test('lines that cannot be read are listed with their number and reason; the rest is used', () => {
    const { rows, problems, repeated } = read(
      `UUID,Serial number,Status,Expiry date
555000000001,4242424,Active,30/11/2027
1.23457E+11,4242425,Active,30/11/2027
,4242426,Active,30/11/2027

UUID,Serial number,Status,Expiry date
555000000004,4242427,Wibble,soon
555000000001,4242424,Active,30/11/2027
Total: 4,,,`,
    )
    expect(rows).toEqual([
      { line: 2, uuid: '555000000001', serial: '4242424', status: 'active', endsOn: '2027-11-30' },
      { line: 7, uuid: '555000000004', serial: '4242427' },
    ])
    expect(problems.map(({ line, message, isUsed }) => [line, isUsed, message])).toEqual([
      [3, false, '“1.23457E+11” is a UUID that a spreadsheet has rounded, so its last digits are lost.'],
      [4, false, 'There is no UUID on this line.'],
      [7, true, 'RA Desk does not know the status “Wibble”. The rest of the line is used.'],
      [7, true, '“soon” is not a date. The rest of the line is used.'],
      [9, false, 'This is the line of totals or the end of the report, and no row of it.'],
    ])
    // The headings of a second page, and a row that was there before.
    expect(repeated).toBe(2)
  })

  test('a person whose name begins like the line of totals is a row', () => {
    const { rows, problems } = read('UUID,Name\n555000000001,Count Sample', 'users')
    expect([rows.map(({ name }) => name), problems]).toEqual([['Count Sample'], []])
  })

  test('a request for somebody new has no UUID and is kept', () => {
    expect(read('Request ID,Request type,UUID,Status\nRQ-1,New user,,Pending', 'requests').rows).toEqual([
      { line: 2, requestId: 'RQ-1', type: 'New user', status: 'pending' },
    ])
  })

  test.each<[string, string, DateOrder | undefined, unknown, string[]]>([
    ['a day above 12', '03/04/2026 30/11/2026', undefined, { order: 'day-first', because: 'dates' }, ['2026-04-03', '2026-11-30']],
    ['a month second', '03/04/2026 11/30/2026', undefined, { order: 'month-first', because: 'dates' }, ['2026-03-04', '2026-11-30']],
    ['neither is said', '03/04/2026 04/03/2026', undefined, { order: 'day-first', because: 'either' }, ['2026-04-03', '2026-03-04']],
    ['the agent says', '03/04/2026 04/03/2026', 'month-first', { order: 'month-first', because: 'chosen' }, ['2026-03-04', '2026-04-03']],
    ['both occur', '30/11/2026 11/30/2026', undefined, { order: 'day-first', because: 'both' }, ['2026-11-30']],
    ['no figures', '30-Nov-2026 2026-11-30', undefined, { order: 'day-first', because: 'none' }, ['2026-11-30', '2026-11-30']],
  ])('order of dates: %s', (_, dates, order, expected, days) => {
    const lines = dates.split(' ').map((date, index) => `55500000000${index},424242${index},${date}`)
    const reading = read(`UUID,Serial number,Expiry date\n${lines.join('\n')}`, 'smartcards', order)
    expect(reading.dates).toEqual(expected)
    expect(reading.rows.flatMap(({ endsOn }) => endsOn ?? [])).toEqual(days)
  })
})
