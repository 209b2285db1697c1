import { describe, expect, test } from 'vitest'
import { findClockSteps } from '../../../domain/record/clock-step.ts'

const at = (seconds: number, monotonic: number | undefined, timeZone: string | undefined = 'Europe/London') => ({
  time: new Date(Date.UTC(2026, 10, 23, 12) + seconds * 1_000).toISOString(),
  monotonic: monotonic === undefined ? undefined : monotonic * 1_000,
  timeZone,
})
const now = (seconds: number, monotonic: number, timeZone = 'Europe/London') => ({ ...at(seconds, monotonic), timeZone })

describe('steps of the clock', () => {
  test.each([
    ['time that passes', at(0, 0), now(3_600, 3_600), []],
    ['a correction over the network', at(0, 0), now(603, 600), []],
    ['set back', at(0, 0), now(-3_000, 600), [{ kind: 'clock-set-back', seconds: 3_600 }]],
    [
      'set back by less than has passed, which the time alone would not show',
      at(0, 0),
      now(300, 600),
      [{ kind: 'clock-set-back', seconds: 300 }],
    ],
    ['set forward', at(0, 0), now(4_200, 600), [{ kind: 'clock-set-forward', seconds: 3_600 }]],
    ['a long time between two starts of the app', at(0, undefined), now(864_000, 10), []],
    ['set back between two starts of the app', at(0, undefined), now(-60, 10), [{ kind: 'clock-set-back', seconds: 60 }]],
    ['summer time ends: no instant moves', at(0, 0), now(3_600, 3_600), []],
    ['another time zone', at(0, 0), now(1, 1, 'Europe/Paris'), [{ kind: 'time-zone-changed', from: 'Europe/London', to: 'Europe/Paris' }]],
    [
      'both at once',
      at(0, 0),
      now(-599, 1, 'Europe/Paris'),
      [
        { kind: 'clock-set-back', seconds: 600 },
        { kind: 'time-zone-changed', from: 'Europe/London', to: 'Europe/Paris' },
      ],
    ],
  ] as const)('%s', (_words, last, present, steps) => expect(findClockSteps(last, present)).toEqual(steps))

  test('a zone that was never noted has not changed', () => {
    expect(findClockSteps({ ...at(0, 0), timeZone: undefined }, now(1, 1, 'Europe/Paris'))).toEqual([])
  })
})
