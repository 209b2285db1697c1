/** What the page learns of the station before anything else: first run, locked or unlocked, and what it runs on. */
import { ok } from '../../domain/result.ts'
import type { Output, Reply } from '../../preload/contract.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Clock, Practice } from '../ports.ts'
import type { DatabaseAside } from '../record/database-aside.ts'
import { writtenByNewer } from '../vault/other-version.ts'
import type { StationAccess } from './station-access.ts'
import type { KeyStore } from './key-store.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { PolicyInForce } from './policy-in-force.ts'

type Phase = Output<'station.state'>['phase']

export type StationStateDeps = Clock &
  Practice & {
    readonly vaultAccess: StationAccess
    readonly keyStore: KeyStore
    readonly lifecycle: Pick<Lifecycle, 'session' | 'lastLock'>
    readonly policy: Pick<PolicyInForce, 'policy'>
    readonly shell: Output<'station.state'>['shell']
    readonly virtualDevices: boolean
    readonly version: string
    /** Present after a start that was to set the database aside. */
    readonly databaseAside?: DatabaseAside | undefined
  }

export async function readStationState(deps: StationStateDeps): Promise<Reply<'station.state'>> {
  const { keyStore, policy } = deps
  const session = deps.lifecycle.session()
  const locked = deps.lifecycle.lastLock()
  const folder = await deps.vaultAccess.inspect()
  const agents = folder.state === 'vault' ? await deps.vaultAccess.agents() : undefined
  const phase: Phase = session
    ? 'unlocked'
    : folder.state === 'empty'
      ? 'first-run'
      : folder.state === 'vault' && agents?.ok
        ? 'locked'
        : agents?.ok === false && agents.error.code === 'key-slots-newer'
          ? 'newer'
          : 'trace'
  return ok({
    phase,
    message: describePhase(phase, folder.found),
    shell: deps.shell,
    practice: deps.practice,
    keyStore: { kind: keyStore.kind, protects: keyStore.protects, message: keyStore.message },
    agents: agents?.ok ? agents.value.map(({ agentId, signInName }) => ({ agentId, signInName })) : [],
    ...(session ? { session: { ...session.agent, role: session.vault.agent.role, vaultId: session.vault.vaultId } } : {}),
    ...(!session && locked ? { locked } : {}),
    ...(deps.databaseAside ? { databaseAside: deps.databaseAside } : {}),
    twoAgentRelease: policy.policy.twoAgentRelease,
    passcodeReleases: policy.policy.passcodeReleases,
    recoveryKeyConfirmed: session ? session.recoveryKeyConfirmed() : true,
    virtualDevices: deps.virtualDevices,
    idleMinutes: policy.policy.idleMinutes,
    callIdleMinutes: Math.max(policy.policy.idleMinutes, policy.policy.callIdleMinutes),
    version: deps.version,
    today: plainDateOf(deps.now()),
  })
}

function describePhase(phase: Phase, found: readonly string[]): string {
  switch (phase) {
    case 'first-run':
      return 'This workstation has not been set up yet.'
    case 'locked':
      return 'RA Desk is locked.'
    case 'unlocked':
      return 'RA Desk is unlocked.'
    case 'newer':
      return writtenByNewer[0]
    case 'trace':
      return `Part of an earlier RA Desk is in the data folder (${found.join(', ') || 'files that are not known'}), and part is missing or cannot be read. RA Desk has not written over it.`
  }
}
