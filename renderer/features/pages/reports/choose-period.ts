/** The period of the reports: one of the usual ones up to today, or two days that the agent chooses. */
import { weekOf, type Period } from '../../../../domain/work/reports.ts'
import { formatLongDate } from '../../../../domain/format.ts'
import { addDays } from '../../../../domain/registrant/plain-date.ts'
import { plainDate } from '../../../../domain/values.ts'

const DAYS_OF_WEEK = 7
/** A row for each week: longer tables are read by nobody. */
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

/** Both days included. A text says what is wrong with them. */
export function checkPeriod({ from, to }: Period, today: string): string | undefined {
  if (!plainDate.safeParse(from).success || !plainDate.safeParse(to).success) return 'Enter both dates'
  if (from > to) return 'The first day must be on or before the last day'
  if (to > today) return `The last day must be on or before ${formatLongDate(today)}`
  return to > addDays(from, MOST_DAYS) ? 'Choose a period of 5 years or less' : undefined
}
