/**
 * Finds steps of the computer's clock. The order of entries never depends on the clock, but a step is an entry of its own, because it is
 * part of what happened. A changed time zone moves no instant, only what people read; it is noted as well.
 */
export interface ClockReading {
  /** Instant in UTC. */
  readonly time: string
  /** Milliseconds of a clock that only runs forward; `undefined` when it belongs to an earlier start of the app and cannot be compared. */
  readonly monotonic: number | undefined
  /** Name of the zone, however the caller writes it; `undefined` when it is not known. */
  readonly timeZone: string | undefined
}

export type ClockStep =
  | { readonly kind: 'clock-set-back' | 'clock-set-forward'; readonly seconds: number }
  | { readonly kind: 'time-zone-changed'; readonly from: string; readonly to: string }

/** Network time corrects clocks by fractions of a second all day; that is no step. */
const CLOCK_TOLERANCE_MILLISECONDS = 5_000

export function findClockSteps(last: ClockReading, now: ClockReading & { readonly timeZone: string }): ClockStep[] {
  const steps: ClockStep[] = []
  const passed = Date.parse(now.time) - Date.parse(last.time)
  const ran = last.monotonic === undefined || now.monotonic === undefined ? undefined : now.monotonic - last.monotonic
  // Without a common monotonic clock only a step back shows: a long time may simply have passed.
  const moved = ran === undefined ? Math.min(0, passed) : passed - ran
  if (Math.abs(moved) > CLOCK_TOLERANCE_MILLISECONDS) {
    steps.push({ kind: moved < 0 ? 'clock-set-back' : 'clock-set-forward', seconds: Math.round(Math.abs(moved) / 1_000) })
  }
  if (last.timeZone !== undefined && last.timeZone !== now.timeZone)
    steps.push({ kind: 'time-zone-changed', from: last.timeZone, to: now.timeZone })
  return steps
}
