/** `RecordStore` over an unlocked vault and its record: what the use-cases save and read goes through here. */
import { isSignedAction } from '../../domain/record/actions.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { RecordAct } from './audited-write.ts'
import { caseKeys } from './case-keys.ts'
import { pageRows, toPageRows } from './page-rows.ts'
import { notWritten } from './record-failure.ts'
import type { VaultRecord } from './record.ts'
import { jsonBytes, sealedValues } from './sealed-values.ts'
import type { AuditNote, PieceToSeal, RecordFailureCode, RecordStore, RowToErase, RowToSeal } from './store.ts'

export function createRecordStore({ vault, record }: { readonly vault: UnlockedVault; readonly record: VaultRecord }): RecordStore {
  const { journal } = record
  const keys = caseKeys(vault)
  const { toRow, ...values } = sealedValues({ vault, journal })

  async function append(rows: readonly JournalRow[], audit: AuditNote): Promise<Result<{ readonly lastSeq: number }, RecordFailureCode>> {
    const caseKeyId = audit.caseId === undefined ? undefined : keys.findCaseKey(audit.caseId)
    const appended = await record.append(rows, actOf(audit, caseKeyId))
    if (appended.ok) return ok({ lastSeq: appended.value.seq })
    const { code, message, next } = appended.error
    return code === 'row-conflict' ? err('stale', message, next) : notWritten(appended.error)
  }

  async function commit(wanted: readonly (RowToSeal | PieceToSeal | RowToErase)[], audit: AuditNote): ReturnType<RecordStore['commit']> {
    const rows: JournalRow[] = []
    for (const each of wanted) {
      const row = toRow(each)
      if (!row.ok) return err('journal-failed', row.error.message, row.error.next)
      if (row.value !== undefined) rows.push(row.value)
    }
    const appended = await append(rows, audit)
    return appended.ok ? ok({ rows: rows.flatMap(toPageRows), lastSeq: appended.value.lastSeq }) : appended
  }

  return {
    ...keys,
    ...values,
    ...pageRows(journal),
    lastSeq: () => journal.lastSeq,
    commit,
    commitSealed: append,
    has: (table, id) => journal.has(table, id),
    ids: (table) => journal.ids(table),
    revs: (table) => journal.revs(table),
    revOf: async (table, id) => journal.revOf(table, id),
    checkpoint() {
      const { size, code } = record.checkpoint()
      return { size, code }
    },
  }
}

/** Detail about a case is sealed with the case’s key: destroying the key destroys the detail. */
function actOf(audit: AuditNote, caseKeyId: string | undefined): RecordAct {
  return {
    action: audit.action,
    signed: audit.signed ?? isSignedAction(audit.action),
    ...(audit.caseId === undefined ? {} : { caseRef: audit.caseId }),
    ...(audit.detail === undefined
      ? {}
      : { detail: { plaintext: jsonBytes(audit.detail), ...(caseKeyId === undefined ? {} : { keyId: caseKeyId }) } }),
  }
}
