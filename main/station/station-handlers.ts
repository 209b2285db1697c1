/** Handlers of `preload/contract/station.ts`. */
import { ok } from '../../domain/result.ts'
import { policyNames, policyRules } from '../../domain/station/policy.ts'
import type { DoctorCheck, Handlers, Reply } from '../../preload/contract.ts'
import type { stationChannels } from '../../preload/contract/station.ts'
import type { DeviceWatch } from '../devices/watch-devices.ts'
import { checkWorkstation, type WorkstationDeps } from './check-workstation.ts'
import type { Clipboard } from './clipboard.ts'
import type { ReadPolicy } from './policy-file.ts'
import { recover, setUp, unlock, type SignInDeps } from './sign-in.ts'
import { readStationState, type StationStateDeps } from './station-state.ts'

export type StationHandlerDeps = SignInDeps &
  Omit<StationStateDeps, 'lifecycle'> & {
    readonly folder: string
    readonly deviceWatch: DeviceWatch
    readonly doctor: Omit<WorkstationDeps, 'devices' | 'now' | 'keyStore' | 'dataFolder' | 'version' | 'platform'>
    /** What backups add to the doctor's report while unlocked. */
    readonly backupCheck: () => DoctorCheck
    readonly copies: Clipboard
  }

export function stationHandlers(deps: StationHandlerDeps): Pick<Handlers, keyof typeof stationChannels> {
  const { lifecycle, recoverySheet } = deps
  return {
    'station.state': () => readStationState(deps),
    'station.setUp': (input) => setUp(deps, input),
    'station.saveRecoverySheet': () => recoverySheet.save(),
    'station.askRecoveryGroup': async () => recoverySheet.askGroup(),
    'station.confirmRecoveryKey': ({ group, typed }) => recoverySheet.confirm(group, typed),
    'station.read': async () => {
      const { settings, rev } = lifecycle.signedIn().settings.current()
      return ok({ settings, rev })
    },
    'station.save': ({ settings, expectedRev }) => lifecycle.signedIn().settings.save(settings, expectedRev),
    'vault.unlock': (input) => unlock(deps, input),
    'vault.recover': (input) => recover(deps, input),
    'vault.suggestPassphrase': async () => ok({ passphrase: await deps.vaultAccess.suggestPassphrase() }),
    'vault.lock': async ({ why }) => {
      await lifecycle.lock(why ?? 'asked')
      return ok({})
    },
    'vault.draftsSealed': async () => {
      lifecycle.draftsSealed()
      return ok({})
    },
    'policy.read': async () => readPolicy(deps.policy),
    'doctor.report': async () => {
      const session = lifecycle.session()
      return ok(
        await checkWorkstation({
          ...deps.doctor,
          devices: deps.deviceWatch.get(),
          now: deps.now(),
          keyStore: deps.keyStore,
          dataFolder: deps.folder,
          version: deps.version,
          platform: process.platform,
          ...(session
            ? { extra: [deps.backupCheck()], lastKnownTime: session.lastRecordedTime(), clockSteps: session.record.clock() }
            : {}),
        }),
      )
    },
    'clipboard.copy': async ({ text }) => {
      await deps.copies.copy(text)
      return ok({})
    },
  }
}

function readPolicy({ policy, sources, problems, places }: ReadPolicy): Reply<'policy.read'> {
  return ok({
    values: policyNames.map((name) => ({
      name,
      title: policyRules[name].title,
      value: policy[name],
      source: sources[name],
      allowed: policyRules[name].allowed,
      because: policyRules[name].because,
    })),
    problems: problems.map(({ source, message }) => ({ source, message })),
    places,
  })
}
