/** `RecordStore` over an unlocked vault and its record: what the use-cases save and read goes through here. */
import { isSignedAction } from '../../domain/record/actions.ts'
import { findBase64, toHex } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import { SCANS_TABLE } from './database/schema.ts'
import { rowOf, type RecordAct, type VaultRecord } from './record.ts'
import {
  mainTables,
  type AuditNote,
  type RecordFailureCode,
  type RecordStore,
  type RowToErase,
  type RowToSeal,
  type StoreTable,
} from './store.ts'

/** Version of the rows' own shape in the envelope; the worker uses the same. */
const ROW_SCHEMA = 1
/** `records` where a key id is asked for. */
const RECORDS = 'records'

export function createRecordStore(deps: { readonly vault: UnlockedVault; readonly record: VaultRecord }): RecordStore {
  const { vault, record } = deps
  const { journal } = record
  const keyIdOf = (keyId: string): string => (keyId === RECORDS ? vault.recordsKeyId : keyId)

  function actOf(audit: AuditNote): RecordAct {
    const keyId = audit.caseId === undefined ? undefined : findCaseKey(audit.caseId)
    return {
      action: audit.action,
      signed: audit.signed ?? isSignedAction(audit.action),
      ...(audit.caseId === undefined ? {} : { caseRef: audit.caseId }),
      ...(audit.signed === true ? { signed: true } : {}),
      ...(audit.detail === undefined ? {} : { detail: { plaintext: jsonBytes(audit.detail), ...(keyId === undefined ? {} : { keyId }) } }),
    }
  }

  async function append(rows: readonly JournalRow[], audit: AuditNote): Promise<Result<{ readonly lastSeq: number }, RecordFailureCode>> {
    const appended = await record.append(rows, actOf(audit))
    if (appended.ok) return ok({ lastSeq: appended.value.seq })
    const { code, message, next } = appended.error
    return err(code === 'row-conflict' ? 'stale' : code === 'disk-full' ? 'disk-full' : 'journal-failed', message, next)
  }

  async function commit(rows: readonly (RowToSeal | RowToErase)[], audit: AuditNote): ReturnType<RecordStore['commit']> {
    const sealed: { row: JournalRow; table: StoreTable }[] = []
    for (const wanted of rows) {
      if ('erase' in wanted) {
        const rev = journal.has(wanted.table, wanted.id) ? journal.revOf(wanted.table, wanted.id) : undefined
        if (rev !== undefined) sealed.push({ table: wanted.table, row: rowOf(wanted.table, wanted.id, rev, null) })
        continue
      }
      const { table, id, rev, keyId, value } = wanted
      const plaintext = jsonBytes(value)
      const envelope = vault.seal({ table, recordId: id, rev, schema: ROW_SCHEMA }, plaintext, keyIdOf(keyId))
      wipe(plaintext)
      if (!envelope.ok) return err('journal-failed', envelope.error.message, envelope.error.next)
      sealed.push({ table, row: rowOf(table, id, rev, envelope.value) })
    }
    const appended = await append(
      sealed.map(({ row }) => row),
      audit,
    )
    return appended.ok ? ok({ rows: sealed.flatMap(({ row }) => shared(row)), lastSeq: appended.value.lastSeq }) : appended
  }

  /** Nothing when the row is not there, is erased, or its key was destroyed. Damage throws: the journal was verified at opening. */
  async function readPlain(
    table: StoreTable,
    id: string,
    keyId: string,
    chunk?: { readonly index: number; readonly count: number },
  ): Promise<Uint8Array | undefined> {
    const found = await journal.findRow(table, id)
    if (!found.ok) throw new Error(found.error.code)
    const envelope = found.value?.env ? findBase64(found.value.env) : undefined
    if (found.value === undefined || envelope === undefined) return undefined
    const header = splitEnvelope(envelope)
    if (!header.ok) throw new Error(header.error.code)
    const sealedWith = toHex(header.value.keyId)
    if (keyId === RECORDS ? !vault.isRecordsKey(sealedWith) : sealedWith !== keyId) return undefined
    const opened = vault.open(
      { table, recordId: id, rev: found.value.rev, schema: ROW_SCHEMA, ...(chunk === undefined ? {} : { chunk }) },
      envelope,
    )
    if (opened.ok) return opened.value
    if (opened.error.code === 'unknown-key' || opened.error.code === 'locked') return undefined
    throw new Error(opened.error.code)
  }

  function findCaseKey(caseId: string): string | undefined {
    const [key] = vault.keyring.list({ purpose: 'case', ownerId: caseId })
    return key && toHex(key.keyId)
  }

  return {
    lastSeq: () => journal.lastSeq,
    commit,
    commitSealed: append,
    async read(table, id, keyId) {
      const bytes = await readPlain(table, id, keyId)
      if (bytes === undefined) return undefined
      const text = new TextDecoder().decode(bytes)
      wipe(bytes)
      return JSON.parse(text)
    },
    readBytes: readPlain,
    has: (table, id) => journal.has(table, id),
    ids: (table) => journal.ids(table),
    async since(afterSeq, maximumRows, which) {
      const changed = journal.changedAfter(afterSeq)
      const upTo = journal.lastSeq
      const rows: SealedRow[] = []
      let lastSeq = Math.min(afterSeq, upTo)
      for (const latest of changed) {
        // Rows of one frame stay together, so that the next page, from `lastSeq` on, misses none.
        if (rows.length >= maximumRows && latest.seq > lastSeq) return { rows, lastSeq, more: true }
        lastSeq = latest.seq
        if (isMainTable(latest.table) || (latest.table === SCANS_TABLE) !== (which === 'scans')) continue
        const row = await journal.findRow(latest.table, latest.id)
        // A piece of a scan that does not read back leaves the others usable, and the database may have its own copy.
        if (!row.ok && latest.table === SCANS_TABLE) continue
        if (!row.ok) throw new Error(row.error.code)
        if (row.value !== undefined) rows.push(...shared(row.value))
      }
      return { rows, lastSeq: upTo, more: false }
    },
    async sealedRows(table, ids) {
      const rows: SealedRow[] = []
      for (const id of ids) {
        const row = await journal.findRow(table, id)
        if (row.ok && row.value !== undefined && row.value.env !== null) rows.push(...shared(row.value))
      }
      return rows
    },
    async newKey(purpose, ownerId) {
      const made = await vault.keyring.create([{ purpose, ownerId }])
      if (made.ok) return ok({ keyId: toHex(made.value[0]!.keyId) })
      const { code, message, next } = made.error
      return err(code === 'disk-full' ? 'disk-full' : 'journal-failed', message, next)
    },
    findKey(purpose, keyId) {
      const key = vault.keyring.find(keyId)
      return key?.purpose === purpose ? { ownerId: key.ownerId } : undefined
    },
    findCaseKey,
    keysOf: (caseId) => vault.keyring.list({ ownerId: caseId }).map(({ keyId, purpose }) => ({ keyId: toHex(keyId), purpose })),
    async destroyKeys(keyIds) {
      const gone = await vault.keyring.destroy(keyIds)
      if (gone.ok) return ok()
      const { code, message, next } = gone.error
      return err(code === 'disk-full' ? 'disk-full' : 'journal-failed', message, next)
    },
    async keyIdOf(table, id) {
      const found = await journal.findRow(table, id)
      const envelope = found.ok && found.value?.env ? findBase64(found.value.env) : undefined
      const header = envelope === undefined ? undefined : splitEnvelope(envelope)
      return header?.ok === true ? toHex(header.value.keyId) : undefined
    },
    revOf: async (table, id) => journal.revOf(table, id),
    checkpoint() {
      const { size, code } = record.checkpoint()
      return { size, code }
    },
  }
}

const isMainTable = (table: string): boolean => (mainTables as readonly string[]).includes(table)

/** Rows that the worker gets; those of `main` stay here. */
function shared(row: JournalRow): SealedRow[] {
  return isMainTable(row.table) ? [] : [{ ...row, table: row.table as SealedRow['table'] }]
}

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
