/** The period of the reports: one of the usual ones up to today, or two days that the agent chooses. */
import { weekOf, type Period } from '../../../../domain/work/reports.ts'
import { addDays, type DateParts } from '../../../../domain/registrant/plain-date.ts'
import { readPastDate, type Problem } from '../../shared/before-call/read-form.ts'

const DAYS_OF_WEEK = 7
/** The table has a row for each week. A longer one is not readable. */
const MOST_DAYS = 5 * 366

export const usualPeriods = [
  { id: '4', title: 'The last 4 weeks', weeks: 4 },
  { id: '13', title: 'The last 3 months', weeks: 13 },
  { id: '26', title: 'The last 6 months', weeks: 26 },
  { id: '52', title: 'The last 12 months', weeks: 52 },
] as const

export const OWN_PERIOD = 'own'

/** Whole weeks: this one, as far as it has come, and those before it. */
export function usualPeriod(id: string, today: string): Period {
  const { weeks } = usualPeriods.find((one) => one.id === id) ?? usualPeriods[0]
  return { from: addDays(weekOf(today), (1 - weeks) * DAYS_OF_WEEK), to: today }
}

export interface OwnDays {
  readonly from: DateParts
  readonly to: DateParts
}

type ReadPeriod =
  | { readonly period: Period; readonly problems?: undefined }
  | { readonly period?: undefined; readonly problems: readonly Problem<keyof OwnDays>[] }

/** Both days included. */
export function readPeriod(days: OwnDays, today: string): ReadPeriod {
  const problems: Problem<keyof OwnDays>[] = []
  const from = readPastDate(problems, 'from', days.from, 'First day', today)
  const to = readPastDate(problems, 'to', days.to, 'Last day', today)
  if (from === undefined || to === undefined || problems.length > 0) return { problems }
  if (from > to) return { problems: [{ name: 'to', message: 'Last day must be the first day or later' }] }
  if (to > addDays(from, MOST_DAYS)) return { problems: [{ name: 'from', message: 'Choose a period of 5 years or less' }] }
  return { period: { from, to } }
}
