/** What waits in the National Locum log: reviews that are due or overdue, and access that ended and was not revoked. */
import { formatLongDate } from '../format.ts'
import { shortLine } from '../text-from-outside.ts'
import type { WorkItem } from '../work-item.ts'
import { locumStateOn, type LocumEntry } from './entry.ts'

const LONGEST_NAME = 120

export const pathOfLocumEntry = (entryId: string): string => `/people/locum-log/entry/${entryId}`

/** `today`: plain date. */
export function locumWorkItems(
  entries: readonly { readonly entryId: string; readonly entry: Pick<LocumEntry, 'grant' | 'revoked'> }[],
  today: string,
): WorkItem[] {
  return entries.flatMap(({ entryId, entry }): WorkItem[] => {
    const { name, organisations, reviewBy, endsOn } = entry.grant
    const who = shortLine(name, LONGEST_NAME)
    const base = { kind: 'locum', place: pathOfLocumEntry(entryId) } as const
    switch (locumStateOn(entry, today)) {
      case 'active':
      case 'revoked':
        return []
      case 'review-due':
      case 'overdue':
        return [
          {
            ...base,
            id: `locum-review ${entryId}`,
            title: `Review the FFFFF access of ${who}`,
            detail: shortLine(`For ${organisations.join(', ')}, until ${formatLongDate(endsOn)}`, 200),
            on: reviewBy,
            action: 'Review access',
          },
        ]
      case 'ended':
        return [
          {
            ...base,
            id: `locum-revoke ${entryId}`,
            title: `Revoke the FFFFF access of ${who}`,
            detail: 'It ended, and no revocation in CIM is recorded',
            on: endsOn,
            action: 'Record revocation',
          },
        ]
    }
  })
}
