/** When a snapshot is due, and the one that is being written: beside the appending, one at a time. */
import { ok, type Result } from '../../domain/result.ts'
import { checkDiskSpace, type FreeSpace } from '../files/disk-space.ts'
import type { AuditTrail } from './audit.ts'
import type { AppendFailureCode } from './journal-failures.ts'
import type { Journal } from './journal.ts'

export type SnapshotFailureCode = AppendFailureCode | 'journal-damaged' | 'little-room'

/** A snapshot is due after so many frames, or when the last is so old and there is a new frame. */
export interface SnapshotsDue {
  readonly frames: number
  readonly milliseconds: number
}

/** So much is read again at most when the app starts. */
const standardSnapshots: SnapshotsDue = { frames: 200, milliseconds: 60 * 60_000 }

export interface SnapshotScheduleDeps {
  readonly journal: Pick<Journal, 'lastSeq' | 'snapshotSeq' | 'cut' | 'snapshot'>
  readonly trail: Pick<AuditTrail, 'state'>
  readonly folder: string
  readonly monotonic: () => number
  readonly freeSpace?: FreeSpace | undefined
  readonly due?: SnapshotsDue | undefined
}

export interface SnapshotSchedule {
  isDue(): boolean
  /** To be called in turn with the appending: the audit record must stand where the journal is cut. The writing goes on beside it. */
  cut(): Promise<void>
  /** Waits for the snapshot that is being written. */
  settled(): Promise<Result<void, SnapshotFailureCode>>
}

export function createSnapshotSchedule(deps: SnapshotScheduleDeps): SnapshotSchedule {
  const { journal, trail, due = standardSnapshots } = deps
  let cutSeq = journal.snapshotSeq
  let cutAt = deps.monotonic()
  let writing: Promise<Result<void, SnapshotFailureCode>> = Promise.resolve(ok())
  return {
    isDue: () => journal.lastSeq > cutSeq && (journal.lastSeq - cutSeq >= due.frames || deps.monotonic() - cutAt >= due.milliseconds),
    async cut() {
      await writing
      const room = deps.freeSpace ? await checkDiskSpace(deps.folder, 'snapshot', deps.freeSpace) : ok()
      const made = room.ok ? await journal.cut() : room
      // If none was made, the next is due after the usual time: the record is whole without it.
      cutSeq = journal.lastSeq
      cutAt = deps.monotonic()
      if (!made.ok) writing = Promise.resolve(made)
      else if (made.value !== undefined) writing = journal.snapshot(made.value, trail.state())
    },
    settled: () => writing,
  }
}
