import { describe, expect, test } from 'vitest'
import { createIdleWatch, idleLimitSeconds } from '../../../main/station/idle-watch.ts'

const MINUTE = 60
const limits = { idleMinutes: 5, callIdleMinutes: 30 }

/** A watch that is asked every ten seconds, as the app does. `system` and `touches`: by seconds since sign-in. */
function isOverAt(
  seconds: number,
  { call = false, system, touches = [] }: { call?: boolean; system?: (at: number) => number | undefined; touches?: readonly number[] },
): boolean {
  let at = 0
  const watch = createIdleWatch({
    now: () => new Date(at * 1_000),
    monotonic: () => at * 1_000,
    systemIdleSeconds: () => system?.(at),
    limits: () => limits,
    isCallOn: () => call,
  })
  let isOver = watch.isOver()
  for (at = 1; at <= seconds; at += 1) {
    if (touches.includes(at)) watch.touched()
    if (at % 10 === 0 || at === seconds) isOver = watch.isOver()
  }
  return isOver
}

const untouched = (at: number) => at
/** The agent types in another program every 20 seconds. */
const inTeams = (at: number) => at % 20
/** A desktop that cannot count. */
const stuckAtZero = () => 0

describe('idle lock: seconds since sign-in, what the system says, what the window saw, a call → over', () => {
  test.each<[string, number, Parameters<typeof isOverAt>[1], boolean]>([
    ['unused, just before the limit', 5 * MINUTE - 1, { system: untouched }, false],
    ['unused, at the limit', 5 * MINUTE, { system: untouched }, true],
    ['another window in use for an hour', 60 * MINUTE, { system: inTeams }, false],
    ['a page that claims use, and a system that tells', 5 * MINUTE, { system: untouched, touches: [4 * MINUTE] }, true],
    ['a system that stops telling, our window in use', 6 * MINUTE, { system: (at) => (at < 60 ? at : undefined), touches: [70] }, false],
    ['a call, unused, just before the longer limit', 30 * MINUTE - 1, { call: true, system: untouched }, false],
    ['a call, unused, at the longer limit', 30 * MINUTE, { call: true, system: untouched }, true],
    ['a system that cannot say, unused', 5 * MINUTE, {}, true],
    ['a system that cannot say, our window in use', 9 * MINUTE, { touches: [4 * MINUTE + 1] }, false],
    ['a system that cannot say, a call', 29 * MINUTE, { call: true }, false],
    ['a system that cannot say, a call, at the longer limit', 30 * MINUTE, { call: true }, true],
    ['a system that always says 0, unused', 5 * MINUTE, { system: stuckAtZero }, true],
    ['a system that always says 0, our window in use', 9 * MINUTE, { system: stuckAtZero, touches: [4 * MINUTE + 1] }, false],
  ])('%s', (_, seconds, given, isOver) => {
    expect(isOverAt(seconds, given)).toBe(isOver)
  })
})

test.each([
  ['no call', limits, false, 300],
  ['a call', limits, true, 1_800],
  ['a call limit below the ordinary one', { idleMinutes: 15, callIdleMinutes: 5 }, true, 900],
])('idle limit: %s', (_, given, isCallOn, seconds) => {
  expect(idleLimitSeconds(given, isCallOn)).toBe(seconds)
})

describe('idle lock: clocks', () => {
  function at(wall: number, run: number): boolean {
    let clock = { wall: 1_000_000, run: 0 }
    const watch = createIdleWatch({
      now: () => new Date(clock.wall),
      monotonic: () => clock.run,
      limits: () => limits,
      isCallOn: () => false,
    })
    clock = { wall: 1_000_000 + wall * 1_000, run: run * 1_000 }
    return watch.isOver()
  }
  test.each([
    ['time asleep counts', 600 * MINUTE, 5, true],
    ['a clock set back does not lock at once', -120 * MINUTE, 5, false],
    ['a clock set back does not keep RA Desk open', -120 * MINUTE, 5 * MINUTE, true],
  ])('%s', (_, wall, run, isOver) => {
    expect(at(wall, run)).toBe(isOver)
  })
})
