import { describe, expect, test } from 'vitest'
import { caseEvent, type CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const arranged = journey.callArranged
const world = worldOn('2026-11-30', {
  agreedWith: (odsCode) => (odsCode === 'ZZ9' ? { videoChannels: ['teams', 'pigeon-video'], locations: ['home'] } : undefined),
})
const noOther = (list: readonly { id: string; name: string }[]) => list.filter(({ id }) => id !== 'other')
const strict = {
  ...remote20200408,
  videoChannels: noOther(remote20200408.videoChannels),
  locations: noOther(remote20200408.locations),
}

describe('call arranged', () => {
  test.each([
    ['by a channel and at a place that were agreed', arranged, undefined],
    ['by a channel that was not agreed', { ...arranged, channel: 'zoom' }, 'not-agreed'],
    ['at a place that was not agreed', { ...arranged, location: 'private-room' }, 'not-agreed'],
    ['by a channel that was not agreed, and why', { ...arranged, channel: 'zoom', override: 'Teams is down' }, undefined],
    ['before the request', { ...arranged, at: '2026-11-19T10:00' }, 'not-in-time'],
    ['on the day of the request', { ...arranged, at: '2026-11-20T00:00' }, undefined],
    ['on a day to come', { ...arranged, at: '2027-01-04T10:00' }, undefined],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('likenessConfirmed'), event, { world })).toBe(code))

  test.each([
    ['words for another channel', { ...arranged, channel: 'Video doorbell', override: 'x' }, 'not-on-the-list'],
    ['words for another place', { ...arranged, location: 'A car', override: 'x' }, 'not-on-the-list'],
    ['a channel of another edition that was agreed', { ...arranged, channel: 'pigeon-video' }, undefined],
  ])('where the edition has no “another”, %s: %s', (_name, event, code) =>
    expect(codeAfter(until('likenessConfirmed'), event, { world, edition: strict })).toBe(code),
  )

  test('with an organisation that is not in the settings: only with a reason', () => {
    expect(codeAfter(until('likenessConfirmed'), arranged)).toBe('not-agreed')
    expect(codeAfter(until('likenessConfirmed'), { ...arranged, override: 'Agreed by telephone' })).toBeUndefined()
  })

  test.each(['2026-02-30T10:00', '2026-11-23T24:00', '2026-11-23T10:60', '2026-11-23', '2026-11-23T10:00Z'])('at %s is no time', (at) =>
    expect(caseEvent.safeParse({ ...arranged, at }).success).toBe(false),
  )
  test('a blank reason is none', () => expect(caseEvent.safeParse({ ...arranged, override: '  ' }).success).toBe(false))
})

describe('outcome of the call', () => {
  const different: CaseEvent = { ...journey.documentShown, faceMatchesPhotograph: false }
  const ended = (outcome: 'matched' | 'not-matched' | 'broken-off', reasons?: string[]): CaseEvent => ({
    kind: 'callEnded',
    outcome,
    ...(reasons ? { reasons } : {}),
  })
  const listed = remote20200408.notMatchedReasons[0]!.id
  test.each([
    ['matched after everything matched', until('documentShown'), ended('matched'), undefined],
    ['matched when one did not', [...until('phoneCodeVerified'), different], ended('matched'), 'not-this-evidence'],
    ['not matched, for a reason on the list', until('documentShown'), ended('not-matched', [listed]), undefined],
    ['not matched, for a reason that is not on the list', until('documentShown'), ended('not-matched', ['mood']), 'not-on-the-list'],
    ['not matched, without a reason', until('documentShown'), ended('not-matched'), 'reason-needed'],
    ['not matched for another reason that is not said', until('documentShown'), ended('not-matched', ['other']), 'reason-needed'],
    ['broken off before the code', until('callArranged'), ended('broken-off'), undefined],
    ['broken off before a call was arranged', until('likenessConfirmed'), ended('broken-off'), 'cannot-start-yet'],
  ])('%s: %s', (_name, before, event, code) => expect(codeAfter(before, event)).toBe(code))

  test('not matched stops the case', () => expect(viewAfter([...until('documentShown'), ended('not-matched')]).status).toBe('stopped'))

  test('broken off: the next call is arranged, confirmed and compared afresh', () => {
    const events = [...until('documentShown'), ended('broken-off')]
    expect(viewAfter(events).facts).not.toHaveProperty('documentComparison')
    expect(viewAfter(events).facts).not.toHaveProperty('boundNumber')
    for (const step of ['arrange-call', 'phone-code', 'document-shown'] as const) expect(statusAfter(events, step)).not.toBe('Completed')
  })

  test('a comparison that is changed to one that does not match is a problem of the outcome', () =>
    expect(viewAfter([...until('callEnded'), different]).steps.outcome?.problem).toMatch(/no longer matches/))
})
