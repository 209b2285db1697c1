/**
 * The journal: every change of the record, in order, on the disk before anyone says "Saved". It is what survives when Chromium
 * throws the database away. Frames are chained by hash and carry a MAC; a torn last frame is set aside, damage anywhere else
 * stops the app and deletes nothing.
 */
import { rm, stat } from 'node:fs/promises'
import { readUnsigned, sameBytes } from '../../domain/record/bytes.ts'
import { frameBody, type Frame, type FrameBody, type JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { errorCode, fileFailure, isDiskFull, writeFileAtomically } from '../vault/atomic-file.ts'
import { sha256 } from '../vault/keys.ts'
import { turns } from '../vault/turns.ts'
import { wipe } from '../vault/wipe.ts'
import { forwardReader, openJournalFile, readAt, writeAt, type JournalFile, type OpenJournalFile } from './journal-file.ts'
import {
  buildFrame, findBody, findHead, FRAME_HEAD_LENGTH, FRAME_MAC_LENGTH, FRAME_MAGIC, isHeaderOf, JOURNAL_HEADER_LENGTH, journalHeader, MAXIMUM_BODY,
  type FrameHead, type FrameSigner, type JournalIdentity, type WitnessKeys,
} from './journal-format.ts'

export type JournalOpenFailureCode = 'journal-missing' | 'journal-damaged' | 'disk-full' | 'journal-failed'
export type AppendFailureCode = 'disk-full' | 'journal-failed' | 'row-conflict' | 'too-large' | 'locked'

/** What was cut off the end at opening: the remains of a frame that nobody was told was saved. */
export interface TornTail {
  /** Where the bytes are kept. */
  readonly file: string
  readonly bytes: number
  /** `unreadable`: as long as a frame, but not one. A power cut can do that; so can damage of the last saved frame. */
  readonly kind: 'incomplete' | 'unreadable'
}

export interface Journal {
  /** Sequence number of the last frame, 0 when there is none. */
  readonly lastSeq: number
  readonly torn: TornTail | undefined
  /** Resolves when the frame is on the disk, one after another. On failure the file ends at the last good frame. */
  append(body: FrameBody): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** Frames after `seq`, oldest first, those appended meanwhile included; ends with the failure when one does not read back. */
  readSince(seq: number): AsyncGenerator<Result<Frame, 'journal-damaged'>>
  /** The newest version of a row, also when that is its erasure. */
  findRow(table: string, id: string): Promise<Result<JournalRow | undefined, 'journal-damaged'>>
  /** Whether a row was ever written, and is not erased. */
  has(table: string, id: string): boolean
  /** Ids of the rows of a table that are not erased, oldest change first. */
  ids(table: string): string[]
  /** The newest version of every row that is not erased: what a lost database is rebuilt from. */
  latestRows(): AsyncGenerator<Result<JournalRow, 'journal-damaged'>>
  /** Every further frame is under this generation of the vault; frames that are there stay as they are. A generation never goes back. */
  startGeneration(next: FrameSigner): Promise<void>
  close(): Promise<void>
}

export interface JournalParts {
  readonly path: string
  readonly vaultId: Uint8Array
  /** Of every generation of the vault; further frames are written under the highest. */
  readonly witnessKeys: WitnessKeys
  /** Called for every frame in order while the journal is verified at opening. */
  readonly onFrame?: (frame: Frame) => void
  readonly openFile?: OpenJournalFile
}

interface LatestRow {
  readonly seq: number
  readonly rev: number
  readonly erased: boolean
}

/** Writes the empty journal of a new vault. */
export function createJournal(path: string, identity: JournalIdentity, witnessKey: Uint8Array) {
  return writeFileAtomically(path, journalHeader(identity, witnessKey))
}

export async function openJournal(parts: JournalParts): Promise<Result<Journal, JournalOpenFailureCode>> {
  let file: JournalFile
  try {
    file = await (parts.openFile ?? openJournalFile)(parts.path)
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? journalMissing : openFailed(error)
  }
  const keys = new Map([...parts.witnessKeys].map(([generation, key]) => [generation, Uint8Array.from(key)]))
  try {
    const read = await verify(parts, keys, file)
    if (read.ok) return ok(journal(keys, file, read.value))
    await file.close()
    wipe(...keys.values())
    return read
  } catch (error) {
    await file.close().catch(() => undefined)
    wipe(...keys.values())
    return openFailed(error)
  }
}

interface Verified {
  /** Where frame `seq` begins is at `seq - 1`. */
  readonly offsets: number[]
  readonly rows: Map<string, LatestRow>
  readonly end: number
  readonly prev: Uint8Array
  readonly torn: TornTail | undefined
}

async function verify(parts: JournalParts, keys: WitnessKeys, file: JournalFile): Promise<Result<Verified, JournalOpenFailureCode>> {
  const { size } = await file.stat()
  const at = forwardReader(file, Math.min(size, WINDOW))
  const header = Uint8Array.from(await at(0, JOURNAL_HEADER_LENGTH))
  if (!isHeaderOf(header, parts.vaultId, keys)) return journalDamaged
  const offsets: number[] = []
  const rows = new Map<string, LatestRow>()
  let prev = sha256(header)
  let generation = readUnsigned(header, 24, 4)
  let end = JOURNAL_HEADER_LENGTH
  while (end < size) {
    const head = findHead(keys, await at(end, FRAME_HEAD_LENGTH))
    const frame = head === undefined ? undefined : await at(end, frameLength(head))
    const body = head !== undefined && frame?.length === frameLength(head) ? findBody(keys, head, frame) : undefined
    if (head === undefined || frame === undefined || body === undefined) {
      if (isOfLaterGeneration(keys, await at(end, FRAME_HEAD_LENGTH))) return journalDamaged
      if (await holdsLaterFrame(keys, file, end + 1, size)) return journalDamaged
      const kind = size - end < FRAME_HEAD_LENGTH || (head !== undefined && size - end < frameLength(head)) ? 'incomplete' : 'unreadable'
      const torn = await cutTail(parts.path, file, end, size, offsets.length, kind)
      return torn.ok ? ok({ offsets, rows, end, prev, torn: torn.value }) : torn
    }
    const parsed = parseBody(body)
    if (head.seq !== offsets.length + 1 || !sameBytes(head.prev, prev) || head.generation < generation || parsed === undefined) return journalDamaged
    generation = head.generation
    noteRows(rows, parsed, head.seq)
    parts.onFrame?.({ seq: head.seq, ...parsed })
    offsets.push(end)
    prev = sha256(frame)
    end += frame.length
  }
  return ok({ offsets, rows, end, prev, torn: undefined })
}

/** How much of the file is looked at in one piece. */
const WINDOW = 1024 * 1024

const frameLength = (head: FrameHead): number => FRAME_HEAD_LENGTH + head.bodyLength + FRAME_MAC_LENGTH

/** A frame that these keys are too old for is not a torn end: whoever opens with an older copy of the keys must cut nothing off. */
function isOfLaterGeneration(keys: WitnessKeys, head: Uint8Array): boolean {
  return head.length === FRAME_HEAD_LENGTH && FRAME_MAGIC.every((byte, index) => head[index] === byte) && readUnsigned(head, 16, 4) > newest(keys).generation
}

/** Whether a frame of ours begins anywhere after `from`: then what does not read before it was damaged, not torn. */
async function holdsLaterFrame(keys: WitnessKeys, file: JournalFile, from: number, size: number): Promise<boolean> {
  const window = Math.min(size - from, WINDOW)
  for (let start = from; start < size; start += window) {
    const bytes = Buffer.from(await readAt(file, start, window + FRAME_HEAD_LENGTH - 1))
    for (let found = bytes.indexOf(FRAME_MAGIC); found >= 0 && found < window; found = bytes.indexOf(FRAME_MAGIC, found + 1)) {
      if (findHead(keys, bytes.subarray(found)) !== undefined) return true
    }
  }
  return false
}

async function cutTail(
  path: string, file: JournalFile, end: number, size: number, lastSeq: number, kind: TornTail['kind'],
): Promise<Result<TornTail, JournalOpenFailureCode>> {
  const tail = await readAt(file, end, size - end)
  const aside = await freeName(`${path}.torn-after-${lastSeq}`)
  const kept = await writeFileAtomically(aside, tail)
  if (!kept.ok) return kept.error.code === 'disk-full' ? err('disk-full', kept.error.message, kept.error.next) : journalFailed('write-failed')
  await file.truncate(end)
  await file.datasync()
  return ok({ file: aside, bytes: tail.length, kind })
}

async function freeName(base: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? base : `${base}.${number}`
    if (await stat(name).then(() => false, () => true)) return name
  }
}

function parseBody(body: Uint8Array): FrameBody | undefined {
  try {
    return frameBody.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
  } catch {
    return undefined
  }
}

const rowKey = (table: string, id: string): string => `${table} ${id}`

function noteRows(rows: Map<string, LatestRow>, body: FrameBody, seq: number): void {
  for (const row of body.rows) {
    const key = rowKey(row.table, row.id)
    rows.delete(key)
    rows.set(key, { seq, rev: row.rev, erased: row.env === null })
  }
}

function journal(keys: Map<number, Uint8Array>, file: JournalFile, verified: Verified): Journal {
  const inTurn = turns()
  const { offsets, rows } = verified
  let { end, prev } = verified
  let signer = newest(keys)
  let closed = false
  /** After a write that failed, bytes may lie beyond `end`; nothing is written before they are gone. */
  let clean = true

  async function cutBack(): Promise<void> {
    clean = false
    await file.truncate(end)
    await file.datasync()
    clean = true
  }

  async function write(body: FrameBody): Promise<Result<{ readonly seq: number }, AppendFailureCode>> {
    if (closed) return locked
    const text = Buffer.from(JSON.stringify(frameBody.parse(body)))
    if (text.length > MAXIMUM_BODY) return tooLarge
    if (!followsOn(rows, body.rows)) return rowConflict
    const seq = offsets.length + 1
    const frame = buildFrame(signer, seq, prev, text)
    try {
      if (!clean) await cutBack()
      if ((await file.stat()).size !== end) return journalFailed('changed by another program')
      await writeAt(file, end, frame)
      await file.datasync()
    } catch (error) {
      await cutBack().catch(() => undefined)
      return isDiskFull(error) ? diskFull : journalFailed(errorCode(error))
    }
    noteRows(rows, body, seq)
    offsets.push(end)
    end += frame.length
    prev = sha256(frame)
    return ok({ seq })
  }

  /** Reads under way: closing waits for them, so that none meets a wiped key and calls it damage. */
  const reads = new Set<Promise<unknown>>()

  function readFrame(seq: number): Promise<Result<Frame, 'journal-damaged'>> {
    const read = readFrameNow(seq)
    reads.add(read)
    void read.finally(() => reads.delete(read)).catch(() => undefined)
    return read
  }

  async function readFrameNow(seq: number): Promise<Result<Frame, 'journal-damaged'>> {
    const start = offsets[seq - 1]!
    const bytes = await readAt(file, start, (offsets[seq] ?? end) - start)
    const head = findHead(keys, bytes)
    const body = head !== undefined && bytes.length === frameLength(head) ? findBody(keys, head, bytes) : undefined
    const parsed = body === undefined || head?.seq !== seq ? undefined : parseBody(body)
    return parsed === undefined ? journalDamaged : ok({ seq, ...parsed })
  }

  async function* readSince(seq: number): AsyncGenerator<Result<Frame, 'journal-damaged'>> {
    for (let next = Math.max(0, seq) + 1; next <= offsets.length && !closed; next += 1) {
      const frame = await readFrame(next)
      yield frame
      if (!frame.ok) return
    }
  }

  return {
    get lastSeq() {
      return offsets.length
    },
    torn: verified.torn,
    append: (body) => inTurn(() => write(body)),
    readSince,
    async findRow(table, id) {
      const latest = rows.get(rowKey(table, id))
      if (latest === undefined || closed) return ok(undefined)
      const frame = await readFrame(latest.seq)
      return frame.ok ? ok(frame.value.rows.findLast((row) => row.table === table && row.id === id)) : frame
    },
    has: (table, id) => rows.get(rowKey(table, id))?.erased === false,
    ids: (table) => [...rows].flatMap(([name, row]) => (name.startsWith(`${table} `) && !row.erased ? [name.slice(table.length + 1)] : [])),
    async *latestRows() {
      for await (const frame of readSince(0)) {
        if (!frame.ok) {
          yield frame
          return
        }
        for (const [index, row] of frame.value.rows.entries()) {
          const newest = rows.get(rowKey(row.table, row.id))?.seq === frame.value.seq
          const lastOfFrame = !frame.value.rows.some((other, place) => place > index && other.table === row.table && other.id === row.id)
          if (newest && lastOfFrame && row.env !== null) yield ok(row)
        }
      }
    },
    startGeneration: (next) => inTurn(async () => {
      if (closed) throw new Error('the journal is closed')
      if (next.generation < signer.generation) throw new RangeError('a generation never goes back')
      signer = { generation: next.generation, key: Uint8Array.from(next.key) }
      keys.set(signer.generation, signer.key)
    }),
    close: () => inTurn(async () => {
      if (closed) return
      closed = true
      await Promise.allSettled(reads)
      wipe(...keys.values())
      await file.close()
    }),
  }
}

function newest(keys: WitnessKeys): FrameSigner {
  const generation = Math.max(...keys.keys())
  return { generation, key: keys.get(generation)! }
}

/** Each version of a row is newer than the last; an erasure may keep the number. Two windows cannot both write version 7. */
function followsOn(known: ReadonlyMap<string, LatestRow>, changed: readonly JournalRow[]): boolean {
  const revs = new Map<string, number>()
  return changed.every((row) => {
    const key = rowKey(row.table, row.id)
    const last = revs.get(key) ?? known.get(key)?.rev ?? -1
    revs.set(key, row.rev)
    return row.env === null ? row.rev >= last : row.rev > last
  })
}

/** Removes what `cutTail` kept, once a person has seen the report. */
export async function discardTorn(torn: TornTail): Promise<void> {
  await rm(torn.file, { force: true })
}

function openFailed(error: unknown): Result<never, JournalOpenFailureCode> {
  const failure = fileFailure(error)
  return !failure.ok && failure.error.code === 'disk-full' ? diskFull : journalFailed(errorCode(error))
}

const diskFull = err('disk-full', 'The disk is full. What was saved before is safe; this change was not saved.', 'Free some space, then save again.')
const journalFailed = (why: string) => err('journal-failed', `The journal could not be written (${why || 'unknown'}). What was saved before is safe; this change was not saved.`,
  'Try again. If it happens again, stop working and have the disk checked.')
const journalMissing = err('journal-missing', 'The journal of this workstation is missing. Nothing was changed and nothing new was made.', 'Restore the folder from a backup.')
const journalDamaged = err('journal-damaged', 'The journal was altered or damaged before its end. Nothing was deleted or changed.', 'Keep a copy of the folder, then restore it from a backup.')
const rowConflict = err('row-conflict', 'This was changed elsewhere since it was opened. Nothing was saved.', 'Look at it again, then repeat what you wanted to do.')
const tooLarge = err('too-large', 'This is too much for one change. Nothing was saved.', 'Save fewer or smaller files at once.')
const locked = err('locked', 'RA Desk was locked in the meantime. This change was not saved.', 'Unlock it and try again.')
