/** Cases as they are now. The one that was opened or changed last is at hand, so that an act on it need not read it again. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CurrentStorage } from './current-storage.ts'
import { findCaseRecord, type FindCaseRecordDeps } from './find-case-record.ts'
import type { RowStore } from './row-store.ts'

export interface RecentCase {
  /** `undefined` if the case is not on this station. Throws if it does not open. */
  find(caseId: string): Promise<CaseRecord | undefined>
  /** The case as an act left it. */
  keep(record: CaseRecord): void
}

export type RecentCaseDeps = FindCaseRecordDeps & {
  readonly current: Pick<CurrentStorage, 'get'>
  readonly rows: Pick<RowStore, 'revisionOf'>
}

export function createRecentCase({ current, ...deps }: RecentCaseDeps): RecentCase {
  /** By the session's database, so that it goes with the session. */
  const bySession = new WeakMap<object, CaseRecord>()
  /** A row's revision is the number of its events, or more: then the case is read. */
  const isNewest = ({ caseId, events }: CaseRecord) => (deps.rows.revisionOf(caseId) ?? events.length) === events.length
  return {
    find: async (caseId) => {
      const storage = current.get()
      const known = bySession.get(storage)
      if (known?.caseId === caseId && isNewest(known)) return known
      const found = await findCaseRecord(deps, storage, caseId)
      if (found) bySession.set(storage, found)
      return found
    },
    keep: (record) => void bySession.set(current.get(), record),
  }
}
