/** Why the app is locked, for the agent who comes back to it. The page is a new one after every lock: `main` remembers the reason. */
import type { StationState } from '../../../client/case-client.ts'
import { formatDateTime } from '../../../ui/index.ts'

type Locked = NonNullable<StationState['locked']>

const kept = 'What you were typing is saved as a draft.'
const words: Readonly<Record<Locked['why'], string>> = {
  asked: `RA Desk was locked by an agent. ${kept}`,
  switch: `RA Desk was locked so that another agent can sign in. ${kept}`,
  idle: `RA Desk locked because it was idle. ${kept}`,
  time: `RA Desk locked because it reached its longest time unlocked. ${kept}`,
  suspend: `RA Desk locked because this computer went to sleep. ${kept}`,
  'system-lock': `RA Desk locked because this computer was locked. ${kept}`,
  page: 'RA Desk locked because its page stopped working. Everything you saved is safe.',
  closed: 'RA Desk was closed.',
  database: 'RA Desk locked because its database could not be opened or updated. Everything you saved is safe.',
}

export function lockWords({ why, at }: Locked): string {
  return `${words[why]} Locked ${formatDateTime(at)}.`
}
