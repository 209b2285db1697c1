/**
 * What belongs to no case and is kept for a limited time: rows of reports of CIM, and short entries of people. The National Locum log is not
 * among it: nothing of the log is ever deleted.
 */
import { addDays, comparePlainDates } from '../registrant/plain-date.ts'
import { NOTICE_DAYS, type CountedRules } from './due.ts'

export const otherKinds = ['cim-report', 'short-entry'] as const
export type OtherKind = (typeof otherKinds)[number]

export interface OtherRecord {
  readonly kind: OtherKind
  readonly id: string
  /** Plain date from which the limit counts. */
  readonly countedFrom: string
  /** Why it stays although its day may have come. */
  readonly needed: boolean
}

export interface OtherItem {
  readonly kind: OtherKind
  /** How many of this kind have this day. */
  readonly ids: readonly string[]
  /** Plain date on which they are deleted. */
  readonly on: string
  readonly days: number
  readonly isDue: boolean
}

const ruleOf = { 'cim-report': 'cimReportDays', 'short-entry': 'entryDays' } as const

/** By kind and day, the soonest first. A limit that is new or changed deletes nothing for three days, as for cases. */
export function findOtherItems(records: readonly OtherRecord[], rules: CountedRules, today: string): OtherItem[] {
  const items = new Map<string, OtherItem & { readonly ids: string[] }>()
  for (const { kind, id, countedFrom, needed } of records) {
    const { days, since } = rules[ruleOf[kind]]
    if (days === null || needed) continue
    const [regular, announced] = [addDays(countedFrom, days), addDays(since, NOTICE_DAYS)]
    const on = comparePlainDates(regular, announced) < 0 ? announced : regular
    const key = `${on} ${kind}`
    const item = items.get(key) ?? { kind, ids: [], on, days, isDue: comparePlainDates(on, today) <= 0 }
    item.ids.push(id)
    items.set(key, item)
  }
  return [...items.entries()].sort(([one], [other]) => one.localeCompare(other)).map(([, item]) => item)
}
