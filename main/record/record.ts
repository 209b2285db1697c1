/** The record of one unlocked vault: journal and audit trail together. Every change goes through `append`. */
import { base64Of } from '../files/base64.ts'
import type { GiveWay } from '../../domain/agent-first.ts'
import { auditLeaf, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { fromHex, toHex } from '../../domain/bytes.ts'
import { checkpointCode } from '../../domain/record/checkpoint.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { vaultPaths } from '../vault/paths.ts'
import { sha256 } from '../files/sha256.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { auditTrail, type AuditClock, type AuditTrail, type ClockStory } from './audit.ts'
import { auditedWrite, type Appended, type AppendKind, type RecordAct, type RecordAppendFailureCode } from './audited-write.ts'
import { keptCheckpoints, type CheckpointReason, type KeptCheckpoint } from './kept-checkpoints.ts'
import type { OpenSqlite } from '../files/database.ts'
import type { ChangesView, ViewedSince } from './database/changes-view.ts'
import type { RecordView } from './database/view.ts'
import { openJournal, type Journal } from './journal.ts'
import { locked, type JournalOpenFailureCode, type ReadFailureCode } from './journal-failures.ts'

export interface VaultRecord {
  readonly journal: Omit<Journal, 'append' | 'appendAgain' | 'view' | 'changes' | 'rotateVaultKey' | 'close'>
  /** One frame with its audit entry: all of it on the disk, or none of it. */
  append(rows: readonly JournalRow[], act: RecordAct): Promise<Appended>
  /** As `append`, for rows that were lost: each is the newest version that the record knows, as it was. */
  appendAgain(rows: readonly JournalRow[], act: RecordAct): Promise<Appended>
  /** The whole record of who did what from an entry on. */
  entries(fromSeq: number): AsyncGenerator<Result<AuditEntry, ReadFailureCode>>
  /** The record as it is now, to be read while acts go on. The caller closes it. */
  view(): Promise<RecordView>
  /** What changed since an earlier state, as it is now; read and closed like a view. */
  changes(since: ViewedSince): Promise<ChangesView>
  checkpoint(): { readonly size: number; readonly code: string; readonly note: string }
  /**
   * Continues the record under the next key version. Its first frame says so and is on the disk when this resolves. The key must be
   * durable before, so that it is among `frameKeys()` when the record is opened next.
   */
  rotateVaultKey(next: { readonly keyVersion: number; readonly frameKey: Uint8Array }): Promise<Appended>
  /** Signs how long the record is and what its root is, and keeps that beside it. */
  makeCheckpoint(why: CheckpointReason): Promise<Result<KeptCheckpoint, RecordAppendFailureCode>>
  /** Every checkpoint that was kept, oldest first. One that does not open any more is left out. */
  checkpoints(): Promise<readonly KeptCheckpoint[]>
  /** The code that a paper from when there were `size` entries bears; nothing when there never were so many. Reads the record from its beginning. */
  codeAt(size: number): Promise<Result<string | undefined, ReadFailureCode>>
  clock(): ClockStory
  /** Waits for what is being written. To be called before the vault is locked. */
  close(): Promise<void>
}

export interface RecordDeps extends AuditClock {
  readonly folder: string
  readonly vault: UnlockedVault
  readonly openSqlite?: OpenSqlite
  /** For checks in the background. */
  readonly giveWay?: GiveWay
}

export async function openRecord(deps: RecordDeps): Promise<Result<VaultRecord, JournalOpenFailureCode | 'audit-damaged'>> {
  const { vault } = deps
  const opened = await openJournal({
    folder: vaultPaths(deps.folder).vault,
    vaultId: fromHex(vault.vaultId),
    frameKeys: vault.frameKeys(),
    watched: vault.files,
    checkKeys: (pause) => vault.keyring.check(pause),
    now: deps.now,
    ...(deps.openSqlite === undefined ? {} : { openSqlite: deps.openSqlite }),
    ...(deps.giveWay === undefined ? {} : { giveWay: deps.giveWay }),
  })
  if (!opened.ok) return opened
  const journal = opened.value
  const trail = auditTrail(deps, journal.audit)
  if (!(await endsWithLastEntry(journal))) {
    await journal.close()
    return err(
      'audit-damaged',
      'The record of who did what does not follow on itself. Nothing was deleted or changed.',
      'Keep a copy of the folder, then restore it from a backup.',
    )
  }
  return ok(recordOver(deps, journal, trail))
}

function recordOver(deps: RecordDeps, journal: Journal, trail: AuditTrail): VaultRecord {
  const { vault } = deps
  const origin = `ra-desk/${vault.vaultId}`
  const enqueue = createSequencer()
  const write = auditedWrite({ vault, journal, trail })
  const checkpoints = keptCheckpoints({ vault, journal, trail, origin, now: deps.now, write })

  /** Entries due before the next one: the end of a day, and steps of the clock. */
  async function keepUp(): Promise<Result<void, RecordAppendFailureCode>> {
    const { lastTime } = trail
    if (lastTime !== undefined && plainDateOf(new Date(lastTime)) !== plainDateOf(deps.now()) && checkpoints.isBehind()) {
      const made = await checkpoints.make('day-end')
      if (!made.ok) return made
    }
    for (const step of trail.clockSteps()) {
      const noted = await write([], step)
      if (!noted.ok) return noted
    }
    return ok()
  }

  async function append(rows: readonly JournalRow[], act: RecordAct, kind: AppendKind): Promise<Appended> {
    if (!vault.isOpen()) return locked
    const keptUp = await keepUp()
    return keptUp.ok ? write(rows, act, kind) : keptUp
  }

  return {
    journal,
    entries: (fromSeq) => journal.auditEntries(fromSeq),
    view: () => journal.view(),
    changes: (since) => journal.changes(since),
    makeCheckpoint: (why) => enqueue(() => checkpoints.make(why)),
    checkpoints: checkpoints.list,
    codeAt: (size) => findCodeAt(size, journal, trail),
    clock: trail.clock,
    append: (rows, act) => enqueue(() => append(rows, act, 'append')),
    appendAgain: (rows, act) => enqueue(() => append(rows, act, 'appendAgain')),
    rotateVaultKey: ({ keyVersion, frameKey }) =>
      enqueue(async () => {
        await journal.rotateVaultKey({ keyVersion, key: frameKey })
        return append([], { action: 'vault-key-rotated' }, 'append')
      }),
    checkpoint: () => ({ ...trail.code(), note: trail.checkpoint(origin, vault.deviceKey()) }),
    close: () => enqueue(() => journal.close()),
  }
}

/** Whether the last entry that is stored is the one that the state at opening ends with. */
async function endsWithLastEntry(journal: Journal): Promise<boolean> {
  const { audit } = journal
  if (audit === undefined || audit.size === 0) return true
  for await (const read of journal.auditEntries(audit.size - 1)) return read.ok && toHex(auditLeaf(sha256, read.value)) === audit.prev
  return false
}

async function findCodeAt(size: number, journal: Journal, trail: AuditTrail): Promise<Result<string | undefined, ReadFailureCode>> {
  if (size > trail.size) return ok(undefined)
  const older = merkleTree(sha256)
  if (size > 0) {
    for await (const read of journal.auditEntries(0)) {
      if (!read.ok) return read
      older.append(auditLeaf(sha256, read.value))
      if (older.size === size) break
    }
  }
  return ok(checkpointCode(size, older.root(), sha256))
}

export const rowOf = (table: string, id: string, rev: number, envelope: Uint8Array | null): JournalRow => ({
  table,
  id,
  rev,
  env: envelope === null ? null : base64Of(envelope),
})
