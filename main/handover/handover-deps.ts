/** What handing over and taking over reach of the signed-in desk. */
import type { WrappedKeys } from '../../preload/contract.ts'
import type { Result } from '../../domain/result.ts'
import type { VaultRecord } from '../record/record.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import type { StationParts } from './stations.ts'
import type { Clock, Custody, Ids, Practice, Settings, SignedInAgent, Store, Views } from '../ports.ts'
import type { Cases } from '../registration/case-store.ts'

/** What handing over and taking over need. */
export type HandoverPorts = Cases & Clock & Custody & Ids & Practice & Settings & SignedInAgent & Store & Views

export interface HandoverDeps {
  readonly desk: HandoverPorts
  readonly vault: UnlockedVault
  readonly record: Pick<VaultRecord, 'entries' | 'checkpoint' | 'journal'>
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys, WrapFailureCode>
}

/** Two workstations of one provider must not look alike: the name ends in the first characters of the vault's id. */
export const handoverDeps = ({ desk, vault }: HandoverDeps): StationParts => ({
  vault,
  store: desk.store,
  agent: desk.agent,
  now: desk.now,
  name: () => `${desk.settings().serviceProvider.name.slice(0, 150)}, workstation ${vault.vaultId.slice(0, 4).toUpperCase()}`,
})
