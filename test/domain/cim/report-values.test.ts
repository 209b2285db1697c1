import { describe, expect, test } from 'vitest'
import {
  orderOfDate,
  readCardTypeCell,
  readDateCell,
  readOdsCodesCell,
  readSerialCell,
  readStatusCell,
  readUuidCell,
  readYesNoCell,
} from '../../../domain/cim/report-values.ts'
import { statusSpellings } from '../../fixtures/cim-spellings.ts'

const valueOf = (read: { ok: true; value: unknown } | { ok: false; error: { code: string } }) => (read.ok ? read.value : read.error.code)

describe('UUID of a report', () => {
  test.each([
    ['555123456789', '555123456789'],
    [' 5551 2345 6789 ', '555123456789'],
    ['5551-2345-6789', '555123456789'],
    ["'555123456789", '555123456789'],
    ['="555123456789"', '555123456789'],
    ['555123456789.0', '555123456789'],
    ['\u200E555123456789\u200E', '555123456789'],
    ['５５５１２３４５６７８９', '555123456789'],
    ['5.55123E+11', 'cell-rounded'],
    ['1.23457E+11', 'cell-rounded'],
    ['1,23457E+11', 'cell-rounded'],
    ['5.55123 E+11', 'cell-rounded'],
    ['55512345678', 'cell-malformed'],
    ['5551234567890', 'cell-malformed'],
    ['Total', 'cell-malformed'],
    ['555123456789.5', 'cell-malformed'],
  ])('%s → %s', (raw, expected) => expect(valueOf(readUuidCell(raw))).toBe(expected))

  test('one that a spreadsheet rounded says that digits are lost, and what to do', () => {
    expect(readUuidCell('1.23457E+11')).toMatchObject({
      error: {
        message: '“1.23457E+11” is a UUID that a spreadsheet has rounded, so its last digits are lost.',
        next: expect.stringContaining('Export the report from CIM again') as string,
      },
    })
  })
})

describe('date of a report', () => {
  test.each([
    ['30/11/2026', 'day-first', '2026-11-30'],
    ['03/04/2026', 'day-first', '2026-04-03'],
    ['03/04/2026', 'month-first', '2026-03-04'],
    ['11/30/2026', 'month-first', '2026-11-30'],
    ['11/30/2026', 'day-first', 'cell-malformed'],
    ['30.11.2026', 'day-first', '2026-11-30'],
    ['30-11-26', 'day-first', '2026-11-30'],
    ['30-Nov-2026', 'day-first', '2026-11-30'],
    ['30-Nov-26', 'day-first', '2026-11-30'],
    ['30 November 2026', 'month-first', '2026-11-30'],
    ['Mon 30 Nov 2026', 'day-first', '2026-11-30'],
    ['1st Sept 2026', 'day-first', '2026-09-01'],
    ['November 30, 2026', 'day-first', '2026-11-30'],
    ['2026-11-30', 'month-first', '2026-11-30'],
    ['2026/11/30', 'day-first', '2026-11-30'],
    ['30/11/2026 00:00', 'day-first', '2026-11-30'],
    ['30/11/2026 09:15:00', 'day-first', '2026-11-30'],
    ['30/11/2026, 9:15 am', 'day-first', '2026-11-30'],
    ['2026-11-30 09:15:00.000', 'day-first', '2026-11-30'],
    ['2026-11-30T09:15:00Z', 'day-first', '2026-11-30'],
    ['="30/11/2026"', 'day-first', '2026-11-30'],
    // Midnight in England on a day of summer.
    ['2026-06-30T23:00:00.000Z', 'day-first', '2026-07-01'],
    ['2026-06-30T23:00:00+01:00', 'day-first', '2026-06-30'],
    ['46356', 'day-first', 'cell-malformed'],
    ['31/02/2026', 'day-first', 'cell-malformed'],
    ['01/01/1900', 'day-first', 'cell-malformed'],
    ['30 Novx 2026', 'day-first', '2026-11-30'],
    ['soon', 'day-first', 'cell-malformed'],
  ] as const)('%s, %s → %s', (raw, order, expected) => expect(valueOf(readDateCell(raw, order))).toBe(expected))

  test.each([
    ['30/11/2026', 'day-first'],
    ['11/30/2026 10:00', 'month-first'],
    ['03/04/2026', 'either'],
    ['04/04/2026', undefined],
    ['2026-11-30', undefined],
    ['30-Nov-2026', undefined],
    ['', undefined],
  ])('order: %s says %s', (raw, expected) => expect(orderOfDate(raw)).toBe(expected))
})

test.each([
  ['Active', 'active'],
  ['ACTIVE ', 'active'],
  ['In use', 'active'],
  ['Active (renewal due)', 'active'],
  ['Not active', 'pending'],
  ['Locked', 'locked'],
  ['Expired', 'expired'],
  ['Canceled', 'cancelled'],
  ['Cancelled – lost', 'cancelled'],
  ['Revoked', 'cancelled'],
  ['In-active', 'cancelled'],
  ['Wibble', 'cell-unknown'],
])('status of a report: %s → %s', (raw, expected) => expect(valueOf(readStatusCell(raw))).toBe(expected))

test.each([
  ['Gemplus', 'gemplus'],
  ['GEMPLUS GemSAFE', 'gemplus'],
  ['Oberthur', 'oberthur'],
  ['Oberthür ID-One', 'oberthur'],
  ['PIV', 'piv'],
  ['NHS PIV (series 9)', 'piv'],
  ['Unknown', 'cell-unknown'],
])('card type of a report: %s → %s', (raw, expected) => expect(valueOf(readCardTypeCell(raw))).toBe(expected))

test.each([
  ['Yes', true],
  ['Y', true],
  ['TRUE', true],
  ['No', false],
  ['', false],
  ['07700 900123', undefined],
])('yes or no of a report: %s → %s', (raw, expected) => expect(readYesNoCell(raw)).toBe(expected))

test.each([
  ['RA9', ['RA9']],
  ['ra9; FFFFF', ['RA9', 'FFFFF']],
  ['FFFFF - National Locum, RA9 (Sample Trust)', ['FFFFF', 'RA9']],
  ['Sample Trust', []],
  ['RA9|RA9', ['RA9']],
])('ODS codes of a report: %s', (raw, expected) => expect(readOdsCodesCell(raw)).toEqual(expected))

test.each([
  ['0012345678', true, '12345678'],
  ['12 34 56 78', true, '12345678'],
  ['4A:5B:6C:7D', true, '4A5B6C7D'],
  ['3.91234E+15', true, 'cell-rounded'],
  ['ms-auth-99X', true, 'cell-malformed'],
  ['ms-auth-99x', false, 'MS-AUTH-99X'],
])('serial number of a report: %s, of a card: %s → %s', (raw, isCard, expected) =>
  expect(valueOf(readSerialCell(raw, isCard))).toBe(expected),
)

test.each(statusSpellings)('status of a report, every spelling of %s', (status, spellings) => {
  for (const spelling of spellings.split(' ')) expect([spelling, valueOf(readStatusCell(spelling))]).toEqual([spelling, status])
})

test('months of a date: each by its first three letters', () => {
  const months = 'January February March April May June July August September October November December'.split(' ')
  for (const [index, month] of months.entries()) {
    const day = `2026-${String(index + 1).padStart(2, '0')}-02`
    for (const written of [`2 ${month} 2026`, `2-${month.slice(0, 3)}-2026`, `${month} 2, 2026`])
      expect([written, valueOf(readDateCell(written, 'day-first'))]).toEqual([written, day])
  }
})

test.each([
  '30 Nov 20261',
  'x30 Nov 2026',
  '30/11/20261',
  '130/11/2026',
  '2026-11-301',
  '12026-11-30',
  'Nov 30 20261',
  '30/11/1989',
  '30/11/2201',
  '463561',
])('date of a report: %s is none', (raw) => expect(valueOf(readDateCell(raw, 'day-first'))).toBe('cell-malformed'))
test.each([
  ['30/11/1990', '1990-11-30'],
  ['30/11/2200', '2200-11-30'],
])('date of a report: %s is one', (raw, expected) => expect(valueOf(readDateCell(raw, 'day-first'))).toBe(expected))

test('ODS codes of a report: 3 to 10 letters and digits, with a digit, fifty at most', () => {
  expect(readOdsCodesCell('ABCDEFGHIJK1 A1 AB1 ABCDEFGHI1 GGGGG')).toEqual(['AB1', 'ABCDEFGHI1'])
  expect(readOdsCodesCell(Array.from({ length: 60 }, (_, index) => `A${100 + index}`).join(' '))).toHaveLength(50)
})

test.each([
  ['verified', true],
  ['held', true],
  ['present', true],
  ['1', true],
  ['n', false],
  ['false', false],
  ['0', false],
  ['none', false],
  ['not held', false],
  ['Not verified', false],
  ['NULL', false],
])('yes or no of a report, other words: %s → %s', (raw, expected) => expect(readYesNoCell(raw)).toBe(expected))

test.each([
  ['Gemalto', 'gemplus'],
  ['Thales IDPrime', 'gemplus'],
  ['IDEMIA', 'oberthur'],
])('card type of a report, other makers: %s → %s', (raw, expected) => expect(valueOf(readCardTypeCell(raw))).toBe(expected))
