/** Writes the databases of a new record: the empty one of a new vault, or what a backup held. Both copies are whole when it ends. */
import { copyFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { fromHex } from '../../../domain/bytes.ts'
import { closeQuietly, createDatabase } from '../../files/database.ts'
import { sha256 } from '../../files/sha256.ts'
import type { AuditState } from '../audit-state.ts'
import { openCopy, type RowToWrite, type StoredEntry } from './copy.ts'
import { changeSum, firstHead, rowMac, rowsKeyOf, sealHead, type Beginning, type FrameSigner } from './head.ts'
import { openScans } from './scans-database.ts'
import type { Piece } from './piece-table.ts'
import { RECORD_FILES, recordKind, SCANS_FILE, SCANS_TABLE } from './schema.ts'

export interface RecordBuilder {
  /** How many rows it has. */
  readonly rows: number
  addRow(row: { readonly table: string; readonly id: string; readonly rev: number; readonly env: Uint8Array }, seq: number): void
  addEntries(entries: readonly AuditEntry[]): void
  /** Flushes everything and makes the second copy. `audit`: how the audit record stands. */
  finish(audit: AuditState | null): Promise<void>
  /** Closes the files as they are. */
  abandon(): void
}

export interface BuildDeps {
  /** The vault's new folder. */
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly signer: FrameSigner
  /** The frame after which the record begins. */
  readonly begins: Beginning
}

/** One transaction: some milliseconds. */
const BATCH_BYTES = 1024 * 1024

/** Failures of the disk throw. */
export async function buildRecord({ folder, vaultId, signer, begins }: BuildDeps): Promise<RecordBuilder> {
  const keys = new Map([[signer.keyVersion, signer.key]])
  const rowsKey = rowsKeyOf(signer.key)
  const path = join(folder, RECORD_FILES[0])
  const database = createDatabase(path, recordKind)
  // Nothing of it counts before `finish`, which flushes the files without holding up other work.
  database.exec('PRAGMA synchronous = OFF')
  const copy = openCopy(RECORD_FILES[0], database)
  const scans = await openScans({ folder, rows: () => [], aside: () => Promise.resolve() })
  let head = firstHead(begins, signer.keyVersion)
  let rows: RowToWrite[] = []
  let pieces: Piece[] = []
  let entries: StoredEntry[] = []
  let bytes = 0

  function flush(): void {
    if (pieces.length > 0) scans.put(pieces)
    const frames = begins.seq === 0 ? [] : [{ seq: begins.seq, hash: fromHex(head.hash) }]
    copy.write({ rows, entries, frames, head: sealHead(head, vaultId, keys) })
    rows = []
    pieces = []
    entries = []
    bytes = 0
  }

  function count(length: number): void {
    bytes += length
    if (bytes >= BATCH_BYTES) flush()
  }

  function abandon(): void {
    closeQuietly(database)
    scans.close()
  }

  return {
    get rows() {
      return head.lastRow
    },
    addRow({ table, id, rev, env }, seq) {
      const number = head.lastRow + 1
      const digest = sha256(env)
      const mac = rowMac(rowsKey, { table, id, rev, seq, sha256: digest })
      const isPiece = table === SCANS_TABLE
      rows.push({ row: number, table, id, rev, seq, bytes: env.length, sha256: digest, mac, ...(isPiece ? {} : { env }) })
      if (isPiece) pieces.push({ row: number, env })
      head = { ...head, lastRow: number, sum: changeSum(head.sum, [], [mac]) }
      count(env.length)
    },
    addEntries(added) {
      const stored = added.map((entry) => ({ seq: entry.seq, entry: JSON.stringify(entry) }))
      entries.push(...stored)
      count(stored.reduce((sum, { entry }) => sum + entry.length, 0))
    },
    async finish(audit) {
      head = { ...head, audit }
      flush()
      abandon()
      await copyFile(path, join(folder, RECORD_FILES[1]))
      for (const name of [...RECORD_FILES, SCANS_FILE]) await flushFile(join(folder, name))
    },
    abandon,
  }
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
