/** Whether the agent has typed back a group of the printed recovery key. A new recovery key has to be printed and typed back again. */
import { z } from 'zod'
import { ok, type Result } from '../../domain/result.ts'
import type { Clock, Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { UnlockedVault } from '../vault/vault.ts'

const RECOVERY_ROW = 'recovery'
const confirmedKey = z.object({ publicKey: z.string(), rev: z.number().int() })

export interface RecoveryConfirmation {
  isConfirmed(): boolean
  confirm(): Promise<Result<void, RecordFailureCode>>
}

export async function openRecoveryConfirmation({
  store,
  now,
  vault,
}: Store & Clock & { readonly vault: UnlockedVault }): Promise<RecoveryConfirmation> {
  let confirmed = confirmedKey.safeParse(await store.read('station', RECOVERY_ROW, 'records')).data
  return {
    isConfirmed: () => confirmed?.publicKey === vault.recoveryPublicKey,
    confirm: async () => {
      const next = { publicKey: vault.recoveryPublicKey, rev: (confirmed?.rev ?? 0) + 1, confirmedAt: now().toISOString() }
      const saved = await store.commit([{ table: 'station', id: RECOVERY_ROW, rev: next.rev, keyId: 'records', value: next }], {
        action: 'recovery-key-confirmed',
      })
      if (!saved.ok) return saved
      confirmed = next
      return ok()
    },
  }
}
