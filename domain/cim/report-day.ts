/** The day of a report, as the name of its file says it: `Smartcards_2026-11-28.csv`, `users 28112026.csv`. A proposal, which the agent confirms. */
import { findPlainDate } from '../registrant/plain-date.ts'

export function findReportDay(fileName: string, today: string): string | undefined {
  const name = fileName.slice(0, 200)
  const found = /(?<!\d)(20\d{2})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d{0,1}\d{3})/.exec(name)
  const british = /(?<!\d)(\d{2})[-_. ]?(\d{2})[-_. ]?(20\d{2})(?!\d)/.exec(name)
  const days = [
    found && findPlainDate(Number(found[1]), Number(found[2]), Number(found[3])),
    british && findPlainDate(Number(british[3]), Number(british[2]), Number(british[1])),
  ]
  return days.find((day): day is string => typeof day === 'string' && day <= today)
}
