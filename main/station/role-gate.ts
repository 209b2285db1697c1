/** Checks the signed-in role against each request. */
import { rolesOfEvent } from '../../domain/case/act-roles.ts'
import type { AgentEventKind } from '../../domain/case/events.ts'
import { notYourRole, type Role, type RoleRefusalCode } from '../../domain/station/roles.ts'
import type { Failure } from '../../domain/result.ts'
import { accessTo, rolesOfChannel, type ChannelName } from '../../preload/contract.ts'

/** `undefined` when this role may ask it. Acts on a case all come through one channel and are told apart by their kind. */
export function findRoleRefusal(role: Role, channel: ChannelName, input: unknown): Failure<RoleRefusalCode> | undefined {
  if (accessTo(role, channel) === 'no') return notYourRole(role, rolesOfChannel(channel)).error
  if (channel !== 'case.act') return undefined
  const { kind } = (input as { readonly event: { readonly kind: AgentEventKind } }).event
  const allowed = rolesOfEvent(kind)
  return allowed.includes(role) ? undefined : notYourRole(role, allowed).error
}
