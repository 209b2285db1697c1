/** Filters the entries of the record and describes each. */
import { kindOfAction, type ActionKind } from '../../../../domain/record/actions.ts'
import type { RecordEntry } from '../../../../preload/contract/record.ts'

export interface RecordFilter {
  /** A case reference or a part of one; spaces, hyphens and capitals do not matter. */
  readonly reference: string
  readonly agentId: string
  /** `2026-11-23`, as the clock on the wall says it. */
  readonly day: string
  readonly kind: ActionKind | ''
}

export const everything: RecordFilter = { reference: '', agentId: '', day: '', kind: '' }

const wallDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' })
export const dayOf = (time: string): string => wallDay.format(new Date(time))

/** Days of the wall clock on which anything was noted, newest first. */
export function daysOf(entries: readonly RecordEntry[]): readonly string[] {
  const days = new Set<string>()
  let hour = ''
  let day = ''
  for (const { time } of entries) {
    // Entries of one UTC hour share a local day: format it once, because formatting is slow.
    if (time.slice(0, 13) !== hour) [hour, day] = [time.slice(0, 13), dayOf(time)]
    days.add(day)
  }
  return [...days].sort().reverse()
}

const plain = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '')

export function filterEntries(
  entries: readonly RecordEntry[],
  filter: RecordFilter,
  referenceOf: (caseId: string) => string | undefined,
): readonly RecordEntry[] {
  const wanted = plain(filter.reference)
  const day = findDay(filter.day)
  return entries.filter((entry) => {
    if (filter.agentId !== '' && entry.agentId !== filter.agentId) return false
    if (filter.kind !== '' && kindOfAction(entry.action) !== filter.kind) return false
    if (day !== undefined && (entry.time < day.from || entry.time > day.to || dayOf(entry.time) !== filter.day)) return false
    return wanted === '' || (entry.caseId !== undefined && plain(referenceOf(entry.caseId) ?? '').includes(wanted))
  })
}

/** No wall clock is more than a day from UTC: that leaves few entries whose day must be looked at. */
function findDay(day: string): { readonly from: string; readonly to: string } | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const noon = Date.parse(`${day}T12:00:00Z`)
  return Number.isNaN(noon)
    ? undefined
    : { from: new Date(noon - 129_600_000).toISOString(), to: new Date(noon + 129_600_000).toISOString() }
}
