/** Handlers of `preload/contract/evidence.ts`. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Handlers, WrappedKeys } from '../../preload/contract.ts'
import type { evidenceChannels } from '../../preload/contract/evidence.ts'
import type { DiskSpaceCheck } from '../files/disk-space.ts'
import type { Ids, Store } from '../ports.ts'
import type { WrapFailureCode } from '../vault/vault.ts'
import { issuedEvidence, storeEvidence } from './evidence.ts'

export interface EvidenceHandlerDeps {
  readonly desk: () => Store & Ids
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys, WrapFailureCode>
  readonly checkDiskSpace: DiskSpaceCheck
}

export function evidenceHandlers({ desk, wrapKeys, checkDiskSpace }: EvidenceHandlerDeps): Pick<Handlers, keyof typeof evidenceChannels> {
  const issued = issuedEvidence()
  return {
    'evidence.newKey': async ({ caseId }) => {
      const enough = await checkDiskSpace('evidence')
      if (!enough.ok) return enough
      const { store, newId } = desk()
      if (!store.findCaseKey(caseId))
        return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
      const key = await store.newKey('evidence', caseId)
      if (!key.ok) return key
      const keys = wrapKeys([key.value.keyId])
      if (!keys.ok) return keys
      const evidenceId = newId()
      issued.issue(evidenceId, { caseId, keyId: key.value.keyId })
      return ok({ evidenceId, keys: keys.value })
    },
    'evidence.store': (input) => storeEvidence(desk(), issued, input),
  }
}
