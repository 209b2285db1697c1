/** What the locked app can do with a data folder: inspect it, set up a new station in it, and unlock the one that is there. */
import { createSequencer } from '../../domain/sequencer.ts'
import type { Result } from '../../domain/result.ts'
import { noteDataFormat, refuseNewerFolder } from './data-format-file.ts'
import { vaultPaths } from '../vault/paths.ts'
import { createVaultAccess, type VaultAccess, type VaultAccessDeps } from '../vault/vault-access.ts'
import type { CreateFailureCode, NewStation, NewVault } from './create-station.ts'
import { inspectFolder, type FolderState } from './inspect-folder.ts'

export interface StationAccess extends VaultAccess {
  inspect(): Promise<FolderState>
  create(wanted: NewStation): Promise<Result<NewVault, CreateFailureCode>>
}

export interface StationAccessDeps extends VaultAccessDeps {
  /** Where the browser keeps its data; a folder that holds anything counts as a trace of an older station. */
  readonly browserFolder?: string
}

export function createStationAccess(deps: StationAccessDeps): StationAccess {
  const vaultAccess = createVaultAccess(deps)
  /** A double click must not race. */
  const enqueue = createSequencer()
  const isNewer = () => refuseNewerFolder(deps.folder)
  const opened = async <Answer extends Result<unknown>>(answer: Answer): Promise<Answer> => {
    if (answer.ok) await noteDataFormat(deps.folder)
    return answer
  }
  return {
    ...vaultAccess,
    agents: async () => (await isNewer()) ?? vaultAccess.agents(),
    unlock: async (attempt) => (await isNewer()) ?? opened(await vaultAccess.unlock(attempt)),
    unlockWithRecovery: async (attempt) => (await isNewer()) ?? opened(await vaultAccess.unlockWithRecovery(attempt)),
    inspect: () => inspectFolder(deps.folder, deps.browserFolder),
    create: (wanted) =>
      enqueue(async () => {
        const { createStation } = await import('./create-station.ts')
        return opened(await createStation({ ...deps, paths: vaultPaths(deps.folder), vaultAccess }, wanted))
      }),
  }
}
