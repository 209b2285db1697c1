/**
 * The journal of an unlocked vault: each act is one frame, which is one transaction in each of two databases. Both are on the disk before
 * `append` resolves. What does not read in the first copy is read from the second.
 */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import type { Finding } from '../../domain/record/findings.ts'
import type { FrameBody, JournalRow } from '../../domain/record/frame.ts'
import { copySecret } from '../../domain/secret-bytes.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { fromHex } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { closeQuietly, type OpenSqlite } from '../files/database.ts'
import type { KeysChecked } from '../vault/check-keys.ts'
import type { WatchedFiles } from '../vault/vault-revisions.ts'
import { wipe } from '../vault/wipe.ts'
import type { AuditState } from './audit-state.ts'
import { auditReader } from './database/audit-reader.ts'
import { checkDatabases } from './database/check.ts'
import type { RecordCopy, StoredBody } from './database/copy.ts'
import { putInDoubt } from './database/doubt.ts'
import { openChangesView, type ChangesView, type ViewedSince } from './database/changes-view.ts'
import { newestSigner, rowsKeyOf, type FrameKeys, type FrameSigner } from './database/head.ts'
import { createObservers } from './database/observe.ts'
import { rowReader } from './database/row-reader.ts'
import { SCANS_FILE } from './database/schema.ts'
import { openView, type RecordView, type ViewDeps } from './database/view.ts'
import { actWriter, type WriterState } from './database/write-act.ts'
import { failureOf, locked, type AppendFailureCode, type JournalOpenFailureCode, type ReadFailureCode } from './journal-failures.ts'
import { openJournalFiles, type JournalFiles } from './journal-open.ts'
import { journalRows, type LatestRow, type SomeChanges } from './journal-rows.ts'
import { runningScrubs } from './running-scrubs.ts'
import { scrub, type ScrubReport } from './scrub.ts'

export interface JournalAct extends FrameBody {
  /** How the audit record stands after it; absent when it has no audit entry. */
  readonly auditState?: AuditState
}

export interface Journal {
  /** Sequence number of the last frame, 0 when there is none. */
  readonly lastSeq: number
  /** What was not in order at opening and what was done about it. */
  readonly findings: readonly Finding[]
  /** How the audit record stood at opening; nothing when it has no entry. */
  readonly audit: AuditState | undefined
  /** Resolves when the act is on the disk in both copies; runs one at a time. On failure nothing of it was saved. */
  append(act: JournalAct): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** As `append`, for rows that were lost: the same newest versions, stored again. */
  appendAgain(act: JournalAct): Promise<Result<{ readonly seq: number }, AppendFailureCode>>
  /** The newest version of a row, also when that is its erasure. */
  findRow(table: string, id: string): Promise<Result<JournalRow | undefined, 'journal-damaged'>>
  /** Number of the newest version of a row, also when it does not read back. */
  revOf(table: string, id: string): number | undefined
  /** Whether a row was ever written, and is not erased. */
  has(table: string, id: string): boolean
  /** Ids of the rows of a table that are not erased, oldest change first. */
  ids(table: string): string[]
  /** The newest version of every row of these tables, erasures included, table after table. Not their digests, so nothing is checked. */
  newest(tables: readonly string[]): readonly Omit<LatestRow, 'sha256'>[]
  /** Numbers of the rows of a table that are not erased, by id, oldest change first. */
  revs(table: string): ReadonlyMap<string, number>
  /** The envelopes of a table in slices, oldest change first, as they lie in one copy: opening one shows whether it is whole. */
  slices(table: string): Generator<readonly StoredBody[]>
  /** The newest versions of rows that changed after a frame, erasures included, oldest change first. Of all tables when none are named. */
  changedAfter(seq: number, tables?: readonly string[]): readonly LatestRow[]
  /** The first of them in whole frames: up to the frame in which a table has its `most`th. What comes after is not read. */
  changedSome(seq: number, tables: readonly string[], most: number): SomeChanges
  /** Files in which pieces of scans are missing or damaged, and the pieces that do not read back. Nothing unless damage was found. */
  lackingScans(): Promise<{ readonly files: readonly string[]; readonly pieces: readonly LatestRow[] }>
  /** Ids of pieces that the page's database lacks as well. A backup goes on without them. */
  readonly lostPieces: Set<string>
  /** Every audit entry from a number on; the last is a failure if not all were read. */
  auditEntries(fromSeq: number): AsyncGenerator<Result<AuditEntry, ReadFailureCode>>
  /** The record as it is now, to be read while acts go on. */
  view(): Promise<RecordView>
  /** What changed since an earlier state, as it is now. */
  changes(since: ViewedSince): Promise<ChangesView>
  /** Reads everything and reports damage; see `scrub.ts`. Stops with `locked` when the journal is closed meanwhile. */
  scrub(): Promise<Result<ScrubReport, 'locked' | 'journal-failed'>>
  /** Further frames are under this key version. Throws for a lower key version than before. */
  rotateVaultKey(next: FrameSigner): Promise<void>
  close(): Promise<void>
}

export interface JournalDeps {
  /** The vault's folder. */
  readonly folder: string
  readonly vaultId: Uint8Array
  /** Of every key version; further frames are written under the highest. */
  readonly frameKeys: FrameKeys
  /** For the name of what is set aside. */
  readonly now: () => Date
  readonly openSqlite?: OpenSqlite
  /** The other files of the vault, whose state is noted with each act. */
  readonly watched?: WatchedFiles | undefined
  /** Whether every key of the vault opens, for the scrub. `pause` is awaited after each slice, and throws when the check must stop. */
  readonly checkKeys?: (pause: () => Promise<void>) => Promise<KeysChecked>
  /** For the scrub; without it, other work only has its turn between two slices. */
  readonly giveWay?: GiveWay
}

export async function openJournal(deps: JournalDeps): Promise<Result<Journal, JournalOpenFailureCode>> {
  const keys = new Map([...deps.frameKeys].map(([keyVersion, key]) => [keyVersion, copySecret(key)]))
  try {
    const opened = await openJournalFiles({ ...deps, keys })
    if (opened.ok) return ok(journal({ ...deps, keys }, opened.value))
    wipe(...keys.values())
    return opened
  } catch (error) {
    wipe(...keys.values())
    return failureOf(error)
  }
}

interface Inside extends JournalDeps {
  readonly keys: Map<number, Uint8Array>
}

interface OpenState extends WriterState {
  signer: FrameSigner
  closed: boolean
  scansInDoubt: boolean
}

function journal({ folder, vaultId, keys, watched, checkKeys, giveWay = () => setImmediate() }: Inside, files: JournalFiles): Journal {
  const { first, second, scans, highWaterMark } = files
  const enqueue = createSequencer()
  const observers = createObservers()
  const state: OpenState = {
    head: files.head,
    signer: newestSigner(keys),
    closed: false,
    owed: undefined,
    scansInDoubt: files.scans.lacking,
  }
  const rowsKey = rowsKeyOf(keys.get(state.head.rowsKeyVersion)!)
  const isClosed = () => state.closed
  const doubt = ({ name }: Pick<RecordCopy, 'name'>) => putInDoubt(join(folder, name))
  const reader = rowReader({ first, second, scans, rowsKey, doubt, isUneven: () => state.owed !== undefined })
  const write = actWriter({ ...files, vaultId, keys, rowsKey, reader, observers, state, doubt, watched })
  const scrubs = runningScrubs(async (signal) => {
    const copies = [first, second] as const
    const check = () => checkDatabases({ copies, scans, rowsKey, head: () => state.head, observe: observers.observe, giveWay, signal })
    const report = await scrub({ folder, vaultId, keys, signal, giveWay, check, checkKeys })
    for (const name of report.damaged) doubt({ name })
    if (report.findings.some(({ kind }) => kind === 'scans-missing')) {
      state.scansInDoubt = true
      putInDoubt(join(folder, SCANS_FILE))
    }
    return report
  })

  async function append(act: JournalAct, how: 'new' | 'again'): Promise<Result<{ readonly seq: number }, AppendFailureCode>> {
    if (state.closed) return locked
    let written = write(act, how)
    if (!written.ok && scans.isBroken()) {
      state.scansInDoubt = true
      written = await scans.makeAgain().then(
        () => write(act, how),
        (error: unknown) => failureOf(error),
      )
    }
    if (!written.ok) return written
    const { seq, hash, files: noted } = state.head
    // The act is saved even if the mark is not; the next act writes it again.
    await highWaterMark.raise({ seq, hash: fromHex(hash) }, state.signer, noted).catch(() => undefined)
    return ok({ seq })
  }

  const viewDeps: ViewDeps = { head: () => state.head, copy: first, readEnvelope: reader.envelope, observe: observers.observe }

  return {
    ...journalRows({ reader, scans, isClosed, scansInDoubt: () => state.scansInDoubt }),
    get lastSeq() {
      return state.head.seq
    },
    findings: files.findings,
    audit: files.head.audit ?? undefined,
    append: (act) => enqueue(() => append(act, 'new')),
    appendAgain: (act) => enqueue(() => append(act, 'again')),
    lostPieces: new Set(),
    auditEntries: auditReader({ first, second, chain: () => state.head.audit ?? { size: 0, prev: '' }, isClosed }),
    view: () => openView(viewDeps),
    changes: (since) => openChangesView(viewDeps, since),
    scrub: scrubs.start,
    rotateVaultKey: (next) =>
      enqueue(async () => {
        if (state.closed) throw new Error('the journal is closed')
        if (next.keyVersion < state.signer.keyVersion) throw new RangeError('a key version never goes back')
        state.signer = { keyVersion: next.keyVersion, key: copySecret(next.key) }
        keys.set(state.signer.keyVersion, state.signer.key)
      }),
    close: () =>
      enqueue(async () => {
        if (state.closed) return
        state.closed = true
        await scrubs.stop()
        for (const { database } of [first, second]) closeQuietly(database)
        scans.close()
        await highWaterMark.close()
        wipe(...keys.values())
      }),
  }
}
