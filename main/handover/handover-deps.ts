/** What handing over and taking over need of the signed-in session. */
import type { WrappedKeys } from '../../preload/contract.ts'
import type { Result } from '../../domain/result.ts'
import type { VaultRecord } from '../record/record.ts'
import type { DeskContext } from '../station/desk-context.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { StationDeps } from './stations.ts'

export interface HandoverDeps {
  readonly desk: DeskContext
  readonly vault: UnlockedVault
  readonly record: Pick<VaultRecord, 'entries' | 'checkpoint' | 'journal'>
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys>
}

/** The name ends in the first characters of the vault's id, so that two workstations of one provider have different names. */
export const stationDeps = ({ desk, vault }: HandoverDeps): StationDeps => ({
  vault,
  store: desk.store,
  agent: desk.agent,
  now: desk.now,
  name: () => `${desk.settings().serviceProvider.name.slice(0, 150)}, workstation ${vault.vaultId.slice(0, 4).toUpperCase()}`,
})
