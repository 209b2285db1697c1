/**
 * Lets the agent's work go before checks in the background. They share one thread, one disk and two cores: a check that runs without a pause
 * makes every act wait. So a check works in slices, rests as long as it worked, and stops while the agent works and a moment after.
 */
export interface AgentFirst {
  /** Does work that the agent waits for. Checks stop meanwhile. */
  act<Value>(work: () => Promise<Value>): Promise<Value>
  /** A key or a click: the work that follows finds nothing in its way. */
  touched(): void
  /**
   * For checks, after each small step. Resolves at once while the slice is short, otherwise when it is the check's turn again. Resolves when
   * `signal` is aborted, so that locking waits for no check.
   */
  readonly giveWay: GiveWay
}
export type GiveWay = (signal?: Stopping) => Promise<void>

/** As an `AbortSignal`. */
export interface Stopping {
  readonly aborted: boolean
}

export interface AgentFirstDeps {
  /** Milliseconds on a clock that only runs forward. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** An act that comes in the middle of a slice waits no longer than this. */
const SLICE_MILLISECONDS = 8
const SHORTEST_REST = 4
/** After the agent's last act: longer than between two letters of someone who types, or two clicks of someone who knows the way. */
const QUIET_MILLISECONDS = 1_000
/** What answers later than this is not what the agent waits for, but a backup or a check. */
const LONGEST_ACT = 2_000
/** So often a check gets a slice although the agent never pauses. */
const LONGEST_WAIT = 5_000
const LOOK_MILLISECONDS = 25

export function createAgentFirst({ now, sleep }: AgentFirstDeps): AgentFirst {
  const underWay = new Set<{ readonly since: number }>()
  let lastAct = -Infinity
  let sliceBegan = -Infinity

  function isAgentBusy(): boolean {
    const time = now()
    if (time - lastAct < QUIET_MILLISECONDS) return true
    for (const { since } of underWay) if (time - since < LONGEST_ACT) return true
    return false
  }
  const touched = () => {
    lastAct = now()
  }

  return {
    touched,
    async act(work) {
      const started = { since: now() }
      underWay.add(started)
      try {
        return await work()
      } finally {
        underWay.delete(started)
        // The end of a long one says nothing about the agent.
        if (now() - started.since < LONGEST_ACT) touched()
      }
    },
    async giveWay(signal) {
      const worked = now() - sliceBegan
      if (worked < SLICE_MILLISECONDS && !isAgentBusy()) return
      await sleep(Math.min(Math.max(worked, SHORTEST_REST), LOOK_MILLISECONDS))
      for (let waited = 0; waited < LONGEST_WAIT && signal?.aborted !== true && isAgentBusy(); waited += LOOK_MILLISECONDS)
        await sleep(LOOK_MILLISECONDS)
      sliceBegan = now()
    },
  }
}
