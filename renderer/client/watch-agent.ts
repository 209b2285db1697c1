/** Knows when the agent works in this page, so that checks in the background stop meanwhile. */
import { createAgentFirst, type AgentFirst } from '../../domain/agent-first.ts'
import type { ChannelName } from '../../preload/contract.ts'

/** What checks in the background ask of `main`. The contract marks the same channels; it is not loaded into the page. */
export const channelsOfChecks: ReadonlySet<ChannelName> = new Set<ChannelName>([
  'database.checkRows',
  'database.refill',
  'database.keys',
  'database.page',
  'database.pieces',
  'database.lackingScan',
  'database.giveBack',
  'database.scansAccount',
  'files.check',
])
export const isOfChecks = (channel: ChannelName): boolean => channelsOfChecks.has(channel)

/** Watches keys and the mouse on the whole page: a hand that moves is about to click. `target` is replaced in tests. */
export function watchAgent(target: Pick<EventTarget, 'addEventListener'> = window): AgentFirst {
  const agentFirst = createAgentFirst({
    now: () => performance.now(),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds)
      }),
  })
  for (const type of ['keydown', 'pointermove', 'pointerdown', 'wheel'])
    target.addEventListener(type, agentFirst.touched, { capture: true, passive: true })
  return agentFirst
}
