/** What handing over and taking over need of the signed-in session. */
import type { WrappedKeys } from '../../preload/contract.ts'
import type { Result } from '../../domain/result.ts'
import type { VaultRecord } from '../record/record.ts'
import type { UnlockedVault, WrapFailureCode } from '../vault/vault.ts'
import type { StationDeps } from './stations.ts'
import type { PrinterJobs } from '../printing/unfinished-jobs.ts'
import type { Clock, Custody, Editions, Ids, Practice, Settings, SignedInAgent, Store, Views } from '../ports.ts'
import type { Cases } from '../registration/case-store.ts'
import type { WindsDown } from '../wind-down/wind-down.ts'

/** What handing over and taking over need. */
export type HandoverPorts = Cases &
  Clock &
  Custody &
  Editions &
  Ids &
  Practice &
  PrinterJobs &
  Settings &
  SignedInAgent &
  Store &
  Views &
  WindsDown

export interface HandoverDeps {
  readonly desk: HandoverPorts
  readonly vault: UnlockedVault
  readonly record: Pick<VaultRecord, 'entries' | 'checkpoint' | 'journal'>
  readonly wrapKeys: (keyIds: readonly string[]) => Result<WrappedKeys, WrapFailureCode>
}

/** The name ends in the first characters of the vault's id, so that two workstations of one provider have different names. */
export const stationDeps = ({ desk, vault }: HandoverDeps): StationDeps => ({
  vault,
  store: desk.store,
  agent: desk.agent,
  now: desk.now,
  name: () => `${desk.settings().serviceProvider.name.slice(0, 150)}, workstation ${vault.vaultId.slice(0, 4).toUpperCase()}`,
})
