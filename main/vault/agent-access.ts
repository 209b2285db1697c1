/**
 * Who may open this workstation: adds and removes agents, changes roles, passphrases and the recovery key. Each of these changes
 * rotates the vault key (`key-rotation.ts`), so that a power cut leaves either the old state or the new one.
 */
import { err, type Result } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import type { KdfFailureCode } from './argon2.ts'
import { isHere, type KeyRotationFailureCode } from './key-rotation.ts'
import type { KnownAgent } from './keyring-content.ts'
import { forgetFresh, publicKeysOf, type FreshRecoveryKey } from './fresh-key-slots.ts'
import type { UnlockFailureCode } from './recover-vault.ts'
import type { VaultAccess } from './vault-access.ts'
import type { UnlockedVault } from './vault.ts'

export type AgentAccessFailureCode =
  | KeyRotationFailureCode
  | KdfFailureCode
  | 'weak-passphrase'
  | 'name-taken'
  | 'no-such-agent'
  | 'still-yourself'

export interface AgentAccess {
  readonly agentId: string
  readonly name: string
  readonly signInName: string
  readonly role: Role
  readonly leftAt?: string
}

export interface NewAgent {
  readonly id: string
  readonly name: string
  readonly signInName: string
  readonly role: Role
  /** The new agent types it at this workstation. */
  readonly passphrase: string
  readonly deviceSecret?: Uint8Array
  readonly knownNames?: readonly string[]
}

export interface AgentAccessDeps {
  readonly vault: UnlockedVault
  readonly vaultAccess: VaultAccess
  readonly now: () => Date
}

/** Everyone the station knows; those who left come last. */
export async function listAgents({ vault, vaultAccess }: AgentAccessDeps): Promise<AgentAccess[]> {
  const signIn = await vaultAccess.agents()
  const names = new Map(signIn.ok ? signIn.value.map(({ agentId, signInName }) => [agentId, signInName]) : [])
  return vault.keyring.station.agents
    .map(({ id, name, role, leftAt }) => ({ agentId: id, name, signInName: names.get(id) ?? '', role, ...(leftAt ? { leftAt } : {}) }))
    .toSorted(
      (left, right) => Number(left.leftAt !== undefined) - Number(right.leftAt !== undefined) || left.name.localeCompare(right.name, 'en'),
    )
}

export async function addAgent(deps: AgentAccessDeps, wanted: NewAgent): Promise<Result<void, AgentAccessFailureCode>> {
  const { vault, vaultAccess } = deps
  const members = await listAgents(deps)
  const same = (left: string, right: string) => left.normalize('NFKC').trim().toLowerCase() === right.normalize('NFKC').trim().toLowerCase()
  if (members.some((member) => member.leftAt === undefined && same(member.signInName, wanted.signInName))) return nameTaken
  const { id, name, role, ...slot } = wanted
  const fresh = await vaultAccess.prepareSlot({ agentId: id, name, ...slot })
  if (!fresh.ok) return fresh
  const agent: KnownAgent = { id, name, role, ...publicKeysOf(fresh.value) }
  const added = await vault.rotateVaultKey({ agents: [...vault.keyring.station.agents, agent], freshSlots: new Map([[id, fresh.value]]) })
  forgetFresh(fresh.value)
  return added
}

export async function removeAgent({ vault, now }: AgentAccessDeps, agentId: string): Promise<Result<void, AgentAccessFailureCode>> {
  if (agentId === vault.agent.id) return stillYourself
  return changeAgent(vault, agentId, (agent) => ({ ...agent, leftAt: now().toISOString() }))
}

export function changeRole({ vault }: AgentAccessDeps, agentId: string, role: Role): Promise<Result<void, AgentAccessFailureCode>> {
  return changeAgent(vault, agentId, (agent) => ({ ...agent, role }))
}

async function changeAgent(
  vault: UnlockedVault,
  agentId: string,
  change: (agent: KnownAgent) => KnownAgent,
): Promise<Result<void, AgentAccessFailureCode>> {
  const { agents } = vault.keyring.station
  if (!agents.some((agent) => agent.id === agentId && isHere(agent))) return noSuchAgent
  return vault.rotateVaultKey({ agents: agents.map((agent) => (agent.id === agentId ? change(agent) : agent)) })
}

/** A prepared recovery key takes the place of the one in force, which then opens nothing. Its secrets are overwritten once it is in force. */
export async function replaceRecoveryKey(
  vault: UnlockedVault,
  fresh: FreshRecoveryKey['fresh'],
): Promise<Result<void, KeyRotationFailureCode>> {
  const replaced = await vault.rotateVaultKey({ agents: vault.keyring.station.agents, freshRecovery: fresh })
  if (replaced.ok) forgetFresh(fresh)
  return replaced
}

/**
 * Gives the agent a new slot with new keys of their own, under a new vault key: the old slot with the old passphrase opens nothing that is
 * written afterwards, also not in a copy of the file. Asks for the old passphrase, under the same lockout as at sign-in.
 */
export async function changePassphrase(
  { vault, vaultAccess }: Pick<AgentAccessDeps, 'vault' | 'vaultAccess'>,
  typed: { readonly old: string; readonly next: string; readonly deviceSecret?: Uint8Array; readonly knownNames?: readonly string[] },
): Promise<Result<void, AgentAccessFailureCode | UnlockFailureCode>> {
  const { id: agentId, name } = vault.agent
  const { old, next, ...rest } = typed
  const signer = await vaultAccess.openSigner({
    agentId,
    passphrase: old,
    ...(typed.deviceSecret ? { deviceSecret: typed.deviceSecret } : {}),
  })
  if (!signer.ok) return signer
  signer.value.forget()
  const signIn = await vaultAccess.agents()
  if (!signIn.ok) return signIn
  const signInName = signIn.value.find((slot) => slot.agentId === agentId)?.signInName ?? ''
  const fresh = await vaultAccess.prepareSlot({ agentId, name, signInName, passphrase: next, ...rest })
  if (!fresh.ok) return fresh
  const { publicKeys, sealingKey } = publicKeysOf(fresh.value)
  const { sealer, signingSeed, sealingSeed } = fresh.value
  const changed = await vault.rotateVaultKey({
    agents: vault.keyring.station.agents.map((agent) =>
      agent.id === agentId ? { ...agent, publicKeys: [...agent.publicKeys, ...publicKeys], sealingKey } : agent,
    ),
    freshSlots: new Map([[agentId, fresh.value]]),
    becomes: { signingSeed, sealingSeed },
  })
  if (changed.ok) sealer.forget()
  else forgetFresh(fresh.value)
  return changed
}

const nameTaken = err('name-taken', 'Another agent already signs in with this name. Nothing was changed.', 'Choose another sign-in name.')
const noSuchAgent = err(
  'no-such-agent',
  'This person cannot sign in on this workstation. Nothing was changed.',
  'Open the list of agents again.',
)
const stillYourself = err(
  'still-yourself',
  'You cannot remove yourself while you are signed in. Nothing was changed.',
  'Ask another RA manager to do it.',
)
