/** Date of birth: a plain date in the past. `today` comes in, because the domain has no clock. */
import { err, ok, type Result } from '../result.ts'
import type { Parsed } from './parsed.ts'
import {
  comparePlainDates,
  findMissingDateParts,
  formatPlainDate,
  parseDateParts,
  yearsBetween,
  type DatePart,
  type DateParts,
  type PlainDateCode,
} from './plain-date.ts'

export type DateOfBirthCode = PlainDateCode | 'date-of-birth-not-past'

/** Ages outside these are possible and rare: the agent is asked to look again. */
const LOWEST_EXPECTED_AGE = 16
const HIGHEST_EXPECTED_AGE = 100

export function parseDateOfBirth(parts: DateParts, today: string): Result<Parsed<string>, DateOfBirthCode> {
  const read = parseDateParts(parts, 'Date of birth')
  if (!read.ok) return read
  if (comparePlainDates(read.value, today) >= 0) {
    return err('date-of-birth-not-past', 'Date of birth must be in the past.', 'Check the year against the identity document.')
  }
  const age = yearsBetween(read.value, today)
  const warnings: string[] = []
  const checkYear = 'Check the year against the identity document.'
  if (age < LOWEST_EXPECTED_AGE) warnings.push(`The registrant would be under ${LOWEST_EXPECTED_AGE}. ${checkYear}`)
  if (age > HIGHEST_EXPECTED_AGE) warnings.push(`The registrant would be over ${HIGHEST_EXPECTED_AGE}. ${checkYear}`)
  return ok({ value: read.value, warnings })
}

/** Which boxes of the date input to mark for an error. */
export function getDatePartsAtFault(code: DateOfBirthCode, parts: DateParts): DatePart[] {
  if (code === 'date-incomplete') return findMissingDateParts(parts)
  if (code === 'date-year-short') return ['year']
  return ['day', 'month', 'year']
}

export const formatDateOfBirth = formatPlainDate
