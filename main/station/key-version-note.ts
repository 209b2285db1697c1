/** Keeps the record in step with the key version of the vault: says who changed it, and finds a change that was not noted. */
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import type { Pushes, Store } from '../ports.ts'
import type { RecordAppendFailureCode } from '../record/audited-write.ts'
import type { VaultRecord } from '../record/record.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'

const MEMBERS_ROW = 'members'
const members = z.object({ keyVersion: z.number() })

/** The record could not go on under the new key, or could not note why. */
export type RotationNoteFailureCode = RecordAppendFailureCode | RecordFailureCode

interface CommittedRows {
  readonly rows: SealedRow[]
  readonly lastSeq: number
}

export interface KeyVersionNote {
  /** After a change of the vault's key: the record goes on under it, and the page's worker gets it. */
  noteRotation(action: string, about: Readonly<Record<string, unknown>>): Promise<Result<CommittedRows, RotationNoteFailureCode>>
}

export interface KeyVersionDeps extends Store, Pushes {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly workerPublicKey: string
  /** How the vault was opened, if not by a passphrase. */
  readonly openedBy?: 'recovered' | 'restored'
}

export async function openKeyVersionNote({
  store,
  push,
  vault,
  record,
  workerPublicKey,
  openedBy,
}: KeyVersionDeps): Promise<KeyVersionNote> {
  const note = (action: string, detail: Readonly<Record<string, unknown>>) =>
    store.commit(
      [{ table: 'members', id: MEMBERS_ROW, rev: vault.keyVersion, keyId: 'records', value: { keyVersion: vault.keyVersion } }],
      { action, detail, signed: true },
    )
  const noted = members.safeParse(await store.read('members', MEMBERS_ROW, 'records')).data?.keyVersion ?? 1
  // Opened with the recovery key, or the power failed after a change and before it was noted.
  if (noted !== vault.keyVersion) {
    const action = openedBy === 'recovered' ? 'recovery-key-used' : openedBy === 'restored' ? 'restored-from-backup' : 'agents-change-found'
    await note(action, { from: noted, to: vault.keyVersion })
  }
  return {
    noteRotation: async (action, about) => {
      const started = await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() })
      if (!started.ok) return started
      const keys = vault.wrapKeysForWorker(workerPublicKey, [vault.recordsKeyId])
      if (keys.ok) push('vault.keyRotated', { keys: keys.value, recordsKeyId: vault.recordsKeyId })
      return note(action, about)
    },
  }
}
