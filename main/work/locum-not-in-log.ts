/**
 * FFFFF access that a case records and the log does not have: of cases from before the log was kept, or that came from another workstation. Only
 * the cases with such access are looked at, and no case is opened.
 */
import type { WorkItem } from '../../domain/work-item.ts'
import type { WindsDown } from '../wind-down/wind-down.ts'
import type { LocumLogs } from '../locum/locum-log.ts'

export async function listNotInLog({ locumLog, windDown }: LocumLogs & WindsDown): Promise<WorkItem[]> {
  const { obligations } = windDown.book
  const exceptional = obligations.exceptional()
  if (exceptional.length === 0) return []
  const book = await locumLog.open()
  const standings = windDown.standings()
  const missing = new Map<string, WorkItem>()
  for (const one of exceptional) {
    const { caseId, caseReference, personId, uuid } = one
    if (caseId === undefined || missing.has(caseId)) continue
    if (standings.of(one).state !== 'open' || (uuid !== undefined && book.openWithUuid(uuid))) continue
    missing.set(caseId, {
      id: `locum-not-in-log ${caseId}`,
      kind: 'locum',
      title: `Add the FFFFF access of ${caseReference ?? 'a deleted case'} to the National Locum log`,
      detail: 'The case records this access, and the log has no entry for it',
      action: 'Add to the log',
      place: `/people/locum-log/add?person=${personId}`,
    })
  }
  return [...missing.values()]
}
