import { dirname, join } from 'node:path'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { type Frame, type FrameBody, frameBody, type JournalRow } from '../../domain/record/frame.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { errorCode, type FileFailureCode, isDiskFull, writeFileAtomically } from '../files/atomic-file.ts'
import { sha256 } from '../files/sha256.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { wipe } from '../vault/wipe.ts'
import { type OpenJournalFile, openJournalFile, writeAt } from '../files/random-access-file.ts'
import {
  buildFrame,
  fileHeader,
  type FrameKeys,
  type FrameSigner,
  HEADER_LENGTH,
  MAXIMUM_BODY,
  newestSigner,
  theBeginning,
} from '../files/frame-format.ts'
import { type OpenedSegments, openSegments } from './journal-open.ts'
import type { Segment } from './read-segments.ts'
import type { Finding, TornTail } from '../../domain/record/findings.ts'
import { journalDamaged, journalReader } from './journal-reader.ts'
import { type Cut, keptStates } from './kept-states.ts'
import type { LatestRow } from './latest-rows.ts'
import { beginSegment, removeStarted } from './segment.ts'
import { scrub, type ScrubReport } from './scrub.ts'
import { createOpenFileCache, type OpenFileCache } from '../files/open-file-cache.ts'
import { type AuditState, segmentName } from './snapshot.ts'
import type { HighWaterMark } from './high-water-mark.ts'
import {
  type AppendFailureCode,
  diskFull,
  journalFailed,
  type JournalOpenFailureCode,
  locked,
  openFailed,
  rowConflict,
  tooLarge,
} from './journal-failures.ts'

export type { TornTail } from '../../domain/record/findings.ts'

export type { Cut } from './kept-states.ts'

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
  const fileCache = createOpenFileCache(folder, keys, openFile)
  try {
    const opened = await openSegments({ ...deps, folder, keys, openFile, guarded: deps.guarded === true })
    if (opened.ok) return ok(journal(deps, { folder, keys, fileCache, openFile, ...opened.value }))
    wipe(...keys.values())
    return opened
  } catch (error) {
    wipe(...keys.values())
    return openFailed(error)
  }
}

interface Inside extends OpenedSegments {
  readonly folder: string
  readonly keys: Map<number, Uint8Array>
  readonly fileCache: OpenFileCache
  readonly openFile: OpenJournalFile
}

function journal(deps: JournalDeps, inside: Inside): Journal {
  const { folder, keys, fileCache, rows, segments, auditLog } = inside
  const highWaterMark: HighWaterMark | undefined = inside.highWaterMark
  const enqueue = createSequencer()
  const guarded = deps.guarded === true
  let { file, hash } = inside
  let signer = newestSigner(keys)
  let closed = false
  const closing = new AbortController()
  let scrubbing: Promise<unknown> = Promise.resolve()
  /** After a write that failed, bytes may lie beyond the end; nothing is written before they are gone. */
  let clean = true
  const active = (): Segment => segments.at(-1)!
  const lastSeq = (): number => active().begins.seq + active().offsets.length
  fileCache.put(active().name, file)

  async function cutBack(): Promise<void> {
    clean = false
    await file.truncate(active().end)
    await file.datasync()
    clean = true
  }

  async function write(body: FrameBody, how: 'new' | 'again'): Promise<Result<{ readonly seq: number }, AppendFailureCode>> {
    if (closed) return locked
    const text = Buffer.from(JSON.stringify(frameBody.parse(body)))
    if (text.length > MAXIMUM_BODY) return tooLarge
    if (how === 'new' ? !rows.allows(body.rows) : !rows.allowsAgain(body.rows)) return rowConflict
    const seq = lastSeq() + 1
    const segment = active()
    const frame = buildFrame(signer, seq, hash, text)
    try {
      if (!clean) await cutBack()
      if ((await file.stat()).size !== segment.end) return journalFailed('changed by another program')
      await writeAt(file, segment.end, frame)
      await file.datasync()
    } catch (error) {
      await cutBack().catch(() => undefined)
      return isDiskFull(error) ? diskFull : journalFailed(errorCode(error))
    }
    rows.note(body.rows, seq, { file: segment.name, offset: segment.end, length: frame.length })
    segment.offsets.push(segment.end)
    segment.end += frame.length
    hash = sha256(frame)
    // The frame is saved even if the mark is not; the next frame writes it again.
    await highWaterMark?.raise({ seq, hash }, signer).catch(() => undefined)
    return ok({ seq })
  }

  const { readSince, readRow, auditEntries } = journalReader({ ...inside, lastSeq, isClosed: () => closed })

  async function cut(): Promise<Result<Cut | undefined, AppendFailureCode>> {
    if (closed) return locked
    const begins = { seq: lastSeq(), hash }
    if (begins.seq === active().begins.seq) return ok(undefined)
    const name = segmentName(begins.seq)
    try {
      const next = await beginSegment({ folder, name, vaultId: deps.vaultId, begins, signer, guarded, openFile: inside.openFile })
      segments.push({ name, begins, offsets: [], end: HEADER_LENGTH })
      file = next.file
      hash = next.hash
      fileCache.put(name, file)
    } catch (error) {
      // The previous segment continues; a started new one would contradict it.
      await removeStarted(join(folder, name))
      return isDiskFull(error) ? diskFull : journalFailed(errorCode(error))
    }
    return ok({ begins, rows: [...rows.all()], signer })
  }

  const states = keptStates({ ...inside, vaultId: deps.vaultId, signer: () => signer, isOpen: () => !closed, readRow, readSince })

  async function snapshot(of: Cut, audit: AuditState): ReturnType<Journal['snapshot']> {
    try {
      return (await states.write(of, audit)) ? ok() : journalDamaged
    } catch (error) {
      return isDiskFull(error) ? diskFull : journalFailed(errorCode(error))
    }
  }

  async function scrubOnce(): ReturnType<Journal['scrub']> {
    if (closed) return locked
    const kept = () => ({ ...states.names(), active: { name: active().name, end: active().end }, auditEnd: auditLog.end })
    try {
      const report = await scrub({ folder, vaultId: deps.vaultId, keys, openFile: inside.openFile, kept, signal: closing.signal })
      states.doubt(report.findings)
      return ok(report)
    } catch (error) {
      if (closing.signal.aborted) return locked
      return journalFailed(errorCode(error))
    }
  }

  return {
    get lastSeq() {
      return lastSeq()
    },
    get snapshotSeq() {
      return states.newestSeq
    },
    torn: inside.torn,
    findings: inside.findings,
    append: (body) => enqueue(() => write(body, 'new')),
    appendAgain: (body) => enqueue(() => write(body, 'again')),
    readSince,
    async findRow(table, id) {
      const latest = rows.find(table, id)
      if (latest === undefined || closed) return ok(undefined)
      const row = await readRow(latest)
      return row === undefined ? journalDamaged : ok(row)
    },
    revOf: (table, id) => rows.find(table, id)?.rev,
    has: (table, id) => rows.find(table, id)?.erased === false,
    ids: (table) => rows.all().flatMap((row) => (row.table === table && !row.erased ? [row.id] : [])),
    async *latestRows() {
      for (const { table, id, erased } of [...rows.all()]) {
        const latest = rows.find(table, id)
        if (erased || closed || latest === undefined) continue
        const row = await readRow(latest)
        if (row?.env !== null) yield row === undefined ? journalDamaged : ok(row)
        if (row === undefined) return
      }
    },
    changedAfter: (seq) => rows.changedAfter(seq),
    lackingScans: states.lackingScans,
    lostPieces: new Set(),
    auditEntries,
    cut: () => enqueue(cut),
    snapshot,
    scrub: () => {
      const running = scrubOnce()
      scrubbing = Promise.all([scrubbing, running])
      return running
    },
    rotateVaultKey: (next) =>
      enqueue(async () => {
        if (closed) throw new Error('the journal is closed')
        if (next.keyVersion < signer.keyVersion) throw new RangeError('a key version never goes back')
        signer = { keyVersion: next.keyVersion, key: copySecret(next.key) }
        keys.set(signer.keyVersion, signer.key)
      }),
    close: () =>
      enqueue(async () => {
        if (closed) return
        closed = true
        closing.abort()
        await scrubbing
        await fileCache.close()
        await auditLog.close()
        await highWaterMark?.close()
        wipe(...keys.values())
      }),
  }
}
