/** Holds every request against the table of roles. A channel that the table does not name does not compile here. */
import { rolesOfEvent } from '../../domain/case/act-roles.ts'
import type { AgentEventKind } from '../../domain/case/events.ts'
import { channelRules, notYourRole, type Role, type RoleRule } from '../../domain/station/roles.ts'
import type { Failure } from '../../domain/result.ts'
import type { ChannelName } from '../../preload/contract.ts'

const rules: Readonly<Record<ChannelName, RoleRule>> = channelRules
type Unknown = Exclude<keyof typeof channelRules, ChannelName>
export const everyRuleIsOfAChannel: [Unknown] extends [never] ? true : Unknown = true

/** Nothing when this role may ask it. Acts on a case all come through one channel and are told apart by their kind. */
export function findRoleRefusal(role: Role, channel: ChannelName, input: unknown): Failure | undefined {
  if (rules[channel][role] === 'no') return notYourRole(role).error
  if (channel !== 'case.act') return undefined
  const { kind } = (input as { readonly event: { readonly kind: AgentEventKind } }).event
  return rolesOfEvent(kind).includes(role) ? undefined : notYourRole(role).error
}
