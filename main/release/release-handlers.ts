/** Handlers of `preload/contract/release.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { releaseChannels } from '../../preload/contract/release.ts'
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import { wipe } from '../vault/wipe.ts'
import type { ApproveReleasePorts } from './approve-release.ts'
import type { TextPasscodePorts } from './text-passcode.ts'

export interface ReleaseHandlerDeps {
  readonly desk: () => TextPasscodePorts & ApproveReleasePorts
  readonly vault: () => UnlockedVault
  readonly vaultAccess: Pick<VaultAccess, 'openSigner'>
  readonly deviceSecret: () => Promise<DeviceSecretAnswer>
}

export function releaseHandlers({
  desk,
  vault,
  vaultAccess,
  deviceSecret,
}: ReleaseHandlerDeps): Pick<Handlers, keyof typeof releaseChannels> {
  return {
    'release.approve': async (input) => {
      const answered = await deviceSecret()
      const secret = answered.ok ? answered.value.secret : undefined
      const { vaultId, keyring } = vault()
      const approved = await (
        await import('./approve-release.ts')
      ).approveRelease({ desk: desk(), vaultId, agents: () => keyring.station.agents, vaultAccess, deviceSecret: secret }, input)
      wipe(secret)
      return approved
    },
    'passcode.text': async (input) => (await import('./text-passcode.ts')).textPasscode(desk(), input),
    'passcode.settle': async (input) => (await import('./text-passcode.ts')).settlePasscode(desk(), input),
  }
}
