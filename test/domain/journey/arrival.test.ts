import { describe, expect, test } from 'vitest'
import { journey, record, until } from '../../fixtures/journey-events.ts'
import { findRefusal } from '../../../domain/case/guard.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { codeAfter, remote20200408, viewAfter, worldOn } from '../../support/ask-case.ts'

const call = journey.arrivalCallLogged
const at = (calledAt: string) => ({ ...call, calledAt })
const world = worldOn('2026-11-30')
const postedAt = viewAfter(until('posted')).facts.postingRecordedAt!
const secondsAfter = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1_000).toISOString()
const opened = { ...call, envelopeIntact: false }

describe('arrival call', () => {
  test.each([
    ['after the posting', call, undefined],
    ['on the next day, the usual time', at('2026-11-24T00:00:00.000Z'), undefined],
    ['on the day of posting, without a reason', at('2026-11-23T12:00:00.000Z'), 'reason-needed'],
    ['on the day of posting, with a reason', { ...at('2026-11-23T12:00:00.000Z'), soonerBecause: 'By hand' }, undefined],
    ['earlier that day than the posting was recorded', { ...at(secondsAfter(postedAt, -1)), soonerBecause: 'By hand' }, 'not-in-time'],
    ['right after the posting was recorded', { ...at(secondsAfter(postedAt, 1)), soonerBecause: 'By hand' }, undefined],
    ['before the day of posting', { ...at('2026-11-22T23:59:59.000Z'), soonerBecause: 'By hand' }, 'not-in-time'],
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

  test('is never before the day of the posting, though the list was closed before it', () => {
    const events = [...until('manifestClosed'), { ...journey.posted, postedOn: '2026-11-24' }]
    const ask = (calledAt: string) => codeAfter(events, { ...at(calledAt), soonerBecause: 'By hand' }, { world })
    expect(ask('2026-11-23T12:00:00.000Z')).toBe('not-in-time')
    expect(ask('2026-11-24T00:00:00.000Z')).toBeUndefined()
  })

  test('is never before the posting list was closed, though the posting is dated to that day and was recorded later', () => {
    const lastWeek = record(until('posted')).map((one) => (one.event.kind === 'posted' ? { ...one, at: '2026-11-25T09:00:00.000Z' } : one))
    const view = viewCase(lastWeek, remote20200408)
    const closedAt = view.facts.manifest!.recordedAt
    const ask = (calledAt: string) => findRefusal(view, { ...at(calledAt), soonerBecause: 'By hand' }, undefined, world)?.code
    expect(ask(secondsAfter(closedAt, -1))).toBe('not-in-time')
    expect(ask(secondsAfter(closedAt, 1))).toBeUndefined()
  })

  test('a posting that is corrected stays before the call, and its time of day stays the first', () => {
    const called = { ...at(secondsAfter(postedAt, 60)), soonerBecause: 'By hand' }
    const events = [...until('posted'), called]
    const corrected = { ...journey.posted, trackingReference: 'AA473124829GB' }
    expect(codeAfter(events, { ...corrected, postedOn: '2026-11-24' }, { reason: 'Wrong day', world })).toBe('not-in-time')
    expect(codeAfter(events, corrected, { reason: 'Wrong number', world })).toBeUndefined()
    expect(codeAfter([...events, corrected], called, { reason: 'Wrong box', world })).toBeUndefined()
  })

  test('opened envelope: no passcode until a reason says why that was wrong', () => {
    const events = [...until('posted'), opened]
    expect(viewAfter(events).steps.arrival?.problem).toMatch(/Do not text the passcode/)
    expect(codeAfter(events, journey.passcodeTexted)).toBe('cannot-start-yet')
    expect(codeAfter(events, call)).toBe('reason-needed')
    expect(codeAfter(events, call, { reason: 'Wrong box ticked' })).toBeUndefined()
  })
})
