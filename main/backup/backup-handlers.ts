/** Handlers of `preload/contract/backup.ts`. */
import { basename } from 'node:path'
import { err, ok } from '../../domain/result.ts'
import type { Handlers, Reply } from '../../preload/contract.ts'
import type { backupChannels } from '../../preload/contract/backup.ts'
import type { BackupScheduler } from './backup-scheduler.ts'
import { previewBackup, restoreVault, type RestoreDeps } from './restore.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'

export interface BackupHandlerDeps extends RestoreDeps {
  readonly scheduler: BackupScheduler
  /** Asks the agent for a file; nothing when they thought better of it. */
  readonly chooseFile: () => Promise<string | undefined>
  readonly deviceSecret: () => Promise<DeviceSecretAnswer>
  /** Signs in to what was restored; the recovery key waits to be printed. */
  readonly enter: (vault: UnlockedVault, recoveryKey: string, workerPublicKey: string) => Promise<Reply<'vault.unlock'>>
}

export function backupHandlers(parts: BackupHandlerDeps): Pick<Handlers, keyof typeof backupChannels> {
  const { scheduler, vaultAccess } = parts
  /** The page never names a path: it speaks of the file that was chosen last. */
  let chosen: string | undefined
  const isFirstRun = async () => (await vaultAccess.inspect()).state === 'empty'

  return {
    'backup.state': () => scheduler.state(),
    'backup.chooseFolder': () => scheduler.chooseFolder(),
    'backup.make': () => scheduler.make(),
    'backup.drill': () => scheduler.drill(),
    'restore.choose': async () => {
      if (!(await isFirstRun())) return notHere
      const path = await parts.chooseFile()
      if (path === undefined) return ok({ fileName: '' })
      chosen = path
      return ok({ fileName: basename(path) })
    },
    'restore.preview': async ({ recoveryKey }) => {
      if (!(await isFirstRun())) return notHere
      if (chosen === undefined) return notChosen
      const read = await previewBackup(parts, chosen, recoveryKey)
      if (!read.ok) return read
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
        code: `${checkpoint.size}-${checkpoint.code}`,
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
      const secret = await parts.deviceSecret()
      if (!secret.ok) return secret
      const deviceSecret = secret.value.secret === undefined ? {} : { deviceSecret: secret.value.secret }
      const restored = await restoreVault(parts, { ...wish, path: chosen, ...deviceSecret })
      if (!restored.ok) wipe(secret.value.secret)
      if (!restored.ok) return restored
      chosen = undefined
      const opened = await vaultAccess.unlock({ agentId: wish.agentId, passphrase: wish.passphrase, ...deviceSecret })
      wipe(secret.value.secret)
      return opened.ok ? parts.enter(opened.value, restored.value.recoveryKey, workerPublicKey) : opened
    },
  }
}

const notHere = err(
  'vault-exists',
  'There are cases, or a part of them, on this computer already. Nothing was restored over them.',
  'Restore on a computer on which RA Desk has not been set up.',
)
const notChosen = err('not-chosen', 'No backup has been chosen yet. Nothing was changed.', 'Choose the file of the backup first.')
