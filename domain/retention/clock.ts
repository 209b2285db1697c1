/**
 * Whether the clock can be trusted to say that something is due. A clock that jumped ahead would erase everything with a limit. So after a
 * large step since the last trusted time, RA Desk erases nothing until an agent confirms today's date.
 */
const LARGEST_STEP_DAYS = 7
/** The network corrects clocks by seconds, so a step back of minutes is suspicious. */
const TOLERANCE_MILLISECONDS = 5 * 60_000
const DAY = 86_400_000

export interface ClockFacts {
  /** Instant of the last trusted time; `undefined` if there is none and no case has one. */
  readonly believedAt: string | undefined
  readonly now: string
  /** Milliseconds since sign-in by the wall clock, and by a clock that only runs forward. */
  readonly since: { readonly wall: number; readonly monotonic: number }
}

export type ClockDoubt = { readonly kind: 'ahead' | 'behind'; readonly believedAt: string; readonly days: number }

/** `undefined` if the clock can be trusted. */
export function findClockDoubt({ believedAt, now, since }: ClockFacts): ClockDoubt | undefined {
  const moved = since.wall - since.monotonic
  if (moved > LARGEST_STEP_DAYS * DAY)
    return { kind: 'ahead', believedAt: believedAt ?? new Date(Date.parse(now) - moved).toISOString(), days: Math.round(moved / DAY) }
  if (believedAt === undefined) return undefined
  const passed = Date.parse(now) - Date.parse(believedAt)
  if (passed < -TOLERANCE_MILLISECONDS) return { kind: 'behind', believedAt, days: Math.ceil(-passed / DAY) }
  return passed > LARGEST_STEP_DAYS * DAY ? { kind: 'ahead', believedAt, days: Math.floor(passed / DAY) } : undefined
}
