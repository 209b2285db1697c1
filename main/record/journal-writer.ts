/**
 * The end of the journal, where one frame after the other is written and a new segment begins. A frame counts when it is on the disk; when
 * writing fails, the file ends at the last good frame.
 */
import { join } from 'node:path'
import { type FrameBody, frameBody } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { errorCode, isDiskFull } from '../files/atomic-file.ts'
import { buildFrame, type FrameSigner, HEADER_LENGTH, MAXIMUM_BODY, newestSigner } from '../files/frame-format.ts'
import type { OpenFileCache } from '../files/open-file-cache.ts'
import { type OpenJournalFile, writeAt } from '../files/random-access-file.ts'
import { sha256 } from '../files/sha256.ts'
import { type AppendFailureCode, diskFull, journalFailed, locked, rowConflict, tooLarge } from './journal-failures.ts'
import type { OpenedSegments } from './journal-open.ts'
import type { Cut } from './kept-states.ts'
import type { Segment } from './read-segments.ts'
import { beginSegment, removeStarted } from './segment.ts'
import { segmentName } from './snapshot.ts'

export interface JournalWriterDeps extends Pick<OpenedSegments, 'segments' | 'file' | 'hash' | 'rows' | 'highWaterMark'> {
  readonly folder: string
  readonly vaultId: Uint8Array
  readonly keys: Map<number, Uint8Array>
  readonly fileCache: Pick<OpenFileCache, 'put'>
  readonly openFile: OpenJournalFile
  readonly guarded: boolean
  readonly isClosed: () => boolean
}

/** To be called one at a time. */
export interface JournalWriter {
  lastSeq(): number
  /** The segment that is written to. */
  active(): Segment
  signer(): FrameSigner
  /** `again`: the same newest versions of rows that were lost. */
  write(body: FrameBody, how: 'new' | 'again'): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** Begins a new segment; nothing when there is nothing new since the last one. */
  cut(): Promise<Result<Cut | undefined, AppendFailureCode>>
  /** Further frames are under this key version. */
  rotate(next: FrameSigner): void
}

export function journalWriter(deps: JournalWriterDeps): JournalWriter {
  const { folder, vaultId, keys, fileCache, rows, segments, highWaterMark, openFile, guarded, isClosed } = deps
  let { file, hash } = deps
  let signer = newestSigner(keys)
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

  async function write(body: FrameBody, how: 'new' | 'again'): ReturnType<JournalWriter['write']> {
    if (isClosed()) return locked
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

  async function cut(): ReturnType<JournalWriter['cut']> {
    if (isClosed()) return locked
    const begins = { seq: lastSeq(), hash }
    if (begins.seq === active().begins.seq) return ok(undefined)
    const name = segmentName(begins.seq)
    try {
      const next = await beginSegment({ folder, name, vaultId, begins, signer, guarded, openFile })
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

  function rotate(next: FrameSigner): void {
    if (isClosed()) throw new Error('the journal is closed')
    if (next.keyVersion < signer.keyVersion) throw new RangeError('a key version never goes back')
    signer = { keyVersion: next.keyVersion, key: copySecret(next.key) }
    keys.set(signer.keyVersion, signer.key)
  }

  return { lastSeq, active, signer: () => signer, write, cut, rotate }
}
