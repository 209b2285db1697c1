/** What the page may ask of the database worker. Keys and plaintext rows never come back: only what a screen shows. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { ComparedTable } from '../../domain/record/rows-digest.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import type { Evidence } from '../../domain/values.ts'
import type { SealedRow, WrappedKeys } from '../../preload/contract.ts'
import type { CheckedRow, DatabaseReport } from '../../preload/contract/database.ts'

/** Lines of the work list that changed, and cases that are no longer on it. */
export interface ListChange {
  readonly changed: readonly CaseSummary[]
  readonly gone: readonly string[]
}

export interface StorageRequests {
  /** A fresh ephemeral public key (P-256, uncompressed point, base64) for `main` to wrap keys to. */
  publicKey(): Promise<string>
  /**
   * Reads ids, revisions and the sealed work list ahead of `open`, while the passphrase is still being checked. Answers nothing, and needs
   * no key. Only if nothing is written to the database before `open`.
   */
  look(): Promise<void>
  /** Opens the database and reports what is in it. Nothing in it may be used before `begin`. */
  open(input: {
    keys: WrappedKeys
    vaultId: string
    recordsKeyId: string
    /** What the workstation adds to the editions that RA Desk brings. */
    editions: readonly Edition[]
  }): Promise<DatabaseReport>
  /** What is in the database now, to compare with the record again. */
  report(): Promise<DatabaseReport>
  /** How many pieces of scans the database holds. */
  pieces(): Promise<number>
  /** Opens the work list, once the database is in order. `missing`: cases whose lines must be made again with `summarise`. */
  begin(): Promise<{ readonly summaries: readonly CaseSummary[]; readonly missing: readonly string[] }>
  /** Makes lines of the work list from their cases, whose keys must be here. A case that does not open is left out. */
  summarise(caseIds: readonly string[]): Promise<ListChange>
  /**
   * Deletes rows that the record can supply again, for `fill`. Keeps drafts, and pieces of scans: the record has only one other copy of each
   * piece. Until `settle`, the database counts as empty, so that a refill that breaks off begins again.
   */
  clear(): Promise<void>
  /** Puts rows into a database that was cleared, whose keys must be here. Acts can be stored between two calls. */
  fill(rows: readonly SealedRow[]): Promise<ListChange>
  /** Every row is there, up to this frame. */
  settle(lastSeq: number): Promise<void>
  addKeys(keys: WrappedKeys): Promise<void>
  /** Seals from now on under this new version of the records key. */
  useRecordsKey(recordsKeyId: string): Promise<void>
  /** An edition was imported or withdrawn while the database is open. */
  useEditions(editions: readonly Edition[]): Promise<void>
  /** Stores sealed rows, the summaries they change and `lastSeq` in one strict transaction. */
  store(input: { rows: readonly SealedRow[]; lastSeq: number }): Promise<ListChange>
  /** Digests of a slice of all rows; `undefined` after the last slice. Slice 0 begins again. */
  hashRows(slice: number): Promise<{ readonly table: ComparedTable; readonly rows: readonly CheckedRow[] } | undefined>
  findCase(caseId: string): Promise<CaseRecord | undefined>
  sealEvidence(input: { evidenceId: string; keyId: string; bytes: Uint8Array }): Promise<{ rows: readonly SealedRow[]; sha256: string }>
  /** `pieces`: its rows from the record, if the database lacks them or cannot be read. */
  openEvidence(input: { evidence: Evidence; pieces?: readonly SealedRow[] }): Promise<Uint8Array>
  /** Scans and pictures that these cases name. The keys of the cases must be here. */
  scansOf(caseIds: readonly string[]): Promise<readonly Evidence[]>
  /** Which pieces of a scan are missing or do not open, out of `most` from `from` on. None if its key was destroyed. */
  damagedPieces(input: { evidence: Evidence; from: number; most: number }): Promise<readonly number[]>
  /** Sealed pieces of scans, for a record that lost them. Leaves out those that the database does not have. */
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
