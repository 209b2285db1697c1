/** What the signed-in role may do. Apart from the other hooks, because the lock screen needs those and not the whole IPC contract. */
import type { Access } from '../../domain/station/roles.ts'
import { accessTo, type ChannelName } from '../../preload/contract.ts'
import { useStationState } from './use-case-client.ts'

/** What the signed-in role may do with a channel. `main` checks the same table again. */
export function useAccess(channel: ChannelName): Access {
  const role = useStationState().session?.role
  return role === undefined ? 'no' : accessTo(role, channel)
}
