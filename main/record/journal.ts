/** The journal of a vault: frames that are only ever added, with the newest version of every row found through them. */
import { dirname } from 'node:path'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import type { Finding, TornTail } from '../../domain/record/findings.ts'
import type { Frame, FrameBody, JournalRow } from '../../domain/record/frame.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { errorCode, type FileFailureCode, isDiskFull, writeFileAtomically } from '../files/atomic-file.ts'
import { fileHeader, type FrameKeys, type FrameSigner, theBeginning } from '../files/frame-format.ts'
import { createOpenFileCache, type OpenFileCache } from '../files/open-file-cache.ts'
import { type OpenJournalFile, openJournalFile } from '../files/random-access-file.ts'
import { wipe } from '../vault/wipe.ts'
import {
  type AppendFailureCode,
  diskFull,
  journalDamaged,
  journalFailed,
  type JournalOpenFailureCode,
  openFailed,
} from './journal-failures.ts'
import { type OpenedSegments, openSegments } from './journal-open.ts'
import { journalReader } from './journal-reader.ts'
import { journalWriter } from './journal-writer.ts'
import { type Cut, keptStates } from './kept-states.ts'
import type { LatestRow } from './latest-rows.ts'
import { rowReader } from './row-reader.ts'
import { runningScrubs } from './running-scrubs.ts'
import { scrub, type ScrubReport } from './scrub.ts'
import type { AuditState } from './snapshot.ts'

export interface Journal {
  /** Sequence number of the last frame, 0 when there is none. */
  readonly lastSeq: number
  /** Number of the last frame that the newest snapshot stands for, 0 when there is none. */
  readonly snapshotSeq: number
  readonly torn: TornTail | undefined
  /** What was not in order at opening and what was done about it. */
  readonly findings: readonly Finding[]
  /** Resolves when the frame is on the disk; runs one at a time. On failure the file ends at the last good frame. */
  append(body: FrameBody): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** As `append`, for rows that were lost: the same newest versions, stored again. */
  appendAgain(body: FrameBody): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** Frames after `seq` that are still there, oldest first, those appended meanwhile included; ends with the failure when one does not read back. */
  readSince(seq: number): AsyncGenerator<Result<Frame, 'journal-damaged'>>
  /** The newest version of a row, also when that is its erasure. */
  findRow(table: string, id: string): Promise<Result<JournalRow | undefined, 'journal-damaged'>>
  /** Number of the newest version of a row, also when it does not read back. */
  revOf(table: string, id: string): number | undefined
  /** Whether a row was ever written, and is not erased. */
  has(table: string, id: string): boolean
  /** Ids of the rows of a table that are not erased, oldest change first. */
  ids(table: string): string[]
  /** The newest version of every row that is not erased: what a lost database is rebuilt from. */
  latestRows(): AsyncGenerator<Result<JournalRow, 'journal-damaged'>>
  /** The newest versions of rows that changed after a frame, erasures included, oldest change first. */
  changedAfter(seq: number): readonly LatestRow[]
  /** The files of scans that were found missing or damaged and hold newest versions, and those of these that do not read back. */
  lackingScans(): Promise<{ readonly files: readonly string[]; readonly pieces: readonly LatestRow[] }>
  /** Ids of pieces that the database lacks as well. A backup goes on without them. */
  readonly lostPieces: Set<string>
  /** Every audit entry from a number on, also of segments that are gone. */
  auditEntries(fromSeq: number): AsyncGenerator<Result<AuditEntry, 'journal-damaged'>>
  /** Begins a new segment; nothing when there is nothing new since the last one. */
  cut(): Promise<Result<Cut | undefined, AppendFailureCode>>
  /** Writes the snapshot of a cut while appending goes on, then deletes files that no kept snapshot needs. One at a time. */
  snapshot(cut: Cut, audit: AuditState): Promise<Result<void, AppendFailureCode | 'journal-damaged'>>
  /** Reads every kept file from end to end; see `scrub.ts`. Stops with `locked` when the journal is closed meanwhile. */
  scrub(): Promise<Result<ScrubReport, 'locked' | 'journal-failed'>>
  /** Further frames are under this key version; older frames stay as they are. Throws for a lower key version than before. */
  rotateVaultKey(next: FrameSigner): Promise<void>
  close(): Promise<void>
}

export interface JournalDeps {
  /** Of the first segment; everything else lies beside it. */
  readonly path: string
  readonly vaultId: Uint8Array
  /** Of every key version; further frames are written under the highest. */
  readonly frameKeys: FrameKeys
  /** Keeps a second copy of the segment that is being written, and a high-water mark. */
  readonly guarded?: boolean
  /** Called at opening with the audit record as the snapshot has it, before the frames after it. */
  readonly onSnapshot?: (audit: AuditState) => void
  /** Called for every frame after the snapshot, in order, while the journal is verified at opening. */
  readonly onFrame?: (frame: Frame) => void
  readonly openFile?: OpenJournalFile
}

/** Writes the empty journal of a new vault. */
export function createJournal(
  path: string,
  identity: { readonly vaultId: Uint8Array; readonly keyVersion: number },
  frameKey: Uint8Array,
): Promise<Result<void, FileFailureCode>> {
  return writeFileAtomically(
    path,
    fileHeader('journal', identity.vaultId, theBeginning, { keyVersion: identity.keyVersion, key: frameKey }),
  )
}

export async function openJournal(deps: JournalDeps): Promise<Result<Journal, JournalOpenFailureCode>> {
  const keys = new Map([...deps.frameKeys].map(([keyVersion, key]) => [keyVersion, copySecret(key)]))
  const folder = dirname(deps.path)
  const openFile = deps.openFile ?? openJournalFile
  const opening = { ...deps, folder, keys, openFile, guarded: deps.guarded === true }
  const fileCache = createOpenFileCache(folder, keys, openFile)
  try {
    const opened = await openSegments(opening)
    if (opened.ok) return ok(journalOver({ ...opening, fileCache, ...opened.value }))
    wipe(...keys.values())
    return opened
  } catch (error) {
    wipe(...keys.values())
    return openFailed(error)
  }
}

interface Inside extends OpenedSegments {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: Map<number, Uint8Array>
  readonly fileCache: OpenFileCache
  readonly openFile: OpenJournalFile
  readonly guarded: boolean
}

function journalOver(inside: Inside): Journal {
  const { rows, auditLog } = inside
  const enqueue = createSequencer()
  let closed = false
  const isClosed = () => closed
  const writer = journalWriter({ ...inside, isClosed })
  const frames = journalReader({ ...inside, lastSeq: writer.lastSeq, isClosed })
  const newest = rowReader({ ...inside, isClosed })
  const states = keptStates({
    ...inside,
    readSince: frames.readSince,
    readRow: newest.readRow,
    signer: writer.signer,
    isOpen: () => !closed,
  })
  const scrubs = runningScrubs(async (signal) => {
    const kept = () => ({ ...states.names(), active: { name: writer.active().name, end: writer.active().end }, auditEnd: auditLog.end })
    const report = await scrub({ ...inside, kept, signal })
    states.doubt(report.findings)
    return report
  })

  return {
    get lastSeq() {
      return writer.lastSeq()
    },
    get snapshotSeq() {
      return states.newestSeq
    },
    torn: inside.torn,
    findings: inside.findings,
    append: (body) => enqueue(() => writer.write(body, 'new')),
    appendAgain: (body) => enqueue(() => writer.write(body, 'again')),
    readSince: frames.readSince,
    findRow: newest.findRow,
    revOf: (table, id) => rows.find(table, id)?.rev,
    has: (table, id) => rows.find(table, id)?.erased === false,
    ids: (table) => rows.all().flatMap((row) => (row.table === table && !row.erased ? [row.id] : [])),
    latestRows: newest.latestRows,
    changedAfter: (seq) => rows.changedAfter(seq),
    lackingScans: states.lackingScans,
    lostPieces: new Set(),
    auditEntries: frames.auditEntries,
    cut: () => enqueue(writer.cut),
    async snapshot(of, audit) {
      try {
        return (await states.write(of, audit)) ? ok() : journalDamaged
      } catch (error) {
        return isDiskFull(error) ? diskFull : journalFailed(errorCode(error))
      }
    },
    scrub: scrubs.start,
    rotateVaultKey: (next) =>
      enqueue(async () => {
        writer.rotate(next)
      }),
    close: () =>
      enqueue(async () => {
        if (closed) return
        closed = true
        await scrubs.stop()
        await inside.fileCache.close()
        await auditLog.close()
        await inside.highWaterMark?.close()
        wipe(...inside.keys.values())
      }),
  }
}
