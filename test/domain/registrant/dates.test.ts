import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDateOfBirth, getDatePartsAtFault, parseDateOfBirth } from '../../../domain/registrant/date-of-birth.ts'
import {
  addDays,
  comparePlainDates,
  formatDateAs,
  formatPlainDate,
  isPlainDate,
  parseDateParts,
  parsePlainDate,
  yearsBetween,
} from '../../../domain/registrant/plain-date.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

const TODAY = '2026-11-23'
const parts = (day: string, month: string, year: string) => ({ day, month, year })

describe('the three boxes of a date', () => {
  test.each([
    ['4', '7', '1990', '1990-07-04'],
    ['04', '07', '1990', '1990-07-04'],
    [' 4 ', ' 7', '1990 ', '1990-07-04'],
    ['4', 'July', '1990', '1990-07-04'],
    ['4', 'jul', '1990', '1990-07-04'],
    ['4', 'Sept', '1990', '1990-09-04'],
    ['29', '2', '2024', '2024-02-29'],
    ['31', '12', '1999', '1999-12-31'],
    ['٤', '7', '1990', 'date-not-real'],
    ['', '', '', 'date-missing'],
    ['', '7', '1990', 'date-incomplete'],
    ['4', '', '', 'date-incomplete'],
    ['4', '7', '90', 'date-year-short'],
    ['4', '7', '990', 'date-year-short'],
    ['29', '2', '2023', 'date-not-real'],
    ['29', '2', '1900', 'date-not-real'],
    ['31', '4', '1990', 'date-not-real'],
    ['0', '7', '1990', 'date-not-real'],
    ['4', '13', '1990', 'date-not-real'],
    ['4', '0', '1990', 'date-not-real'],
    ['4', 'Ju', '1990', 'date-not-real'],
    ['4', 'Foo', '1990', 'date-not-real'],
    ['-4', '7', '1990', 'date-not-real'],
    ['4.5', '7', '1990', 'date-not-real'],
    ['4', '7', '19900', 'date-not-real'],
    ['4', '7', '1799', 'date-not-real'],
    ['4', '7', '1800', '1800-07-04'],
    ['4', '7', '2200', '2200-07-04'],
    ['4', '7', '2201', 'date-not-real'],
    ['4'.padEnd(1_000), '7', '1990', '1990-07-04'],
    ['4'.padEnd(1_001), '7', '1990', 'date-not-real'],
    ['4', '7'.padEnd(1_001), '1990', 'date-not-real'],
    ['4', '7', '1990'.padEnd(1_001), 'date-not-real'],
  ])('%s %s %s → %s', (day, month, year, expected) => {
    const result = parseDateParts(parts(day, month, year))
    expect(result.ok ? result.value : result.error.code).toBe(expected)
    expectWords(result)
  })

  test('names the parts that are missing', () => {
    const result = parseDateParts(parts('4', '', ''), 'Expiry date')
    expect(result.ok ? '' : result.error.message).toBe('Expiry date must include a month and a year.')
    const nothing = parseDateParts(parts('', '', ''), 'Expiry date')
    expect(nothing.ok ? '' : nothing.error.message).toContain('expiry date')
    const none = parsePlainDate('', 'Expiry date')
    expect(none.ok ? '' : none.error.message).toContain('expiry date')
  })
})

describe('a date in one box', () => {
  test.each([
    ['1990-07-04', '1990-07-04'],
    ['4 July 1990', '1990-07-04'],
    ['04/07/1990', '1990-07-04'],
    ['4-Jul-1990', '1990-07-04'],
    ['4.7.1990', '1990-07-04'],
    ['4th July, 1990', '1990-07-04'],
    ['4 JUL 1990', '1990-07-04'],
    ['13/07/1990', '1990-07-13'],
    ['07/13/1990', 'date-not-real'],
    ['4/7/90', 'date-year-short'],
    ['July 1990', 'date-format'],
    ['', 'date-missing'],
    ['1990-02-30', 'date-not-real'],
    ['yesterday', 'date-format'],
  ])('%j → %s', (raw, expected) => {
    const result = parsePlainDate(raw)
    expect(result.ok ? result.value : result.error.code).toBe(expected)
    expectWords(result)
  })
})

describe('plain dates', () => {
  const date = fc
    .date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10))

  test.each([
    ['2026-11-23', '23 November 2026'],
    ['1990-07-04', '4 July 1990'],
    ['2024-02-29', '29 February 2024'],
  ])('%s is shown as %s', (iso, shown) => {
    expect(formatPlainDate(iso)).toBe(shown)
  })
  test('what is shown reads back as the same day, in every form', () => {
    fc.assert(
      fc.property(date, (iso) => {
        for (const shown of [formatPlainDate(iso), formatDateAs(iso, 'DD/MM/YYYY'), formatDateAs(iso, 'DD-Mon-YYYY')]) {
          expect(parsePlainDate(shown)).toEqual({ ok: true, value: iso })
        }
      }),
    )
  })
  test('compare as their text does', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(Math.sign(comparePlainDates(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
  test('adding days and taking them away again ends where it began', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -5_000, max: 5_000 }), (iso, days) => {
        expect(addDays(addDays(iso, days), -days)).toBe(iso)
      }),
    )
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
  test.each([
    ['1990-11-23', 36],
    ['1990-11-24', 35],
    ['2008-02-29', 18],
    ['2026-11-22', 0],
  ])('from %s to today are %i whole years', (from, years) => {
    expect(yearsBetween(from, TODAY)).toBe(years)
  })
  test('a birthday on 29 February is 1 March in common years', () => {
    expect(yearsBetween('2004-02-29', '2023-02-28')).toBe(18)
    expect(yearsBetween('2004-02-29', '2023-03-01')).toBe(19)
  })
  test.each(['1990-7-4', '1990-02-30', '19900704', '1990-07-04T00:00:00Z', '', '0000-00-00'])(
    '%j is no plain date: a bug that throws',
    (text) => {
      expect(isPlainDate(text)).toBe(false)
      expect(() => formatPlainDate(text)).toThrow()
    },
  )
})

describe('date of birth', () => {
  test('is a day in the past', () => {
    expect(valueOf(parseDateOfBirth(parts('4', '7', '1990'), TODAY))).toBe('1990-07-04')
    expect(formatDateOfBirth('1990-07-04')).toBe('4 July 1990')
  })
  test.each([
    ['23', '11', '2026'],
    ['24', '11', '2026'],
    ['1', '1', '2027'],
  ])('%s %s %s is refused: not in the past', (day, month, year) => {
    const result = parseDateOfBirth(parts(day, month, year), TODAY)
    expect(codeOf(result)).toBe('date-of-birth-not-past')
    expectWords(result)
  })
  test.each([
    ['23', '11', '2010', 0, '16 today'],
    ['24', '11', '2010', 1, '15 until tomorrow'],
    ['23', '11', '1926', 0, '100 today'],
    ['22', '11', '1926', 0, '100'],
    ['23', '11', '1925', 1, '101 today'],
  ])('%s %s %s gives %i warnings: %s', (day, month, year, count) => {
    expect(warningsOf(parseDateOfBirth(parts(day, month, year), TODAY))).toHaveLength(count)
  })
  test('marks the boxes that are at fault', () => {
    expect(getDatePartsAtFault('date-incomplete', parts('4', '', '1990'))).toEqual(['month'])
    expect(getDatePartsAtFault('date-year-short', parts('4', '7', '90'))).toEqual(['year'])
    expect(getDatePartsAtFault('date-not-real', parts('31', '4', '1990'))).toEqual(['day', 'month', 'year'])
  })
  test('never throws and never gives anything but a real day', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (day, month, year) => {
        const result = parseDateOfBirth(parts(day, month, year), TODAY)
        if (result.ok) expect(isPlainDate(result.value.value)).toBe(true)
      }),
    )
  })
})
