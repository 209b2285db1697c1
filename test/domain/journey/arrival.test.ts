import { describe, expect, test } from 'vitest'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const call = journey.arrivalCallLogged
const at = (calledAt: string) => ({ ...call, calledAt })
const world = worldOn('2026-11-30')
const opened = { ...call, envelopeIntact: false }

describe('arrival call', () => {
  test.each([
    ['after the posting', call, undefined],
    ['on the day of posting', at('2026-11-23T00:00:00.000Z'), undefined],
    ['before the day of posting', at('2026-11-22T23:59:59.000Z'), 'not-in-time'],
    ['now', at(world.now), undefined],
    ['a few seconds ahead of main’s clock', at('2026-11-30T12:00:30.000Z'), undefined],
    ['two minutes ahead', at('2026-11-30T12:02:00.000Z'), 'not-in-time'],
    ['from another number', { ...call, calledFrom: 'another-number' as const }, 'reason-needed'],
    [
      'from another number, and how the registrant was known',
      { ...call, calledFrom: 'another-number' as const, note: 'Voice known' },
      undefined,
    ],
    ['number withheld', { ...call, calledFrom: 'number-withheld' as const }, 'reason-needed'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('posted'), event, { world })).toBe(code))

  test('opened envelope: no passcode until a reason says why that was wrong', () => {
    const events = [...until('posted'), opened]
    expect(viewAfter(events).steps.arrival?.problem).toMatch(/Do not text the passcode/)
    expect(codeAfter(events, journey.passcodeTexted)).toBe('cannot-start-yet')
    expect(codeAfter(events, call)).toBe('reason-needed')
    expect(codeAfter(events, call, { reason: 'Wrong box ticked' })).toBeUndefined()
  })
})
