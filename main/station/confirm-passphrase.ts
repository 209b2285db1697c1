/**
 * Lasting acts ask for the agent's own passphrase again, so that a colleague at an unlocked workstation, or a faulty page, cannot give
 * anyone power. Good for five minutes of this session, on a clock that only runs forward.
 */
import { sameBytes } from '../../domain/bytes.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import { channels, type ChannelName, type Input, type Reply } from '../../preload/contract.ts'
import type { ChannelRule } from '../../preload/contract/parts.ts'
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import { wipe } from '../vault/wipe.ts'

const GOOD_FOR_MILLISECONDS = 5 * 60_000

export interface ConfirmedSession {
  readonly vault: Pick<UnlockedVault, 'agent' | 'agentPublicKey'>
}

export interface ConfirmPassphraseDeps {
  /** `undefined` while locked. Another object after each sign-in. */
  readonly session: () => ConfirmedSession | undefined
  readonly vaultAccess: Pick<VaultAccess, 'openSigner'>
  readonly deviceSecret: () => Promise<DeviceSecretAnswer>
  readonly monotonic: () => number
}

export interface PassphraseConfirmation {
  confirm(input: Input<'vault.confirmPassphrase'>): Promise<Reply<'vault.confirmPassphrase'>>
  /** The agent chose this passphrase a moment ago: at set-up, with the recovery key, or in a restored station. */
  afterChoosing<Answer extends Result<unknown>>(entered: Promise<Answer>): Promise<Answer>
  /** `undefined` when the channel may be asked now. */
  findRefusal(channel: ChannelName): Failure<'passphrase-needed'> | undefined
}

export function createPassphraseConfirmation(deps: ConfirmPassphraseDeps): PassphraseConfirmation {
  let confirmed: { readonly session: ConfirmedSession; readonly until: number } | undefined
  const note = (session: ConfirmedSession) => {
    confirmed = { session, until: deps.monotonic() + GOOD_FOR_MILLISECONDS }
  }
  const isFresh = (): boolean => confirmed !== undefined && confirmed.session === deps.session() && deps.monotonic() < confirmed.until

  return {
    afterChoosing: async (entered) => {
      const answer = await entered
      const session = deps.session()
      if (answer.ok && session) note(session)
      return answer
    },
    confirm: async ({ passphrase }) => {
      const session = deps.session()
      if (!session) return lockedMeanwhile
      const { agent } = session.vault
      const secret = await deps.deviceSecret()
      const signer = await deps.vaultAccess.openSigner({
        agentId: agent.id,
        passphrase,
        ...(secret.ok && secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
      })
      if (secret.ok) wipe(secret.value.secret)
      if (!signer.ok) return signer.error.code === 'device-secret-missing' && !secret.ok ? secret : signer
      const isOwn = sameBytes(signer.value.publicKey, session.vault.agentPublicKey)
      signer.value.forget()
      // The passphrase of an older key slot, put back into the folder meanwhile.
      if (!isOwn) return notOwn
      if (deps.session() !== session) return lockedMeanwhile
      note(session)
      return ok({})
    },
    findRefusal: (channel) => {
      const { lasting }: Pick<ChannelRule, 'lasting'> = channels[channel]
      return lasting && !isFresh() ? passphraseNeeded.error : undefined
    },
  }
}

const passphraseNeeded = err(
  'passphrase-needed',
  'This needs your passphrase again. Nothing was changed.',
  'Enter your own passphrase. It then counts for five minutes.',
)
const notOwn = err(
  'wrong-passphrase',
  'This is not the passphrase that you signed in with. Nothing was changed.',
  'Enter the passphrase that you use to sign in.',
)
const lockedMeanwhile = err('locked', 'RA Desk was locked meanwhile. Nothing was changed.', 'Unlock it and try again.')
