/**
 * The record as use-cases see it: sealed rows, durable in the journal before a call resolves. Decides which key seals what; the envelope,
 * the keyring and the journal are below.
 */
import type { Result } from '../../domain/result.ts'
import type { SealedRow } from '../../domain/record/sealed-row.ts'
import type { KeyPurpose } from '../vault/keyring-content.ts'
import { keptTables, type KeptTable } from './kept-tables.ts'

export type RecordFailureCode = 'disk-full' | 'journal-failed' | 'stale'

/** Rows of these tables stay in `main` and are never sent to the worker. */
export const mainTables = [
  'case-lines',
  'secrets',
  'card-steps',
  'dispatch',
  'cards',
  'card-transcripts',
  'card-certificates',
  'card-authority',
  'card-templates',
  'checkpoints',
  'printer-jobs',
  'batches',
  'members',
  'trusted-stations',
  'editions',
  'handovers',
  'handed-records',
  'retention',
  'wind-down',
  'persons',
  'work-queues',
  'updates',
  'cim-reports',
  'cim-report-rows',
  'cim-differences',
  ...keptTables,
] as const
export type StoreTable = SealedRow['table'] | (typeof mainTables)[number]

export interface AuditNote {
  /** Lower-case words with hyphens, `details-recorded`. */
  readonly action: string
  readonly caseId?: string
  /** Signed by the agent's own key; as the table of actions says when absent. */
  readonly signed?: boolean
  /** Sealed with the entry; may hold what the act was about, never a passcode. */
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface RowToSeal {
  readonly table: StoreTable
  readonly id: string
  readonly rev: number
  /** Hex id of the key in the keyring, or `records` for the vault's own records key. */
  readonly keyId: string
  readonly value: unknown
}

/** Erases a row of any revision. A missing row is no failure. Rows of `keptTables` are never erased. */
/** A piece of a scan that `main` seals itself: its bytes as they are. */
export interface PieceToSeal extends Omit<RowToSeal, 'value' | 'table'> {
  readonly table: 'chunks'
  readonly piece: Uint8Array
  readonly chunk: { readonly index: number; readonly count: number }
}

/** Erases a row of any revision. A missing row is no failure. */
export interface RowToErase {
  readonly table: Exclude<StoreTable, KeptTable>
  readonly id: string
  readonly erase: true
}

export interface RecordStore {
  readonly lastSeq: () => number
  /** One frame: all rows or none. Resolves after the journal is on the disk. */
  commit(
    rows: readonly (RowToSeal | PieceToSeal | RowToErase)[],
    audit: AuditNote,
  ): Promise<Result<{ readonly rows: SealedRow[]; readonly lastSeq: number }, RecordFailureCode>>
  /** Rows that the worker sealed (scans): stored as they are. */
  commitSealed(rows: readonly SealedRow[], audit: AuditNote): Promise<Result<{ readonly lastSeq: number }, RecordFailureCode>>
  read(table: StoreTable, id: string, keyId: string): Promise<unknown>
  readBytes(
    table: StoreTable,
    id: string,
    keyId: string,
    chunk: { readonly index: number; readonly count: number },
  ): Promise<Uint8Array | undefined>
  /**
   * Every value of a table that is sealed with the records key, oldest change first, in slices between which other work goes on. What does
   * not open is left out: `read` tries the second copy, too.
   */
  readAll(table: StoreTable): AsyncGenerator<{ readonly id: string; readonly value: unknown }>
  has(table: StoreTable, id: string): boolean
  ids(table: StoreTable): readonly string[]
  /** Newest versions of rows that changed after a frame, oldest change first; rows of one frame are not parted. */
  since(
    afterSeq: number,
    maximumRows: number,
    which: 'rows' | 'scans',
  ): Promise<{ readonly rows: SealedRow[]; readonly lastSeq: number; readonly more: boolean }>
  /** Rows as they lie sealed; those that are not there or do not read back are left out. */
  sealedRows(table: SealedRow['table'], ids: readonly string[]): Promise<SealedRow[]>
  newKey(purpose: 'case' | 'evidence', ownerId: string): Promise<Result<{ readonly keyId: string }, RecordFailureCode>>
  findKey(purpose: 'case' | 'evidence', keyId: string): { readonly ownerId: string } | undefined
  findCaseKey(caseId: string): string | undefined
  /** Every key of a case: its own, those of its scans and pictures, those of its secrets. */
  keysOf(caseId: string): readonly { readonly keyId: string; readonly purpose: KeyPurpose }[]
  /** Resolves when no copy of the keyring on the disk has them. Everything sealed with them is noise afterwards, wherever it is. */
  destroyKeys(keyIds: readonly string[]): Promise<Result<void, RecordFailureCode>>
  /** The key that a row is sealed with. */
  keyIdOf(table: StoreTable, id: string): Promise<string | undefined>
  /** Numbers of the newest versions of rows that are not erased, by id. */
  revs(table: StoreTable): ReadonlyMap<string, number>
  /** The number of a row's newest version. */
  revOf(table: StoreTable, id: string): Promise<number | undefined>
  checkpoint(): { readonly size: number; readonly code: string }
}
