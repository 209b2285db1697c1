/** The keys of cases and their scans: made, found by case, and destroyed. */
import { toHex } from '../../domain/bytes.ts'
import { ok } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { notWritten } from './record-failure.ts'
import type { RecordStore } from './store.ts'

export type CaseKeys = Pick<RecordStore, 'newKey' | 'findKey' | 'findCaseKey' | 'keysOf' | 'destroyKeys'>

export function caseKeys(vault: Pick<UnlockedVault, 'keyring'>): CaseKeys {
  return {
    async newKey(purpose, ownerId) {
      const made = await vault.keyring.create([{ purpose, ownerId }])
      return made.ok ? ok({ keyId: toHex(made.value[0]!.keyId) }) : notWritten(made.error)
    },
    findKey(purpose, keyId) {
      const key = vault.keyring.find(keyId)
      return key?.purpose === purpose ? { ownerId: key.ownerId } : undefined
    },
    findCaseKey(caseId) {
      const [key] = vault.keyring.list({ purpose: 'case', ownerId: caseId })
      return key && toHex(key.keyId)
    },
    keysOf: (caseId) => vault.keyring.list({ ownerId: caseId }).map(({ keyId, purpose }) => ({ keyId: toHex(keyId), purpose })),
    async destroyKeys(keyIds) {
      const gone = await vault.keyring.destroy(keyIds)
      return gone.ok ? ok() : notWritten(gone.error)
    },
  }
}
