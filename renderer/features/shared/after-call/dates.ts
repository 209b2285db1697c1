/** Reads dates typed into three boxes: posting, arrival, first log-in, access. */
import { parseDateParts, type DateParts } from '../../../../domain/registrant/plain-date.ts'

export type ReadDate = { readonly date: string; readonly problem?: never } | { readonly date?: never; readonly problem: string }

export function readDate(parts: DateParts, what: string): ReadDate {
  const parsed = parseDateParts(parts, what)
  return parsed.ok ? { date: parsed.value } : { problem: parsed.error.message }
}

export interface DateLimits {
  /** Plain date; ISO dates compare as text. */
  readonly today: string
  readonly earliest?: { readonly date: string; readonly because: string }
}

/** Reads the date of something that has already happened. */
export function readPastDate(parts: DateParts, what: string, { today, earliest }: DateLimits): ReadDate {
  const read = readDate(parts, what)
  if (read.date === undefined) return read
  if (read.date > today) return { problem: `${what} must be today or earlier.` }
  if (earliest && read.date < earliest.date) return { problem: earliest.because }
  return read
}

/**
 * The UTC day of a recorded instant, for "not before" checks. UK local time is never behind UTC, so a correct date is never refused.
 */
export const earliestDayOf = (instant: string): string => instant.slice(0, 10)
