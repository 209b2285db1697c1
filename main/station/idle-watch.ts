/**
 * Whether this workstation is unused. The system is asked first, because an agent on a video call works in another window. Where it cannot
 * say, RA Desk counts what its page reports of its own window; a faulty page can then put the lock off until the absolute limit. On a call, when the agent talks and does not type, it waits longer.
 */
export interface IdleLimits {
  readonly idleMinutes: number
  /** While a call is on; never shorter than `idleMinutes`. */
  readonly callIdleMinutes: number
}

export interface IdleWatchDeps {
  readonly now: () => Date
  readonly monotonic: () => number
  /** Seconds since anyone touched this computer; `undefined` where the shell cannot tell. */
  readonly systemIdleSeconds?: () => number | undefined
  readonly limits: () => IdleLimits
  readonly isCallOn: () => boolean
}

export interface IdleWatch {
  /** RA Desk's own window was used, or an agent signed in. */
  touched(): void
  /** To be asked every few seconds: a system is only believed once its answer has moved. */
  isOver(): boolean
}

const SECONDS_A_MINUTE = 60

/** Without input, this is how long RA Desk stays open. */
export const idleLimitSeconds = ({ idleMinutes, callIdleMinutes }: IdleLimits, isCallOn: boolean): number =>
  (isCallOn ? Math.max(idleMinutes, callIdleMinutes) : idleMinutes) * SECONDS_A_MINUTE

export function createIdleWatch({ now, monotonic, systemIdleSeconds, limits, isCallOn }: IdleWatchDeps): IdleWatch {
  let last = { wall: now().getTime(), monotonic: monotonic() }
  let systemTells = false

  /** The longer of two clocks: one stops while the computer sleeps, the other can be set back. */
  const sinceWindow = () => Math.max(now().getTime() - last.wall, monotonic() - last.monotonic) / 1_000

  function idleSeconds(): number {
    const system = systemIdleSeconds?.()
    // A desktop that cannot count, as some under Wayland, says 0 for ever. Believing it would keep RA Desk open all day.
    if (system !== undefined && system > 0) systemTells = true
    return systemTells && system !== undefined ? system : sinceWindow()
  }

  return {
    touched: () => {
      last = { wall: now().getTime(), monotonic: monotonic() }
    },
    isOver: () => idleSeconds() >= idleLimitSeconds(limits(), isCallOn()),
  }
}
