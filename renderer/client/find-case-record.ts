/** Reads a case from the database, or from the record while the database does not have it. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { StorageClient } from '../storage/client.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { RowStore } from './row-store.ts'

export interface FindCaseRecordDeps {
  readonly call: Call
  readonly rows: Pick<RowStore, 'store'>
  readonly caseKeys: Pick<CaseKeys, 'ofCases'>
}

/**
 * `undefined` if the case is not on this station. A lost database is rebuilt in the background: a case that is opened before its turn is
 * fetched at once. A row that is damaged is replaced, and `main` notes that it was. Throws if neither side has a row that opens.
 */
export async function findCaseRecord(
  { call, rows, caseKeys }: FindCaseRecordDeps,
  storage: Pick<StorageClient, 'ask'>,
  caseId: string,
): Promise<CaseRecord | undefined> {
  await caseKeys.ofCases(storage, [caseId])
  const found = await storage.ask('findCase', caseId).catch(() => 'damaged' as const)
  if (found !== undefined && found !== 'damaged') return found
  const answer =
    found === 'damaged'
      ? await call('database.checkRows', { table: 'cases', rows: [{ id: caseId, rev: 0, sha256: '' }] })
      : await call('database.cases', { caseIds: [caseId] })
  if (!answer.ok) throw new Error(answer.error.message)
  if (answer.value.rows.length === 0 && found === undefined) return undefined
  await rows.store(answer.value.rows, 0)
  return storage.ask('findCase', caseId)
}
