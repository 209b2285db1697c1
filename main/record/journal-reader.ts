/** Reads the journal's frames and audit entries while it is open. */
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { frameBody, type Frame } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Place } from '../files/frame-file.ts'
import type { OpenFileCache } from '../files/open-file-cache.ts'
import type { AuditLog } from './audit-log.ts'
import { journalDamaged } from './journal-failures.ts'
import type { Segment } from './read-segments.ts'

export interface JournalReaderDeps {
  readonly segments: readonly Segment[]
  readonly fileCache: OpenFileCache
  readonly auditLog: Pick<AuditLog, 'entries'>
  readonly lastSeq: () => number
  readonly isClosed: () => boolean
}

export function journalReader({ segments, fileCache, auditLog, lastSeq, isClosed }: JournalReaderDeps) {
  function placeOf(seq: number): Place | undefined {
    const segment = segments.findLast(({ begins }) => begins.seq < seq)
    const index = seq - 1 - (segment?.begins.seq ?? 0)
    const offset = segment?.offsets[index]
    return segment === undefined || offset === undefined
      ? undefined
      : { file: segment.name, offset, length: (segment.offsets[index + 1] ?? segment.end) - offset }
  }

  async function readFrame(place: Place, seq: number): Promise<Result<Frame, 'journal-damaged'>> {
    const read = await fileCache.read(place)
    const parsed = read?.seq === seq ? frameBody.safeParse(read.body) : undefined
    return parsed?.success ? ok({ seq, ...parsed.data }) : journalDamaged
  }

  async function* readSince(seq: number): AsyncGenerator<Result<Frame, 'journal-damaged'>> {
    for (let next = Math.max(seq, segments[0]!.begins.seq) + 1; next <= lastSeq() && !isClosed(); next += 1) {
      const place = placeOf(next)
      if (place === undefined) continue
      const frame = await readFrame(place, next)
      yield frame
      if (!frame.ok) return
    }
  }

  async function* auditEntries(fromSeq: number): AsyncGenerator<Result<AuditEntry, 'journal-damaged'>> {
    let next = fromSeq
    for await (const entry of auditLog.entries(fromSeq)) {
      if (entry === undefined) {
        yield journalDamaged
        return
      }
      next = entry.seq + 1
      yield ok(entry)
    }
    for await (const frame of readSince(0)) {
      if (!frame.ok) {
        yield frame
        return
      }
      const { audit } = frame.value
      if (audit === null || audit.seq < next) continue
      next = audit.seq + 1
      yield ok(audit)
    }
  }

  return { readSince, auditEntries }
}
