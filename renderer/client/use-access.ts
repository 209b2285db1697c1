/** What the signed-in role may do. Apart from the other hooks, because the lock screen needs those and not the whole IPC contract. */
import { mayWorkOn, rolesOfEvent } from '../../domain/case/act-roles.ts'
import type { AgentEventKind } from '../../domain/case/events.ts'
import type { StepId } from '../../domain/case/steps.ts'
import type { Access, Role } from '../../domain/station/roles.ts'
import { accessTo, type ChannelName } from '../../preload/contract.ts'
import { mayOpen } from './page-access.ts'
import { useStationState } from './use-case-client.ts'

export const useRole = (): Role | undefined => useStationState().session?.role

/** What the signed-in role may do with a channel. `main` checks the same table again. */
export function useAccess(channel: ChannelName): Access {
  const role = useRole()
  return role === undefined ? 'no' : accessTo(role, channel)
}

/** Whether the signed-in role may record this event on a case. */
export function useMayRecord(kind: AgentEventKind): boolean {
  const role = useRole()
  return role !== undefined && rolesOfEvent(kind).includes(role)
}

/** Whether the signed-in role works on a step. */
export function useMayWorkOn(): (step: StepId) => boolean {
  const role = useRole()
  return (step) => role !== undefined && mayWorkOn(role, step)
}

/** Whether the signed-in role may open a page. */
export function useMayOpen(): (path: string) => boolean {
  const role = useRole()
  return (path) => mayOpen(role, path)
}
