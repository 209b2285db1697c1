/**
 * Writes one act: pieces of scans first, then a transaction in the first copy, then the same in the second. If the second fails, the act is
 * taken back from the first, so that a failure means that nothing was saved. A power cut between the two leaves the act in the first copy
 * only, and opening brings the second up: what was not reported as saved may be there, whole.
 */
import type { KeyObject } from 'node:crypto'
import { auditLeaf } from '../../../domain/record/audit-entry.ts'
import { journalRow, type JournalRow } from '../../../domain/record/frame.ts'
import { fromHex } from '../../../domain/bytes.ts'
import { ok, type Result } from '../../../domain/result.ts'
import { isDamage } from '../../files/database.ts'
import { sha256 } from '../../files/sha256.ts'
import type { WatchedFiles } from '../../vault/vault-revisions.ts'
import { isKeptTable } from '../kept-tables.ts'
import { failureOf, rowConflict, tooLarge, type AppendFailureCode } from '../journal-failures.ts'
import type { JournalAct } from '../journal.ts'
import { hasBody, type Change, type RecordCopy, type RowToWrite, type StoredRow } from './copy.ts'
import { changeSum, frameHash, rowMac, sealHead, type FrameKeys, type FrameSigner, type Head, type StoredHead } from './head.ts'
import type { createObservers } from './observe.ts'
import { FRAMES_KEPT } from './open-copies.ts'
import type { RowReader } from './row-reader.ts'
import type { ScansDatabase } from './scans-database.ts'
import { SCANS_TABLE } from './schema.ts'

/** Bytes of all envelopes of one act; an act with scans holds some dozens of pieces. */
const MAXIMUM_BYTES = 24 * 1024 * 1024
/** Old frames are removed so many at once. */
const FRAMES_DROPPED = 100

export interface WriterState {
  /** Moves on with each act. */
  head: Head
  readonly signer: FrameSigner
  /** Takes back an act that is in the first copy only; set when that failed. Nothing is written before it is done. */
  owed: (() => void) | undefined
}

export interface ActWriterDeps {
  readonly first: RecordCopy
  readonly second: RecordCopy
  readonly scans: ScansDatabase
  readonly vaultId: Uint8Array
  readonly keys: FrameKeys
  readonly rowsKey: KeyObject
  readonly reader: RowReader
  readonly observers: ReturnType<typeof createObservers>
  readonly state: WriterState
  readonly doubt: (copy: RecordCopy) => void
  /** How far the other files of the vault have got; without it, nothing is noted of them. */
  readonly watched?: Pick<WatchedFiles, 'now'> | undefined
}

/** The envelope is checked by its seal; only the names must have their form. */
const rowName = journalRow.pick({ table: true, id: true, rev: true })

interface Planned {
  readonly before: StoredRow | undefined
  readonly now: RowToWrite
  /** Of a piece of a scan. */
  readonly piece?: Uint8Array
}

export function actWriter(deps: ActWriterDeps): (act: JournalAct, how: 'new' | 'again') => Result<void, AppendFailureCode> {
  const { scans, observers, state } = deps
  return (act, how) => {
    if (act.rows.some(({ table, env }) => env === null && isKeptTable(table)))
      throw new Error('a row that is never erased was to be erased')
    if (act.rows.reduce((sum, { env }) => sum + (env?.length ?? 0), 0) * 0.75 > MAXIMUM_BYTES) return tooLarge
    try {
      state.owed?.()
      state.owed = undefined
      const plan = planRows(deps, act.rows, how)
      if (plan === undefined) return rowConflict
      observers.before(plan.map(({ before }) => before))
      const pieces = plan.flatMap(({ now, piece }) => (piece === undefined ? [] : [{ row: now.row, env: piece }]))
      if (pieces.length > 0) scans.put(pieces)
      const { change, head } = changeOf(deps, act, plan)
      writeBoth(deps, change, plan)
      state.head = head
      observers.after(plan)
      const erased = plan.flatMap(({ before, now }) => (before?.table === SCANS_TABLE && now.sha256 === undefined ? [now.row] : []))
      if (erased.length > 0) scans.drop(erased)
      return ok()
    } catch (error) {
      return failureOf(error)
    }
  }
}

function writeBoth({ first, second, state, vaultId, keys, doubt }: ActWriterDeps, change: Change, plan: readonly Planned[]): void {
  try {
    first.write(change)
  } catch (error) {
    if (isDamage(error)) doubt(first)
    // Never assumed: a commit whose answer was a failure may be there all the same.
    if (!isThere(first, change.head)) throw error
  }
  try {
    second.write(change)
  } catch (error) {
    if (isDamage(error)) doubt(second)
    if (isThere(second, change.head)) return
    const { head } = state
    const takeBack = () => first.write(undoOf(second, plan, sealHead(head, vaultId, keys), head))
    try {
      takeBack()
    } catch {
      state.owed = takeBack
    }
    throw error
  }
}

function isThere(copy: RecordCopy, { body }: StoredHead): boolean {
  try {
    return copy.head()?.body === body
  } catch {
    return false
  }
}

/** The newest version of each row of an act; nothing when one does not follow on what is there. */
function planRows({ reader, rowsKey, state }: ActWriterDeps, rows: readonly JournalRow[], how: 'new' | 'again'): Planned[] | undefined {
  const seq = state.head.seq + 1
  let { lastRow } = state.head
  const planned = new Map<string, Planned>()
  for (const { table, id, rev, env } of rows) {
    rowName.parse({ table, id, rev })
    const key = `${table} ${id}`
    const earlier = planned.get(key)
    const before = earlier === undefined ? reader.find(table, id) : earlier.before
    const known = earlier?.now ?? before
    if (!(how === 'new' ? allows(known, rev, env) : allowsAgain(known, rev, env))) return undefined
    const row = known?.row ?? (lastRow += 1)
    const bytes = env === null ? undefined : Buffer.from(env, 'base64')
    const content = { table, id, rev, seq, ...(bytes === undefined ? {} : { sha256: sha256(bytes) }) }
    const now: RowToWrite = { ...content, row, bytes: bytes?.length ?? 0, mac: rowMac(rowsKey, content) }
    planned.set(key, {
      before,
      now: bytes === undefined || table === SCANS_TABLE ? now : { ...now, env: bytes },
      ...(bytes !== undefined && table === SCANS_TABLE ? { piece: bytes } : {}),
    })
  }
  return [...planned.values()]
}

/** Each version of a row is newer than the last; an erasure may keep the number. Two windows cannot both write version 7. */
function allows(known: StoredRow | undefined, rev: number, env: string | null): boolean {
  const last = known?.rev ?? -1
  return env === null ? rev >= last : rev > last
}

/** Only a version that is the newest already: what was lost is written again, and nothing else can be. */
const allowsAgain = (known: StoredRow | undefined, rev: number, env: string | null): boolean =>
  env !== null && known?.rev === rev && known.sha256 !== undefined

function changeOf(
  { state, vaultId, keys, watched }: ActWriterDeps,
  act: JournalAct,
  plan: readonly Planned[],
): { change: Change; head: Head } {
  const { head: now, signer } = state
  const seq = now.seq + 1
  const { keyVersion } = signer
  const leaf = act.audit === null ? undefined : auditLeaf(sha256, act.audit)
  const rows = plan.map((each) => each.now)
  const hash = frameHash(now.hash, { seq, keyVersion, rows, leaf })
  const head: Head = {
    seq,
    hash,
    keyVersion,
    rowsKeyVersion: now.rowsKeyVersion,
    sum: changeSum(
      now.sum,
      plan.flatMap(({ before }) => before?.mac ?? []),
      rows.map(({ mac }) => mac),
    ),
    lastRow: Math.max(now.lastRow, ...rows.map(({ row }) => row)),
    audit: act.auditState ?? now.audit,
    ...(watched === undefined ? {} : { files: watched.now() }),
  }
  const change: Change = {
    rows,
    entries: act.audit === null ? [] : [{ seq: act.audit.seq, entry: JSON.stringify(act.audit) }],
    frames: [{ seq, hash: fromHex(hash) }],
    ...(seq % FRAMES_DROPPED === 0 ? { framesFrom: seq - FRAMES_KEPT } : {}),
    head: sealHead(head, vaultId, keys),
  }
  return { change, head }
}

/** Puts the first copy back to what the second still has. */
function undoOf(second: RecordCopy, plan: readonly Planned[], head: StoredHead, { seq, audit }: Head): Change {
  return {
    rows: plan.flatMap(({ before }) =>
      before === undefined ? [] : [{ ...before, env: hasBody(before) ? second.body(before.row) : undefined }],
    ),
    remove: plan.flatMap(({ before, now }) => (before === undefined ? [now.row] : [])),
    entries: [],
    frames: [],
    cutAfter: { frame: seq, entry: (audit?.size ?? 0) - 1 },
    head,
  }
}
