/** What the page may ask of the database worker. Keys and plaintext rows never come back: only what a screen shows. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { Evidence } from '../../domain/values.ts'
import type { SealedRow, WrappedKeys } from '../../preload/contract.ts'
import type { DatabaseReport } from '../../preload/contract/database.ts'

export interface StorageRequests {
  /** A fresh ephemeral public key (P-256, uncompressed point, base64) for `main` to wrap keys to. */
  publicKey(): Promise<string>
  /** Looks at the database before anything in it is used, and opens it. */
  open(input: { keys: WrappedKeys; vaultId: string; recordsKeyId: string }): Promise<DatabaseReport>
  /** What is in it now; to compare with the record after catching up. */
  report(): Promise<DatabaseReport>
  /** How many pieces of scans are in it. */
  pieces(): Promise<number>
  /** Makes the work list ready. To be called when the database was found in order, or was made again. */
  begin(): Promise<void>
  /** Empties what the record can fill again. Drafts stay, and pieces of scans: the record has each of them only once, and these are the others. */
  clear(): Promise<void>
  addKeys(keys: WrappedKeys): Promise<void>
  /** The vault goes on under another key: what is sealed from now on is under this one. */
  useRecordsKey(recordsKeyId: string): Promise<void>
  /** Stores sealed rows in one strict transaction with the summaries they change, and remembers how far it got. */
  store(input: { rows: readonly SealedRow[]; lastSeq: number }): Promise<{ changed: readonly string[] }>
  summaries(): Promise<readonly CaseSummary[]>
  findCase(caseId: string): Promise<CaseRecord | undefined>
  sealEvidence(input: { evidenceId: string; keyId: string; bytes: Uint8Array }): Promise<{ rows: readonly SealedRow[]; sha256: string }>
  /** `pieces`: its rows from the record, when the database does not have them or cannot be read. */
  openEvidence(input: { evidence: Evidence; pieces?: readonly SealedRow[] }): Promise<Uint8Array>
  /** Pieces of the scans of cases that are worked on that are not here or do not open. */
  damagedPieces(): Promise<readonly { readonly evidenceId: string; readonly index: number }[]>
  /** Pieces of scans as they lie sealed, for a record that lost them; those that are not here are left out. */
  sealedPieces(ids: readonly string[]): Promise<readonly SealedRow[]>
  readDraft(key: string): Promise<unknown>
  writeDraft(input: { key: string; value: unknown }): Promise<void>
  clearDraft(key: string): Promise<void>
}

export type StorageMethod = keyof StorageRequests
export interface StorageCall {
  readonly id: number
  readonly method: StorageMethod
  readonly input: unknown
}
export type StorageReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }
