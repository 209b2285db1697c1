/**
 * Opens the journal: reads the newest whole snapshot, then verifies every segment after it frame by frame. Instead of a damaged snapshot
 * it uses the one before, whose segments are kept; it repairs a damaged segment from its second copy.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readUnsigned, sameBytes } from '../../domain/bytes.ts'
import { frameBody, type Frame } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { writeFileAtomically } from '../files/atomic-file.ts'
import { writtenByNewer, writtenByOlder } from '../vault/other-version.ts'
import { openAuditLog, type AuditLog } from './audit-log.ts'
import type { Finding, TornTail } from '../../domain/record/findings.ts'
import { frameLength, readThrough, WINDOW, type ReadThrough } from '../files/frame-file.ts'
import { findMissing, KEPT_FILES, openKeptFiles, type KeptFiles } from './kept-files.ts'
import { readAt, type JournalFile, type OpenJournalFile } from '../files/random-access-file.ts'
import {
  findHead,
  findHeaderOfAnyVersion,
  FORMAT_VERSION,
  FRAME_HEAD_LENGTH,
  FRAME_MAGIC,
  HEADER_LENGTH,
  newestSigner,
  theBeginning,
  type Beginning,
  type FrameKeys,
} from '../files/frame-format.ts'
import { latestRows, type LatestRows } from './latest-rows.ts'
import { openSegmentFile } from './segment.ts'
import {
  findMissingScans,
  readSnapshot,
  removeUnfinished,
  scansInUse,
  segmentName,
  snapshotName,
  withNeededScans,
  type AuditState,
  type KeptSnapshot,
  type Snapshot,
} from './snapshot.ts'
import { repairMirroredFile, secondOf } from '../files/mirrored-file.ts'
import { openHighWaterMark, HIGH_WATER_MARK, type HighWaterMark } from './high-water-mark.ts'

export interface Segment {
  readonly name: string
  readonly begins: Beginning
  /** Where each frame begins. */
  readonly offsets: number[]
  end: number
}

export interface OpenedSegments {
  /** Those that are read from, oldest first; the last one is written to. */
  readonly segments: Segment[]
  /** The last segment. */
  readonly file: JournalFile
  /** Hash of the last frame. */
  readonly hash: Uint8Array
  readonly rows: LatestRows
  readonly snapshots: readonly KeptSnapshot[]
  /** Lengths of the files of scans that snapshots name. */
  readonly scans: ReadonlyMap<string, number>
  /** Names of damaged snapshots; they are deleted with the next one. */
  readonly damagedSnapshots: readonly string[]
  readonly auditLog: AuditLog
  readonly highWaterMark: HighWaterMark | undefined
  /** Only of a guarded journal. */
  readonly keptFiles: KeptFiles | undefined
  readonly torn: TornTail | undefined
  readonly findings: readonly Finding[]
}

export interface JournalOpenDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly guarded: boolean
  readonly openFile: OpenJournalFile
  readonly onSnapshot?: (audit: AuditState) => void
  readonly onFrame?: (frame: Frame) => void
}

type OpenFailureCode = 'journal-missing' | 'journal-damaged' | 'journal-older' | 'journal-newer' | 'disk-full' | 'journal-failed'

export async function openSegments(deps: JournalOpenDeps): Promise<Result<OpenedSegments, OpenFailureCode>> {
  const { folder, keys, vaultId, openFile } = deps
  const findings: Finding[] = []
  const names = await readdir(folder)
  const version = await findVersion(deps, names)
  if (version !== undefined && version !== FORMAT_VERSION) return version < FORMAT_VERSION ? journalOlder : journalNewer
  await removeUnfinished(folder, names)
  const { base, snapshots: found } = await findBase(deps, names, findings)
  const rows = latestRows()
  for (const row of base?.rows ?? []) rows.restore(row)
  if (base !== undefined) deps.onSnapshot?.(base.audit)
  const highWaterMark = deps.guarded ? await openHighWaterMark(folder, vaultId, keys) : undefined
  const keptFiles = deps.guarded ? await openKeptFiles(folder, vaultId, keys) : undefined
  const listed = await findMissing(folder, keptFiles?.said?.files ?? [])

  const starts = segmentStarts(names)
  const after = starts.filter((seq) => seq >= (base?.begins.seq ?? 0))
  if (after.length === 0) return starts.length === 0 ? journalMissing : journalDamaged
  // Older segments are kept for older snapshots; they are read only when one of those is needed.
  const segments: Segment[] = []
  let follows: Beginning = base?.begins ?? theBeginning
  let hash = follows.hash
  let torn: TornTail | undefined
  let file: JournalFile | undefined
  let otherHistory = false
  for (const [index, seq] of after.entries()) {
    const name = segmentName(seq)
    const path = join(folder, name)
    const isLast = index === after.length - 1
    if (deps.guarded) {
      const repaired = await repairMirroredFile({
        path,
        kind: 'journal',
        vaultId,
        keys,
        openFile,
        acknowledged: highWaterMark?.mark?.seq ?? 0,
      })
      if (repaired !== undefined && (isLast || repaired === 'first-repaired' || names.includes(secondOf(name))))
        findings.push({ kind: repaired === 'first-repaired' ? 'journal-repaired' : 'journal-second-repaired', file: name })
    }
    let opened: JournalFile
    try {
      opened = await openSegmentFile(path, deps.guarded && isLast, openFile)
    } catch (error) {
      if (isMissing(error)) return journalMissing
      throw error
    }
    let keep = false
    try {
      const segment: Segment = { name, begins: follows, offsets: [], end: 0 }
      const read = await readThrough(
        { file: opened, kind: 'journal', vaultId, keys },
        ({ seq: frame, offset, length, body, hash: frameHash }) => {
          const parsed = frameBody.safeParse(body)
          if (!parsed.success) return false
          rows.note(parsed.data.rows, frame, { file: name, offset, length })
          if (frame === highWaterMark?.mark?.seq && !sameBytes(frameHash, highWaterMark.mark.hash)) otherHistory = true
          deps.onFrame?.({ seq: frame, ...parsed.data })
          segment.offsets.push(offset)
          return true
        },
      )
      if (
        read === undefined ||
        read.stopped === 'out-of-place' ||
        read.begins.seq !== follows.seq ||
        !sameBytes(read.begins.hash, follows.hash)
      )
        return journalDamaged
      if (read.stopped === 'unreadable') {
        if (
          !isLast ||
          (await isOfLaterGeneration(keys, opened, read.end)) ||
          (await holdsLaterFrame(keys, opened, read.end + 1, read.size))
        )
          return journalDamaged
        const set = await setTailAside(path, opened, read)
        if (!set.ok) return set
        torn = set.value
      }
      segments.push({ ...segment, end: read.end })
      follows = { seq: read.lastSeq, hash: read.hash }
      hash = read.hash
      keep = isLast
      if (isLast) file = opened
    } finally {
      if (!keep) await opened.close()
    }
  }
  if (file === undefined) return journalMissing
  const lastSeq = follows.seq
  const snapshots = found.map((snapshot) => withNeededScans(snapshot, rows))
  const inUse = scansInUse(rows)
  for (const each of await findMissingScans(folder, base?.scans.filter(({ file: name }) => inUse.has(name)) ?? []))
    findings.push({ kind: 'scans-missing', file: each })
  const needed = new Set([...inUse, ...snapshots.flatMap(({ scans }) => scans.map(({ file: name }) => name))])
  if (highWaterMark !== undefined) checkHighWaterMark(highWaterMark, lastSeq, otherHistory, findings)
  const auditLog = await openAuditLog({
    folder,
    vaultId,
    keys,
    openFile,
    expected: base?.audit.size ?? 0,
    acknowledged: keptFiles?.said?.auditFrames ?? 0,
  })
  if (auditLog.repaired !== undefined)
    findings.push({
      kind: auditLog.repaired === 'first-repaired' ? 'audit-record-repaired' : 'audit-record-second-repaired',
      file: 'audit.log',
    })
  if (auditLog.damage !== undefined) findings.push({ kind: 'audit-record-damaged', file: 'audit.log' })
  const older = starts
    .filter((seq) => !after.includes(seq))
    .map((seq): Segment => ({ name: segmentName(seq), begins: { seq, hash: new Uint8Array(32) }, offsets: [], end: 0 }))
  if (highWaterMark !== undefined && (highWaterMark.mark?.seq !== lastSeq || otherHistory || highWaterMark.found !== 'in-order')) {
    // Report a loss once: both places of the mark now name the last frame that is there.
    for (let place = 0; place < 2; place += 1) await highWaterMark.raise({ seq: lastSeq, hash }, newestSigner(keys)).catch(() => undefined)
  }
  if (keptFiles !== undefined) {
    // Opening has already judged the files that it read. The list covers the rest, and reports a missing file once.
    const judged = new Set([...findings.map((finding) => finding.file), ...segments.map((segment) => segment.name)])
    const missed = listed
      .filter(({ file: name }) => !judged.has(name) && (!name.startsWith('scans-') || needed.has(name)))
      .map((finding): Finding =>
        finding.kind === 'scans-missing' && !inUse.has(finding.file) ? { ...finding, kind: 'older-scans-missing' } : finding,
      )
    findings.push(...keptFiles.findings, ...missed)
    if (keptFiles.said === undefined && snapshots.length > 0) findings.push({ kind: 'files-list-missing', file: KEPT_FILES })
    if (keptFiles.said === undefined || missed.some((finding) => finding.kind.endsWith('-missing'))) {
      await keptFiles.write(
        [
          ...snapshots.map((snapshot) => snapshotName(snapshot.seq)),
          ...[...needed].filter((name) => name.startsWith('scans-')),
          ...older.map(({ name }) => name),
          ...segments.slice(0, -1).map(({ name }) => name),
        ],
        auditLog.frames,
        newestSigner(keys),
      )
    }
  }
  return ok({
    segments: [...older, ...segments],
    file,
    hash,
    rows,
    snapshots,
    scans: new Map(found.flatMap(({ scans }) => scans.map(({ file: name, bytes }) => [name, bytes]))),
    damagedSnapshots: findings.flatMap((found) => (found.kind === 'snapshot-damaged' ? found.file : [])),
    auditLog,
    highWaterMark,
    keptFiles,
    torn,
    findings,
  })
}

async function findBase(
  deps: JournalOpenDeps,
  names: readonly string[],
  findings: Finding[],
): Promise<{ base: Snapshot | undefined; snapshots: readonly KeptSnapshot[] }> {
  const numbers = names
    .flatMap((name) => /^snapshot-(\d{12})\.bin$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((left, right) => left - right)
  let base: Snapshot | undefined
  const snapshots: KeptSnapshot[] = []
  for (const seq of numbers.toReversed()) {
    const name = snapshotName(seq)
    const file = await deps.openFile(join(deps.folder, name))
    try {
      const read = await readSnapshot(file, name, deps.vaultId, deps.keys)
      if (read === undefined) findings.push({ kind: 'snapshot-damaged', file: name })
      else {
        base ??= read
        snapshots.unshift({ seq, scans: read.scans })
      }
    } finally {
      await file.close()
    }
  }
  return { base, snapshots }
}

/** Format version of the newest segment; `undefined` when its header is unreadable. */
async function findVersion({ folder, openFile, vaultId, keys }: JournalOpenDeps, names: readonly string[]): Promise<number | undefined> {
  const newest = segmentStarts(names).at(-1)
  if (newest === undefined || !names.includes(segmentName(newest))) return undefined
  const file = await openFile(join(folder, segmentName(newest)))
  try {
    return findHeaderOfAnyVersion('journal', await readAt(file, 0, HEADER_LENGTH), vaultId, keys)?.version
  } finally {
    await file.close()
  }
}

const segmentStarts = (names: readonly string[]): number[] =>
  [
    ...new Set(
      names.flatMap((name) => {
        const found = /^journal(?:-(\d{12}))?\.log(?:\.second)?$/.exec(name)
        return found === null ? [] : [Number(found[1] ?? 0)]
      }),
    ),
  ].sort((left, right) => left - right)

function checkHighWaterMark(highWaterMark: HighWaterMark, lastSeq: number, otherHistory: boolean, findings: Finding[]): void {
  if (highWaterMark.found === 'missing' && lastSeq > 0) findings.push({ kind: 'high-water-mark-missing', file: HIGH_WATER_MARK })
  if (highWaterMark.found === 'damaged') findings.push({ kind: 'high-water-mark-damaged', file: HIGH_WATER_MARK })
  if (highWaterMark.found === 'part-damaged') findings.push({ kind: 'high-water-mark-part-damaged', file: HIGH_WATER_MARK })
  // A crash between the two writes leaves the mark one frame behind.
  if (highWaterMark.mark !== undefined && highWaterMark.mark.seq < lastSeq - 1 && !otherHistory)
    findings.push({ kind: 'high-water-mark-older', file: HIGH_WATER_MARK })
  if (highWaterMark.mark !== undefined && highWaterMark.mark.seq > lastSeq)
    findings.push({ kind: 'journal-cut-back', file: HIGH_WATER_MARK, frames: highWaterMark.mark.seq - lastSeq })
  else if (otherHistory) findings.push({ kind: 'journal-cut-back', file: HIGH_WATER_MARK })
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** A frame of a newer key version is no torn end: opening with an older copy of the keys must cut nothing off. */
async function isOfLaterGeneration(keys: FrameKeys, file: JournalFile, offset: number): Promise<boolean> {
  const head = await readAt(file, offset, FRAME_HEAD_LENGTH)
  return (
    head.length === FRAME_HEAD_LENGTH &&
    FRAME_MAGIC.every((byte, index) => head[index] === byte) &&
    readUnsigned(head, 16, 4) > newestSigner(keys).keyVersion
  )
}

/** Whether a frame of this vault begins anywhere after `from`. Then the unreadable bytes before it are damage, not a torn end. */
async function holdsLaterFrame(keys: FrameKeys, file: JournalFile, from: number, size: number): Promise<boolean> {
  const window = Math.min(size - from, WINDOW)
  for (let start = from; start < size; start += window) {
    const bytes = Buffer.from(await readAt(file, start, window + FRAME_HEAD_LENGTH - 1))
    for (let found = bytes.indexOf(FRAME_MAGIC); found >= 0 && found < window; found = bytes.indexOf(FRAME_MAGIC, found + 1)) {
      if (findHead(keys, bytes.subarray(found)) !== undefined) return true
    }
  }
  return false
}

async function setTailAside(
  path: string,
  file: JournalFile,
  { end, size, lastSeq, head }: ReadThrough,
): Promise<Result<TornTail, OpenFailureCode>> {
  const kind = size - end < FRAME_HEAD_LENGTH || (head !== undefined && size - end < frameLength(head)) ? 'incomplete' : 'unreadable'
  const tail = await readAt(file, end, size - end)
  const aside = await freeName(`${path}.torn-after-${lastSeq}`)
  const kept = await writeFileAtomically(aside, tail)
  if (!kept.ok)
    return kept.error.code === 'disk-full'
      ? err('disk-full', kept.error.message, kept.error.next)
      : err('journal-failed', kept.error.message, kept.error.next)
  await file.truncate(end)
  await file.datasync()
  return ok({ file: aside, bytes: tail.length, kind })
}

async function freeName(base: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? base : `${base}.${number}`
    if (
      await stat(name).then(
        () => false,
        () => true,
      )
    )
      return name
  }
}

const journalMissing = err(
  'journal-missing',
  'The journal of this workstation is missing. Nothing was changed and nothing new was made.',
  'Restore the folder from a backup.',
)
const journalOlder = err('journal-older', ...writtenByOlder)
const journalNewer = err('journal-newer', ...writtenByNewer)
const journalDamaged = err(
  'journal-damaged',
  'The journal was altered or damaged before its end. Nothing was deleted or changed.',
  'Keep a copy of the folder, then restore it from a backup.',
)
