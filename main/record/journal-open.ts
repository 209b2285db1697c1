/**
 * Opens the journal: reads the newest whole snapshot, then verifies every segment after it frame by frame. Instead of a damaged snapshot
 * it uses the one before, whose segments are kept; it repairs a damaged segment from its second copy.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Frame } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { writtenByNewer, writtenByOlder } from '../vault/other-version.ts'
import { openAuditLog, type AuditLog } from './audit-log.ts'
import type { Finding, TornTail } from '../../domain/record/findings.ts'
import { findMissing, KEPT_FILES, openKeptFiles, type KeptFiles } from './kept-files.ts'
import { readAt, type JournalFile, type OpenJournalFile } from '../files/random-access-file.ts'
import { findHeaderOfAnyVersion, FORMAT_VERSION, HEADER_LENGTH, newestSigner, theBeginning, type FrameKeys } from '../files/frame-format.ts'
import { latestRows, type LatestRows } from './latest-rows.ts'
import { journalDamaged } from './journal-failures.ts'
import { journalMissing, readSegments, type OpenFailureCode, type Segment } from './read-segments.ts'
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
import { openHighWaterMark, HIGH_WATER_MARK, type HighWaterMark } from './high-water-mark.ts'

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
  const read = await readSegments(deps, { seqs: after, names, follows: base?.begins ?? theBeginning, rows, highWaterMark, findings })
  if (!read.ok) return read
  const { segments, file, hash, torn, lastSeq, otherHistory } = read.value
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
  if (keptFiles !== undefined)
    await checkKeptFiles({ keptFiles, listed, findings, segments, older, snapshots, needed, inUse, auditFrames: auditLog.frames, keys })
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

/** Reports listed files that are missing, and writes the list again when it was missing or a file is. */
async function checkKeptFiles({
  keptFiles,
  listed,
  findings,
  segments,
  older,
  snapshots,
  needed,
  inUse,
  auditFrames,
  keys,
}: {
  readonly keptFiles: KeptFiles
  readonly listed: readonly Finding[]
  readonly findings: Finding[]
  readonly segments: readonly Segment[]
  readonly older: readonly Segment[]
  readonly snapshots: readonly KeptSnapshot[]
  readonly needed: ReadonlySet<string>
  readonly inUse: ReadonlySet<string>
  readonly auditFrames: number
  readonly keys: FrameKeys
}): Promise<void> {
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
      auditFrames,
      newestSigner(keys),
    )
  }
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

const journalOlder = err('journal-older', ...writtenByOlder)
const journalNewer = err('journal-newer', ...writtenByNewer)
