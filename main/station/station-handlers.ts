/** Handlers of `preload/contract/station.ts`. */
import { ok } from '../../domain/result.ts'
import type { DoctorCheck, Handlers } from '../../preload/contract.ts'
import type { stationChannels } from '../../preload/contract/station.ts'
import type { DeviceWatch } from '../devices/watch-devices.ts'
import type { WorkstationDeps } from './check-workstation.ts'
import type { DevicePorts } from '../ports.ts'
import type { SaveFile } from '../record/save-noted.ts'
import type { Clipboard } from './clipboard.ts'
import type { PassphraseConfirmation } from './confirm-passphrase.ts'
import { agreePolicy, describePolicy } from './policy-handlers.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import { recover, setUp, unlock, type SignInDeps } from './sign-in.ts'
import { readStationState, type StationStateDeps } from './station-state.ts'
import { createSupport } from './support.ts'

export type StationHandlerDeps = DevicePorts &
  SignInDeps &
  Omit<StationStateDeps, 'lifecycle' | 'policy'> & {
    readonly folder: string
    readonly deviceWatch: DeviceWatch
    readonly doctor: Omit<WorkstationDeps, 'devices' | 'now' | 'keyStore' | 'dataFolder' | 'version' | 'platform'>
    /** What backups add to the doctor's report while unlocked. */
    readonly backupCheck: () => DoctorCheck
    readonly copies: Clipboard
    readonly save: SaveFile
    readonly policy: PolicyInForce
    readonly confirmation: PassphraseConfirmation
  }

export function stationHandlers(deps: StationHandlerDeps): Pick<Handlers, keyof typeof stationChannels> {
  const { lifecycle, recoverySheet, confirmation } = deps
  const support = createSupport(deps, () => examine(deps))
  return {
    'station.state': () => readStationState(deps),
    'station.setUp': (input) => confirmation.afterChoosing(setUp(deps, input)),
    'station.saveRecoverySheet': () => recoverySheet.save(),
    'station.printRecoverySheet': () => recoverySheet.print(),
    'station.deleteRecoverySheet': () => recoverySheet.deleteSaved(),
    'station.askRecoveryGroup': async () => recoverySheet.askGroup(),
    'station.confirmRecoveryKey': ({ typed }) => recoverySheet.confirm(typed),
    'station.read': async () => {
      const { settings, rev } = lifecycle.signedIn().settings.current()
      return ok({ settings, rev })
    },
    'station.save': ({ settings, expectedRev }) => lifecycle.signedIn().settings.save(settings, expectedRev),
    'vault.unlock': (input) => unlock(deps, input),
    'vault.recover': (input) => confirmation.afterChoosing(recover(deps, input)),
    'vault.suggestPassphrase': async () => ok({ passphrase: await deps.vaultAccess.suggestPassphrase() }),
    'vault.confirmPassphrase': confirmation.confirm,
    'vault.lock': async ({ why }) => {
      await lifecycle.lock(why ?? 'asked')
      return ok({})
    },
    'vault.touched': async () => {
      lifecycle.touched()
      return ok({})
    },
    'vault.draftsSealed': async () => {
      lifecycle.draftsSealed()
      return ok({})
    },
    'policy.read': async () => ok(describePolicy(deps.policy)),
    'policy.agree': (input) => agreePolicy(deps.policy, lifecycle.signedIn().store, input),
    'doctor.report': async () => ok(await examine(deps)),
    'support.report': support.make,
    'support.save': support.save,
    'clipboard.pictureCopied': async () => {
      await deps.copies.pictureCopied()
      return ok({})
    },
    'clipboard.copy': async ({ text }) => {
      await deps.copies.copy(text)
      return ok({})
    },
  }
}

const LOOK_MILLISECONDS = 10_000

/** What the doctor finds now. Its code is loaded when it is first asked. */
async function examine(deps: StationHandlerDeps) {
  const { checkWorkstation } = await import('./check-workstation.ts')
  const session = deps.lifecycle.session()
  // Looking takes seconds on Windows, so the lock screen goes without.
  const { lookAtPrinters } = await import('../devices/look-at-printers.ts')
  const documents = session && (await lookAtPrinters(deps.devices.documents, LOOK_MILLISECONDS))
  return checkWorkstation({
    ...deps.doctor,
    devices: deps.deviceWatch.get(),
    documents,
    now: deps.now(),
    keyStore: deps.keyStore,
    dataFolder: deps.folder,
    version: deps.version,
    platform: process.platform,
    ...(session ? { extra: [deps.backupCheck()], lastKnownTime: session.lastRecordedTime(), clockSteps: session.record.clock() } : {}),
  })
}
