/** The record of one unlocked vault: journal and audit trail together. Every change goes through `append`. */
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { findBase64, fromHex, toBase64, toHex } from '../../domain/record/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { vaultPaths } from '../vault/paths.ts'
import { turns } from '../vault/turns.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { auditTrail, type AuditClock } from './audit.ts'
import type { OpenJournalFile } from './journal-file.ts'
import { openJournal, type AppendFailureCode, type Journal, type JournalOpenFailureCode } from './journal.ts'

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
  readonly journal: Omit<Journal, 'append' | 'startGeneration' | 'close'>
  /** One frame with its audit entry: all of it on the disk, or none of it. */
  append(rows: readonly JournalRow[], act: RecordAct): Promise<Result<{ readonly seq: number; readonly entry: AuditEntry }, RecordAppendFailureCode>>
  checkpoint(): { readonly size: number; readonly code: string; readonly note: string }
  /**
   * The record goes on under the next generation of the vault: the frame that says so is the first one under its key, and is on the
   * disk when this resolves. The key must be among `witnessKeys()` of whoever opens the record next, and must be durable before.
   */
  startGeneration(next: { readonly generation: number; readonly witnessKey: Uint8Array }): ReturnType<VaultRecord['append']>
  /** Waits for what is being written. To be called before the vault is locked. */
  close(): Promise<void>
}

export interface RecordParts extends AuditClock {
  readonly folder: string
  readonly vault: UnlockedVault
  readonly openFile?: OpenJournalFile
}

/** Table under which sealed audit detail is bound; `recordId` is the entry's number. */
const AUDIT_TABLE = 'audit'

export async function openRecord(parts: RecordParts): Promise<Result<VaultRecord, JournalOpenFailureCode | 'audit-damaged'>> {
  const { vault } = parts
  const trail = auditTrail(parts)
  let follows = true
  const opened = await openJournal({
    path: vaultPaths(parts.folder).journal,
    vaultId: fromHex(vault.vaultId),
    witnessKeys: vault.witnessKeys(),
    onFrame: (frame) => {
      if (frame.audit !== null && !trail.take(frame.audit)) follows = false
    },
    ...(parts.openFile === undefined ? {} : { openFile: parts.openFile }),
  })
  if (!opened.ok) return opened
  const journal = opened.value
  if (!follows) {
    await journal.close()
    return err('audit-damaged', 'The record of who did what does not follow on itself. Nothing was deleted or changed.', 'Keep a copy of the folder, then restore it from a backup.')
  }
  const inTurn = turns()

  async function append(rows: readonly JournalRow[], act: RecordAct): ReturnType<VaultRecord['append']> {
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
    const appended = await journal.append({ rows: [...rows], audit: entry })
    if (!appended.ok) return appended
    if (!trail.take(entry)) throw new Error('an audit entry was written out of order')
    return ok({ seq: appended.value.seq, entry })
  }

  function sealDetail(seq: number, plaintext: Uint8Array, keyId: string): Uint8Array {
    const sealed = vault.seal({ table: AUDIT_TABLE, recordId: String(seq), rev: 0, schema: 1 }, plaintext, keyId)
    if (!sealed.ok) throw new Error(`an audit detail could not be sealed: ${sealed.error.code}`)
    return sealed.value
  }

  /** A row whose key is not in the keyring file on the disk could never be read again. */
  function isUnderKnownKey(env: string): boolean {
    const bytes = findBase64(env)
    const header = bytes === undefined ? undefined : splitEnvelope(bytes)
    return header?.ok === true && vault.knowsKey(toHex(header.value.keyId))
  }

  return ok({
    journal,
    append: (rows, act) => inTurn(() => append(rows, act)),
    startGeneration: ({ generation, witnessKey }) => inTurn(async () => {
      await journal.startGeneration({ generation, key: witnessKey })
      return append([], { action: 'vault-generation-started' })
    }),
    checkpoint: () => ({ ...trail.code(), note: trail.checkpoint(`ra-desk/${vault.vaultId}`, vault.deviceKey()) }),
    close: () => inTurn(() => journal.close()),
  })
}

/** Where the sealed detail of an entry is bound, for whoever opens it. */
export const auditDetailPlace = (seq: number) => ({ table: AUDIT_TABLE, recordId: String(seq), rev: 0, schema: 1 })

export const rowOf = (table: string, id: string, rev: number, envelope: Uint8Array | null): JournalRow =>
  ({ table, id, rev, env: envelope === null ? null : toBase64(envelope) })

const locked = err('locked', 'RA Desk was locked in the meantime. This change was not saved.', 'Unlock it and try again.')
const unknownKey = err('unknown-key', 'This change is sealed with a key that is not in the keyring. Nothing was saved.', 'Open the case again and repeat the change.')
