/** A date as it is typed in three boxes, and as a plain date. */
import { parseDateParts } from '../../domain/registrant/plain-date.ts'

export interface DateParts {
  day: string
  month: string
  year: string
}

export const emptyDate: DateParts = { day: '', month: '', year: '' }

/** `1990-07-04` → day 4, month 7, year 1990. Anything that is not a plain date gives empty boxes. */
export function dateFromIso(iso: string | undefined): DateParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? '')
  return match ? { day: String(Number(match[3])), month: String(Number(match[2])), year: match[1]! } : { ...emptyDate }
}

/** The plain date that the boxes say, or undefined when there is no such day. */
export function isoFromDate(parts: DateParts): string | undefined {
  const parsed = parseDateParts(parts)
  return parsed.ok ? parsed.value : undefined
}

export function isDateEmpty(parts: DateParts): boolean {
  return [parts.day, parts.month, parts.year].every((part) => part.trim() === '')
}
