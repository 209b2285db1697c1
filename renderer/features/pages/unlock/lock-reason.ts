/** Why the app is locked, for the agent who comes back to it. The page is a new one after every lock: `main` remembers the reason. */
import type { StationState } from '../../../client/case-client.ts'
import { formatDateTime } from '../../../ui/index.ts'

type Locked = NonNullable<StationState['locked']>

const kept = 'What was being typed is kept.'
const words: Readonly<Record<Locked['why'], string>> = {
  asked: `RA Desk was locked by hand. ${kept}`,
  switch: `RA Desk was locked so that another agent can sign in. ${kept}`,
  idle: `RA Desk locked itself, because nobody touched it for a while. ${kept}`,
  time: `RA Desk locked itself, because it had been unlocked for as long as it may be. ${kept}`,
  suspend: `RA Desk locked itself when this computer went to sleep. ${kept}`,
  'system-lock': `RA Desk locked itself together with this computer. ${kept}`,
  page: 'RA Desk locked itself, because its page had stopped. What was said to be saved is safe.',
  closed: 'RA Desk was closed.',
  database: 'RA Desk locked itself, because its database could not be opened or written. What was said to be saved is safe.',
}

export function lockWords({ why, at }: Locked): string {
  return `${words[why]} Locked ${formatDateTime(at)}.`
}
