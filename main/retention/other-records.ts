/**
 * Deletes rows of CIM reports and short entries on their day. They are sealed under the records key, so no key of their own is destroyed: the rows
 * go, and one signed entry says how many and by which limit. Nothing of the National Locum log is looked at here.
 */
import { findOtherItems, type OtherItem, type OtherRecord } from '../../domain/retention/other-records.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { ok, type Result } from '../../domain/result.ts'
import { openReportBook } from '../cim/report-book.ts'
import type { CimReports } from '../cim/open-cim.ts'
import type { LocumLogs } from '../locum/locum-log.ts'
import type { Persons } from '../person/person-registry.ts'
import type { Clock, Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Retained } from './retention.ts'

export type OtherRecordsPorts = Cases & CimReports & Clock & LocumLogs & Persons & Retained & Store

const BY = 'RA Desk, by the policy'
const dayOf = (instant: string): string => plainDateOf(new Date(instant))

export async function listOther(desk: OtherRecordsPorts): Promise<OtherItem[]> {
  return findOtherItems(await recordsOf(desk), desk.retention.rules(), plainDateOf(desk.now()))
}

async function recordsOf({ cases, locumLog, persons, store }: OtherRecordsPorts): Promise<OtherRecord[]> {
  const heads = store.ids('cim-report-rows').length === 0 ? [] : (await openReportBook(store)).heads()
  await persons.load()
  const log = await locumLog.open()
  return [
    ...heads.flatMap(({ reportId, reportedOn, removed }): OtherRecord[] =>
      removed ? [] : [{ kind: 'cim-report', id: reportId, countedFrom: reportedOn, needed: false }],
    ),
    // A person with a case goes with the case. A person with open access must still be found.
    ...[...persons.entries()].map(([personId, { uuid }]): OtherRecord => ({
      kind: 'short-entry',
      id: personId,
      countedFrom: dayOf(persons.changedAt(personId)!),
      needed: cases.isPerson(personId) || log.openWithUuid(uuid) !== undefined,
    })),
  ]
}

/** After a sign-in, once the page has its list. Not while the clock is in doubt. */
export async function eraseOther(desk: OtherRecordsPorts): Promise<Result<void, RecordFailureCode>> {
  if (desk.retention.isClockInDoubt()) return ok()
  for (const { kind, ids, days, isDue } of await listOther(desk)) {
    if (!isDue) continue
    const erased = kind === 'cim-report' ? await eraseReports(desk, ids) : await desk.persons.forgetEntries(ids, { days })
    if (!erased.ok) return erased
  }
  return ok()
}

async function eraseReports(desk: CimReports & Clock, reportIds: readonly string[]): Promise<Result<void, RecordFailureCode>> {
  const cim = await desk.cim.open()
  return cim.inSequence(async () => {
    for (const report of cim.reports.heads()) {
      if (!reportIds.includes(report.reportId) || report.removed) continue
      const removed = await cim.reports.removeRows(report, { at: desk.now().toISOString(), by: BY })
      if (!removed.ok) return removed
    }
    return ok()
  })
}
