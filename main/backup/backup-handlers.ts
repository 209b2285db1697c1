/** Handlers of `preload/contract/backup.ts`. */
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { singleLine } from '../../domain/text-from-outside.ts'
import { basename } from 'node:path'
import { err, ok } from '../../domain/result.ts'
import type { Handlers, Reply } from '../../preload/contract.ts'
import type { backupChannels } from '../../preload/contract/backup.ts'
import type { BackupScheduler } from './backup-scheduler.ts'
import type { RestoreDeps } from './restore.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'

export interface BackupHandlerDeps extends RestoreDeps {
  readonly scheduler: BackupScheduler
  /** Asks the agent for a file; `undefined` if the agent cancels. */
  readonly chooseFile: () => Promise<string | undefined>
  readonly deviceSecret: () => Promise<DeviceSecretAnswer>
  /** Signs in to the restored vault. The recovery key is the new one, to be printed next. */
  readonly enter: (vault: UnlockedVault, recoveryKey: string, workerPublicKey: string) => Promise<Reply<'vault.unlock'>>
}

export function backupHandlers(deps: BackupHandlerDeps): Pick<Handlers, keyof typeof backupChannels> {
  const { scheduler, vaultAccess } = deps
  /** The file that the agent chose last: the page never names a path. */
  let chosen: string | undefined
  /** Of the backup that was chosen: no passphrase may be made of them. */
  let managerNames: readonly string[] = []
  const isFirstRun = async () => (await vaultAccess.inspect()).state === 'empty'

  return {
    'backup.state': () => scheduler.state(),
    'backup.chooseFolder': () => scheduler.chooseFolder(),
    'backup.make': () => scheduler.make(),
    'backup.drill': () => scheduler.testRestore(),
    'restore.choose': async () => {
      if (!(await isFirstRun())) return notHere
      const path = await deps.chooseFile()
      if (path === undefined) return ok({ fileName: '' })
      chosen = path
      return ok({ fileName: singleLine(basename(path)) })
    },
    'restore.preview': async ({ recoveryKey }) => {
      if (!(await isFirstRun())) return notHere
      if (chosen === undefined) return notChosen
      const { previewBackup } = await import('./preview-backup.ts')
      const read = await previewBackup(deps, chosen, recoveryKey)
      if (!read.ok) return read
      managerNames = read.value.managers.map(({ name }) => name)
      const { head, bytes, managers, otherAgents, expired, destroyed } = read.value
      const { stationName, practice, madeAt, newestChange, appVersion, cases, leftInCustody, checkpoint } = head
      return ok({
        stationName,
        practice,
        madeAt,
        newestChange,
        appVersion,
        cases,
        entries: checkpoint.size,
        code: formatPaperCode(checkpoint),
        bytes,
        managers: [...managers],
        otherAgents,
        leftInCustody,
        expired,
        destroyed,
      })
    },
    'restore.perform': async ({ workerPublicKey, ...wish }) => {
      if (!(await isFirstRun())) return notHere
      if (chosen === undefined) return notChosen
      const secret = await deps.deviceSecret()
      if (!secret.ok) return secret
      const deviceSecret = secret.value.secret === undefined ? {} : { deviceSecret: secret.value.secret }
      const { restoreVault } = await import('./restore.ts')
      const restored = await restoreVault(deps, { ...wish, path: chosen, managerNames, ...deviceSecret })
      if (!restored.ok) wipe(secret.value.secret)
      if (!restored.ok) return restored
      chosen = undefined
      const opened = await vaultAccess.unlock({ agentId: wish.agentId, passphrase: wish.passphrase, ...deviceSecret })
      wipe(secret.value.secret)
      return opened.ok ? deps.enter(opened.value, restored.value.recoveryKey, workerPublicKey) : opened
    },
  }
}

const notHere = err(
  'vault-exists',
  'There are already cases on this computer. Nothing was restored.',
  'Restore on a computer where RA Desk is not set up yet.',
)
const notChosen = err('not-chosen', 'No backup has been chosen yet. Nothing was changed.', 'Choose the file of the backup first.')
