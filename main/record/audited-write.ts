/** Writes one frame with its audit entry: what was done, by whom, with its sealed detail. */
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { findBase64, toHex } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { AuditTrail } from './audit.ts'
import { locked, type AppendFailureCode } from './journal-failures.ts'
import type { Journal } from './journal.ts'

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

export type Appended = Result<{ readonly seq: number; readonly entry: AuditEntry }, RecordAppendFailureCode>

/** `appendAgain`: rows that were lost, each the newest version that the record knows. */
export type AppendKind = 'append' | 'appendAgain'

export interface AuditedWriteDeps {
  readonly vault: UnlockedVault
  readonly journal: Pick<Journal, AppendKind>
  readonly trail: Pick<AuditTrail, 'next' | 'take' | 'stateAfter'>
}

/** The entry counts only once its frame is on the disk. */
export function auditedWrite({ vault, journal, trail }: AuditedWriteDeps) {
  return async (rows: readonly JournalRow[], act: RecordAct, kind: AppendKind = 'append'): Promise<Appended> => {
    if (!vault.isOpen()) return locked
    if (!rows.every((row) => row.env === null || isUnderKnownKey(vault, row.env))) return unknownKey
    const { detail } = act
    const keyId = detail?.keyId ?? vault.auditKeyId
    if (detail !== undefined && !vault.knowsKey(keyId)) return unknownKey
    const entry = trail.next({
      agentId: vault.agent.id,
      action: act.action,
      ...(act.caseRef === undefined ? {} : { caseRef: act.caseRef }),
      ...(detail === undefined ? {} : { sealDetail: (seq: number) => sealDetail(vault, seq, detail.plaintext, keyId) }),
      ...(act.signed === true ? { sign: vault.signAsAgent } : {}),
    })
    const appended = await journal[kind]({ rows: [...rows], audit: entry, auditState: trail.stateAfter(entry) })
    if (!appended.ok) return appended
    if (!trail.take(entry, 'fresh')) throw new Error('an audit entry was written out of order')
    return ok({ seq: appended.value.seq, entry })
  }
}

/** Base64 of an envelope's header and the tag of an empty one; a multiple of four. */
const HEADER_CHARACTERS = 64

/** A row whose key is not in the keyring file could never be read again. */
function isUnderKnownKey(vault: UnlockedVault, env: string): boolean {
  // Of megabytes of scans, the header is enough: who sealed the row or took it in has checked all of it.
  const bytes = findBase64(env.slice(0, HEADER_CHARACTERS))
  const header = bytes === undefined ? undefined : splitEnvelope(bytes)
  return header?.ok === true && vault.knowsKey(toHex(header.value.keyId))
}

function sealDetail(vault: UnlockedVault, seq: number, plaintext: Uint8Array, keyId: string): Uint8Array {
  const sealed = vault.seal(auditDetailPlace(seq), plaintext, keyId)
  if (!sealed.ok) throw new Error(`an audit detail could not be sealed: ${sealed.error.code}`)
  return sealed.value
}

/** The place that the sealed detail of an entry is bound to. */
export const auditDetailPlace = (seq: number) => ({ table: 'audit', recordId: String(seq), rev: 0, schema: 1 })

const unknownKey = err(
  'unknown-key',
  'This change is sealed with a key that is not in the keyring. Nothing was saved.',
  'Open the case again and repeat the change.',
)
