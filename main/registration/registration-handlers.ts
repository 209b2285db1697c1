/** Handlers of `preload/contract/registration.ts`. */
import { ok, type Result } from '../../domain/result.ts'
import type { Handlers, WrappedKeys } from '../../preload/contract.ts'
import type { registrationChannels } from '../../preload/contract/registration.ts'
import type { WrapFailureCode } from '../vault/vault.ts'
import type { Cases } from './case-store.ts'
import type { RecordActPorts } from './record-act.ts'

export interface RegistrationHandlerDeps {
  readonly desk: () => Cases & RecordActPorts
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys, WrapFailureCode>
}

export function registrationHandlers({ desk, wrapKeys }: RegistrationHandlerDeps): Pick<Handlers, keyof typeof registrationChannels> {
  return {
    'case.prepare': async () => {
      const prepared = await desk().cases.prepare()
      if (!prepared.ok) return prepared
      const keys = wrapKeys([prepared.value.keyId])
      return keys.ok ? ok({ caseId: prepared.value.caseId, keys: keys.value }) : keys
    },
    'case.act': async (input) => (await import('./record-act.ts')).recordAct(desk(), input),
  }
}
