/** Reads the segments of the journal after a snapshot, frame by frame, and verifies that each follows on the one before. */
import { join } from 'node:path'
import { sameBytes } from '../../domain/bytes.ts'
import { frameBody, type Frame } from '../../domain/record/frame.ts'
import type { Finding, TornTail } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { readThrough } from '../files/frame-file.ts'
import type { Beginning, FrameKeys } from '../files/frame-format.ts'
import { repairMirroredFile, secondOf } from '../files/mirrored-file.ts'
import type { JournalFile, OpenJournalFile } from '../files/random-access-file.ts'
import type { HighWaterMark } from './high-water-mark.ts'
import { journalDamaged } from './journal-failures.ts'
import type { LatestRows } from './latest-rows.ts'
import { openSegmentFile } from './segment.ts'
import { segmentName } from './snapshot.ts'
import { isTorn, setTailAside } from './torn-tail.ts'

export interface Segment {
  readonly name: string
  readonly begins: Beginning
  /** Where each frame begins. */
  readonly offsets: number[]
  end: number
}

export interface ReadSegmentsDeps {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly guarded: boolean
  readonly openFile: OpenJournalFile
  readonly onFrame?: (frame: Frame) => void
}

export interface SegmentsToRead {
  /** First sequence number of each, oldest first. */
  readonly seqs: readonly number[]
  /** Every file of the folder. */
  readonly names: readonly string[]
  /** Where the first segment must begin. */
  readonly follows: Beginning
  /** Gets the row versions of every frame. */
  readonly rows: LatestRows
  readonly highWaterMark: HighWaterMark | undefined
  /** Gets the repairs. */
  readonly findings: Finding[]
}

export interface ReadSegments {
  readonly segments: Segment[]
  /** The last segment, open. */
  readonly file: JournalFile
  /** Hash of the last frame. */
  readonly hash: Uint8Array
  readonly lastSeq: number
  readonly torn: TornTail | undefined
  /** The frame that the high-water mark names is another one. */
  readonly otherHistory: boolean
}

export type OpenFailureCode = 'journal-missing' | 'journal-damaged' | 'journal-older' | 'journal-newer' | 'disk-full' | 'journal-failed'

export async function readSegments(deps: ReadSegmentsDeps, start: SegmentsToRead): Promise<Result<ReadSegments, OpenFailureCode>> {
  const { folder, keys, vaultId, openFile } = deps
  const segments: Segment[] = []
  let follows = start.follows
  let hash = follows.hash
  let torn: TornTail | undefined
  let file: JournalFile | undefined
  let otherHistory = false
  for (const [index, seq] of start.seqs.entries()) {
    const name = segmentName(seq)
    const path = join(folder, name)
    const isLast = index === start.seqs.length - 1
    if (deps.guarded) await repairSegment(deps, start, name, isLast)
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
          start.rows.note(parsed.data.rows, frame, { file: name, offset, length })
          if (frame === start.highWaterMark?.mark?.seq && !sameBytes(frameHash, start.highWaterMark.mark.hash)) otherHistory = true
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
        if (!isLast || !(await isTorn(keys, opened, read))) return journalDamaged
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
  return file === undefined ? journalMissing : ok({ segments, file, hash, lastSeq: follows.seq, torn, otherHistory })
}

/** Repairs a segment or its second copy, and notes the repair. */
async function repairSegment(
  deps: ReadSegmentsDeps,
  { names, highWaterMark, findings }: SegmentsToRead,
  name: string,
  isLast: boolean,
): Promise<void> {
  const repaired = await repairMirroredFile({
    path: join(deps.folder, name),
    kind: 'journal',
    vaultId: deps.vaultId,
    keys: deps.keys,
    openFile: deps.openFile,
    acknowledged: highWaterMark?.mark?.seq ?? 0,
  })
  if (repaired !== undefined && (isLast || repaired === 'first-repaired' || names.includes(secondOf(name))))
    findings.push({ kind: repaired === 'first-repaired' ? 'journal-repaired' : 'journal-second-repaired', file: name })
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

export const journalMissing = err(
  'journal-missing',
  'The journal of this workstation is missing. Nothing was changed and nothing new was made.',
  'Restore the folder from a backup.',
)
