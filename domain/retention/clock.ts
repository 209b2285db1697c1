/**
 * Whether the clock may be believed when it says that something is due. A clock that jumped ahead would erase everything that is kept
 * for a time; so a large step ahead of the last time that was believed is asked about, and nothing is erased until a person said what day it is.
 */
export const LARGEST_STEP_DAYS = 7
/** The network corrects clocks by seconds; a step back of minutes is already strange. */
const TOLERANCE_MILLISECONDS = 5 * 60_000
const DAY = 86_400_000

export interface ClockFacts {
  /** Instant of the last time that was believed; `undefined` when there was none and no case speaks of one. */
  readonly believedAt: string | undefined
  readonly now: string
  /** Milliseconds since sign-in by the clock on the wall, and by one that only runs forward. */
  readonly since: { readonly wall: number; readonly monotonic: number }
}

export type ClockDoubt = { readonly kind: 'ahead' | 'behind'; readonly believedAt: string; readonly days: number }

/** Nothing when the clock may be believed. */
export function findClockDoubt({ believedAt, now, since }: ClockFacts): ClockDoubt | undefined {
  const moved = since.wall - since.monotonic
  if (moved > LARGEST_STEP_DAYS * DAY)
    return { kind: 'ahead', believedAt: believedAt ?? new Date(Date.parse(now) - moved).toISOString(), days: Math.round(moved / DAY) }
  if (believedAt === undefined) return undefined
  const passed = Date.parse(now) - Date.parse(believedAt)
  if (passed < -TOLERANCE_MILLISECONDS) return { kind: 'behind', believedAt, days: Math.ceil(-passed / DAY) }
  return passed > LARGEST_STEP_DAYS * DAY ? { kind: 'ahead', believedAt, days: Math.floor(passed / DAY) } : undefined
}
