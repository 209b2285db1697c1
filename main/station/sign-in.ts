/** The three ways in: first run, a passphrase, and the recovery key. Each needs the device secret beside what the agent types. */
import { defaultLabelMedium } from '../../domain/dispatch/media.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Clock, Ids, Practice } from '../ports.ts'
import type { RecordStore } from '../record/store.ts'
import type { StationAccess } from './station-access.ts'
import { wipe } from '../vault/wipe.ts'
import type { KeyStore } from './key-store.ts'
import type { Lifecycle } from './lifecycle.ts'
import { practiceSettings } from './practice-settings.ts'
import type { RecoverySheet } from './recovery-sheet.ts'

export interface SignInDeps extends Clock, Ids, Practice {
  readonly vaultAccess: StationAccess
  readonly keyStore: KeyStore
  readonly lifecycle: Lifecycle
  readonly recoverySheet: RecoverySheet
}

export async function setUp(deps: SignInDeps, input: Input<'station.setUp'>): Promise<Reply<'station.setUp'>> {
  const secret = await deps.keyStore.deviceSecret(true)
  if (!secret.ok) return secret
  const agentId = deps.newId()
  const created = await deps.vaultAccess.create({
    agent: { id: agentId, name: input.agent.name, signInName: input.signInName },
    passphrase: input.passphrase,
    knownNames: [input.serviceProvider.name],
    ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
  })
  wipe(secret.value.secret)
  if (!created.ok) return created
  deps.recoverySheet.keep(created.value.recoveryKey)
  const { odsCode, name } = input.serviceProvider
  return deps.lifecycle.enter(created.value.vault, input.workerPublicKey, {
    firstSettings: {
      schema: 1,
      serviceProvider: { name, ...(odsCode ? { odsCode } : {}) },
      agents: [{ agentId, ...input.agent }],
      organisations: [],
      staffAware: [],
      label: { medium: defaultLabelMedium, offsetX: 0, offsetY: 0, nextPosition: 1 },
      textRoute: 'modem',
      ...(deps.practice ? practiceSettings(input.agent.name, plainDateOf(deps.now())) : {}),
    },
  })
}

export async function unlock(
  deps: SignInDeps,
  { agentId, passphrase, workerPublicKey }: Input<'vault.unlock'>,
): Promise<Reply<'vault.unlock'>> {
  const secret = await deps.keyStore.deviceSecret(false)
  const opened = await deps.vaultAccess.unlock({
    agentId,
    passphrase,
    ...(secret.ok && secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
  })
  if (secret.ok) wipe(secret.value.secret)
  // The key store knows better than the vault why there is no secret.
  if (!opened.ok) return opened.error.code === 'device-secret-missing' && !secret.ok ? secret : opened
  return deps.lifecycle.enter(opened.value, workerPublicKey)
}

export async function recover(
  deps: SignInDeps,
  { agentId, recoveryKey: typed, newPassphrase, workerPublicKey }: Input<'vault.recover'>,
): Promise<Reply<'vault.recover'>> {
  const secret = await deps.keyStore.deviceSecret(true, true)
  if (!secret.ok) return secret
  const opened = await deps.vaultAccess.unlockWithRecovery({
    agentId,
    recoveryKey: typed,
    newPassphrase,
    ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
  })
  wipe(secret.value.secret)
  if (!opened.ok) return opened
  // The key that was typed opens nothing from now on: the new one waits to be printed and typed back.
  deps.recoverySheet.keep(opened.value.recoveryKey)
  return deps.lifecycle.enter(opened.value.vault, workerPublicKey, { openedBy: 'recovered' })
}

/** Notes the failed attempts that could not be written into the record while it was locked. */
export async function noteFailedAttempts(vaultAccess: StationAccess, store: Pick<RecordStore, 'commit'>): Promise<void> {
  const { attempts, recorded } = await vaultAccess.wrongAttempts()
  if (!attempts) return
  for (const [action, byAgent] of [
    ['unlock-failed', attempts.byAgent],
    ['recovery-failed', attempts.recovery],
  ] as const) {
    for (const [agentId, times] of Object.entries(byAgent)) {
      const noted = await store.commit([], { action: `${action} times-${times}`, detail: { agentId, lastAt: attempts.lastAt } })
      if (!noted.ok) return
    }
  }
  await recorded()
}
