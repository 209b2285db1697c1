/** The record of one unlocked vault: journal and audit trail together. Every change goes through `append`. */
import { auditLeaf, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { findBase64, fromHex, toHex } from '../../domain/bytes.ts'
import { checkpointCode } from '../../domain/record/checkpoint.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { merkleTree } from '../../domain/record/merkle.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { vaultPaths } from '../vault/paths.ts'
import { sha256 } from '../files/sha256.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { auditTrail, type AuditClock, type ClockStory } from './audit.ts'
import { keptCheckpoints, type CheckpointReason, type KeptCheckpoint } from './kept-checkpoints.ts'
import type { OpenSqlite } from '../files/database.ts'
import { openJournal, type Journal } from './journal.ts'
import type { RecordView } from './database/view.ts'
import type { AppendFailureCode, JournalOpenFailureCode } from './journal-failures.ts'

export type RecordAppendFailureCode = AppendFailureCode | 'unknown-key'

export interface RecordAct {
  /** Names of what was done; see `auditEntry.action`. */
  readonly action: string
  readonly caseRef?: string
  /** Sealed with the entry under `keyId` (the case's key), or under the vault's audit key. Never a passcode. */
  readonly detail?: { readonly plaintext: Uint8Array; readonly keyId?: string }
  /** Signs the entry with the signed-in agent's own key. */
  readonly signed?: boolean
}

export interface VaultRecord {
  readonly journal: Omit<Journal, 'append' | 'appendAgain' | 'view' | 'rotateVaultKey' | 'close'>
  /** One frame with its audit entry: all of it on the disk, or none of it. */
  append(
    rows: readonly JournalRow[],
    act: RecordAct,
  ): Promise<Result<{ readonly seq: number; readonly entry: AuditEntry }, RecordAppendFailureCode>>
  /** As `append`, for rows that were lost: each is the newest version that the record knows, as it was. */
  appendAgain(rows: readonly JournalRow[], act: RecordAct): ReturnType<VaultRecord['append']>
  /** The whole record of who did what from an entry on. */
  entries(fromSeq: number): AsyncGenerator<Result<AuditEntry, 'journal-damaged'>>
  /** The record as it is now, to be read while acts go on. The caller closes it. */
  view(): Promise<RecordView>
  checkpoint(): { readonly size: number; readonly code: string; readonly note: string }
  /**
   * Continues the record under the next key version. Its first frame says so and is on the disk when this resolves. The key must be
   * durable before, so that it is among `frameKeys()` when the record is opened next.
   */
  rotateVaultKey(next: { readonly keyVersion: number; readonly frameKey: Uint8Array }): ReturnType<VaultRecord['append']>
  /** Signs how long the record is and what its root is, and keeps that beside it. */
  makeCheckpoint(why: CheckpointReason): Promise<Result<KeptCheckpoint, RecordAppendFailureCode>>
  /** Every checkpoint that was kept, oldest first. One that does not open any more is left out. */
  checkpoints(): Promise<readonly KeptCheckpoint[]>
  /** The code that a paper from when there were `size` entries bears; nothing when there never were so many. Reads the record from its beginning. */
  codeAt(size: number): Promise<Result<string | undefined, 'journal-damaged'>>
  clock(): ClockStory
  /** Waits for what is being written. To be called before the vault is locked. */
  close(): Promise<void>
}

export interface RecordDeps extends AuditClock {
  readonly folder: string
  readonly vault: UnlockedVault
  readonly openSqlite?: OpenSqlite
}

/** Table under which sealed audit detail is bound; `recordId` is the entry's number. */
const AUDIT_TABLE = 'audit'

export async function openRecord(deps: RecordDeps): Promise<Result<VaultRecord, JournalOpenFailureCode | 'audit-damaged'>> {
  const { vault } = deps
  const opened = await openJournal({
    folder: vaultPaths(deps.folder).vault,
    vaultId: fromHex(vault.vaultId),
    frameKeys: vault.frameKeys(),
    now: deps.now,
    ...(deps.openSqlite === undefined ? {} : { openSqlite: deps.openSqlite }),
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
  const enqueue = createSequencer()

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

  async function append(
    rows: readonly JournalRow[],
    act: RecordAct,
    how: 'append' | 'appendAgain' = 'append',
  ): ReturnType<VaultRecord['append']> {
    if (!vault.isOpen()) return locked
    const keptUp = await keepUp()
    return keptUp.ok ? write(rows, act, how) : keptUp
  }

  async function write(
    rows: readonly JournalRow[],
    act: RecordAct,
    how: 'append' | 'appendAgain' = 'append',
  ): ReturnType<VaultRecord['append']> {
    if (!vault.isOpen()) return locked
    if (!rows.every((row) => row.env === null || isUnderKnownKey(row.env))) return unknownKey
    const { detail } = act
    const keyId = detail?.keyId ?? vault.auditKeyId
    if (detail !== undefined && !vault.knowsKey(keyId)) return unknownKey
    const entry = trail.next({
      agentId: vault.agent.id,
      action: act.action,
      ...(act.caseRef === undefined ? {} : { caseRef: act.caseRef }),
      ...(detail === undefined ? {} : { sealDetail: (seq: number) => sealDetail(seq, detail.plaintext, keyId) }),
      ...(act.signed === true ? { sign: vault.signAsAgent } : {}),
    })
    const appended = await journal[how]({ rows: [...rows], audit: entry, auditState: trail.stateAfter(entry) })
    if (!appended.ok) return appended
    if (!trail.take(entry, 'fresh')) throw new Error('an audit entry was written out of order')
    return ok({ seq: appended.value.seq, entry })
  }

  function sealDetail(seq: number, plaintext: Uint8Array, keyId: string): Uint8Array {
    const sealed = vault.seal({ table: AUDIT_TABLE, recordId: String(seq), rev: 0, schema: 1 }, plaintext, keyId)
    if (!sealed.ok) throw new Error(`an audit detail could not be sealed: ${sealed.error.code}`)
    return sealed.value
  }

  /** A row whose key is not in the keyring file could never be read again. */
  function isUnderKnownKey(env: string): boolean {
    const bytes = findBase64(env)
    const header = bytes === undefined ? undefined : splitEnvelope(bytes)
    return header?.ok === true && vault.knowsKey(toHex(header.value.keyId))
  }

  async function codeAt(size: number): Promise<Result<string | undefined, 'journal-damaged'>> {
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

  const checkpoints = keptCheckpoints({ vault, journal, trail, origin: `ra-desk/${vault.vaultId}`, now: deps.now, write })

  return ok({
    journal,
    entries: (fromSeq) => journal.auditEntries(fromSeq),
    view: () => enqueue(async () => journal.view()),
    makeCheckpoint: (why) => enqueue(() => checkpoints.make(why)),
    checkpoints: checkpoints.list,
    codeAt,
    clock: trail.clock,
    append: (rows, act) => enqueue(() => append(rows, act, 'append')),
    appendAgain: (rows, act) => enqueue(() => append(rows, act, 'appendAgain')),
    rotateVaultKey: ({ keyVersion, frameKey }) =>
      enqueue(async () => {
        await journal.rotateVaultKey({ keyVersion, key: frameKey })
        return append([], { action: 'vault-key-rotated' })
      }),
    checkpoint: () => ({ ...trail.code(), note: trail.checkpoint(`ra-desk/${vault.vaultId}`, vault.deviceKey()) }),
    close: () => enqueue(() => journal.close()),
  })
}

/** Whether the last entry that is stored is the one that the state at opening ends with. */
async function endsWithLastEntry(journal: Journal): Promise<boolean> {
  const { audit } = journal
  if (audit === undefined || audit.size === 0) return true
  for await (const read of journal.auditEntries(audit.size - 1)) return read.ok && toHex(auditLeaf(sha256, read.value)) === audit.prev
  return false
}

/** The place that the sealed detail of an entry is bound to. */
export const auditDetailPlace = (seq: number) => ({ table: AUDIT_TABLE, recordId: String(seq), rev: 0, schema: 1 })

export const rowOf = (table: string, id: string, rev: number, envelope: Uint8Array | null): JournalRow => ({
  table,
  id,
  rev,
  env: envelope === null ? null : Buffer.from(envelope.buffer, envelope.byteOffset, envelope.length).toString('base64'),
})

const locked = err('locked', 'RA Desk was locked in the meantime. This change was not saved.', 'Unlock it and try again.')
const unknownKey = err(
  'unknown-key',
  'This change is sealed with a key that is not in the keyring. Nothing was saved.',
  'Open the case again and repeat the change.',
)
