/** Handlers of `preload/contract/agents.ts`: who can sign in, and with which passphrase. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { Handlers, Output } from '../../preload/contract.ts'
import type { agentsChannels } from '../../preload/contract/agents.ts'
import type { UnlockedSession } from './unlocked-session.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { addAgent, changePassphrase, changeRole, listAgents, removeAgent } from '../vault/agent-access.ts'
import type { VaultAccess } from '../vault/vault-access.ts'
import type { DeviceSecretAnswer } from '../vault/device-secret.ts'
import { wipe } from '../vault/wipe.ts'

export interface AgentHandlerDeps {
  readonly session: () => UnlockedSession
  readonly vaultAccess: VaultAccess
  readonly deviceSecret: () => Promise<DeviceSecretAnswer>
  readonly now: () => Date
  readonly newId: () => string
}

export function agentHandlers(parts: AgentHandlerDeps): Pick<Handlers, keyof typeof agentsChannels> {
  const { vaultAccess, now } = parts
  const members = () => ({ vault: parts.session().vault, vaultAccess, now })

  /** What every change of who may sign in ends with: the record goes on under the new key and says who did it; the settings follow. */
  async function changed(
    action: string,
    about: { readonly agentId: string; readonly role?: string },
    settings: (session: UnlockedSession) => Promise<Result<Output<'station.save'> | undefined, RecordFailureCode>>,
  ): Promise<Result<Output<'agents.add'>, RecordFailureCode | 'not-noted'>> {
    const session = parts.session()
    const noted = await session.keyVersion.noteRotation(action, about)
    if (!noted.ok) return notNoted
    const saved = await settings(session)
    if (!saved.ok) return saved
    const list = (await listAgents(members())).map((member) => ({ ...member }))
    return ok({
      members: list,
      rows: [...noted.value.rows, ...(saved.value?.rows ?? [])],
      lastSeq: saved.value?.lastSeq ?? noted.value.lastSeq,
    })
  }

  return {
    'agents.list': async () => ok({ members: await listAgents(members()) }),
    'agents.add': async ({ mobile, ...wanted }) => {
      const secret = await parts.deviceSecret()
      if (!secret.ok) return secret
      const agentId = parts.newId()
      const knownNames = [parts.session().settings.current().settings.serviceProvider.name]
      const added = await addAgent(members(), {
        id: agentId,
        ...wanted,
        knownNames,
        ...(secret.value.secret ? { deviceSecret: secret.value.secret } : {}),
      })
      wipe(secret.value.secret)
      if (!added.ok) return added
      return changed('agent-added', { agentId, role: wanted.role }, (session) => {
        const { settings, rev } = session.settings.current()
        return session.settings.save({ ...settings, agents: [...settings.agents, { agentId, name: wanted.name, mobile }] }, rev)
      })
    },
    'agents.remove': async ({ agentId }) => {
      const removed = await removeAgent(members(), agentId)
      if (!removed.ok) return removed
      return changed('agent-removed', { agentId }, (session) => {
        const { settings, rev } = session.settings.current()
        return session.settings.save({ ...settings, agents: settings.agents.filter((agent) => agent.agentId !== agentId) }, rev)
      })
    },
    'agents.changeRole': async ({ agentId, role }) => {
      const done = await changeRole(members(), agentId, role)
      return done.ok ? changed('agent-role-changed', { agentId, role }, () => Promise.resolve(ok(undefined))) : done
    },
    'vault.changePassphrase': async ({ old, next }) => {
      const secret = await parts.deviceSecret()
      const session = parts.session()
      const knownNames = [session.settings.current().settings.serviceProvider.name]
      const done = await changePassphrase(
        { vault: session.vault, vaultAccess },
        { old, next, knownNames, ...(secret.ok && secret.value.secret ? { deviceSecret: secret.value.secret } : {}) },
      )
      if (secret.ok) wipe(secret.value.secret)
      if (!done.ok) return done
      const noted = await session.keyVersion.noteRotation('passphrase-changed', { agentId: session.vault.agent.id })
      return noted.ok ? ok({}) : notNoted
    },
  }
}

const notNoted = err(
  'not-noted',
  'It is done, but it could not be written into the record just now. It will be noted at the next sign-in.',
  'Free some disk space, lock RA Desk and sign in again.',
)
