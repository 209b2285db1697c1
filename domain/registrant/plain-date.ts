/** Calendar days without a time zone, as ISO strings (`1990-07-04`): they are the same day wherever the workstation stands. */
import { err, ok, type Result } from '../result.ts'
import { LONGEST_TYPED } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export interface DateParts {
  readonly day: string
  readonly month: string
  readonly year: string
}

export type DatePart = keyof DateParts

export type PlainDateCode = 'date-missing' | 'date-incomplete' | 'date-year-short' | 'date-not-real' | 'date-format'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const EARLIEST_YEAR = 1800
const LATEST_YEAR = 2200
const DAY_MILLISECONDS = 86_400_000

/** True for a calendar day that exists, in ISO form with a four-digit year. */
export function isPlainDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && findPlainDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))) === text
  )
}

/** The ISO form of a day, or `undefined` when no such day exists (30 February). */
export function findPlainDate(year: number, month: number, day: number): string | undefined {
  const date = dayInUtc(year, month, day)
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? isoOf(date) : undefined
}

/** Only as a count of days: no time zone and no change of the clocks comes into it. A day beyond the end of the month rolls over. */
function dayInUtc(year: number, month: number, day: number): Date {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date
}

const isoOf = (date: Date): string => date.toISOString().split('T')[0]!

/** Which of the three boxes were left empty, in reading order. */
export function findMissingDateParts(parts: DateParts): DatePart[] {
  return (['day', 'month', 'year'] as const).filter((part) => parts[part].length <= LONGEST_TYPED && cleanCode(parts[part]) === '')
}

/**
 * Reads the three boxes of a date input. Months may be numbers or English names, in full or shortened. `what` begins the messages ("Expiry date").
 */
export function parseDateParts(parts: DateParts, what = 'Date'): Result<string, PlainDateCode> {
  const missing = findMissingDateParts(parts)
  if (missing.length === 3) return err('date-missing', `Enter the ${lowerFirst(what)}.`, 'Enter the day, the month and the year.')
  if (missing.length > 0) {
    return err('date-incomplete', `${what} must include a ${missing.join(' and a ')}.`, 'Enter the day, the month and the year.')
  }
  const notReal = err('date-not-real', `${what} must be a real date.`, 'Check the day, the month and the year.')
  if ([parts.day, parts.month, parts.year].some((part) => part.length > LONGEST_TYPED)) return notReal
  const year = cleanCode(parts.year)
  if (/^\d{1,3}$/.test(year)) return err('date-year-short', `${what}: the year must have 4 numbers.`, 'Enter the whole year, like 1990.')
  const day = cleanCode(parts.day)
  const month = readMonth(cleanCode(parts.month))
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(day) || month === undefined) return notReal
  if (Number(year) < EARLIEST_YEAR || Number(year) > LATEST_YEAR) return notReal
  const date = findPlainDate(Number(year), month, Number(day))
  return date === undefined ? notReal : ok(date)
}

/** Reads a whole date as people write it here: `4 July 1990`, `04/07/1990`, `4-Jul-1990`, `1990-07-04`. Never month first. */
export function parsePlainDate(raw: string, what = 'Date'): Result<string, PlainDateCode> {
  const text = raw.length > LONGEST_TYPED ? '?' : cleanCode(raw)
  if (text === '') return err('date-missing', `Enter the ${lowerFirst(what)}.`, 'Enter it like 4 July 1990.')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return parseDateParts({ year: iso[1]!, month: iso[2]!, day: iso[3]! }, what)
  const british = /^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|\p{L}+)\.?,?[\s./-]+(\d{1,4})$/iu.exec(text)
  if (british) return parseDateParts({ day: british[1]!, month: british[2]!, year: british[3]! }, what)
  return err('date-format', `${what} must have a day, a month and a year.`, 'Enter it like 4 July 1990 or 04/07/1990.')
}

/** `2026-11-23` → `23 November 2026`. */
export function formatPlainDate(date: string): string {
  const { day, month, year } = toPlainDate(date)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

/** How a system wants a date typed: `01/04/2025` or `01-Apr-2025`. */
export function formatDateAs(date: string, format: 'DD/MM/YYYY' | 'DD-Mon-YYYY'): string {
  const { month } = toPlainDate(date)
  const [year, monthDigits, day] = date.split('-') as [string, string, string]
  return format === 'DD/MM/YYYY' ? `${day}/${monthDigits}/${year}` : `${day}-${MONTHS[month - 1]!.slice(0, 3)}-${year}`
}

/** Below 0 when `a` is earlier than `b`, 0 on the same day. */
export function comparePlainDates(a: string, b: string): number {
  return Math.sign(toDay(a).getTime() - toDay(b).getTime())
}

export function addDays(date: string, days: number): string {
  const { year, month, day } = toPlainDate(date)
  return isoOf(dayInUtc(year, month, day + days))
}

/** Calendar days from one day to another; below 0 when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (toDay(to).getTime() - toDay(from).getTime()) / DAY_MILLISECONDS
}

/** Whole years from `from` to `to`. Somebody born on 29 February has their birthday on 1 March in common years, as in UK law. */
export function yearsBetween(from: string, to: string): number {
  const start = toPlainDate(from)
  const end = toPlainDate(to)
  const beforeBirthday = end.month < start.month || (end.month === start.month && end.day < start.day)
  return end.year - start.year - (beforeBirthday ? 1 : 0)
}

function toPlainDate(date: string): { readonly year: number; readonly month: number; readonly day: number } {
  if (!isPlainDate(date)) throw new Error('not an ISO plain date')
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return { year, month, day }
}

function toDay(date: string): Date {
  const { year, month, day } = toPlainDate(date)
  return dayInUtc(year, month, day)
}

function readMonth(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const name = text.toLowerCase().replace(/\.$/, '')
  if (name.length < 3) return undefined
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name) || (name === 'sept' && month === 'September'))
  return index < 0 ? undefined : index + 1
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
