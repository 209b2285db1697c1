import { describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { codeAfter, codeAsFirst, provedElsewhere2026, remote20200408, viewAfter, worldOn } from '../../support/ask-case.ts'

const request = journey.requestReceived
const strict = { ...remote20200408, requestChannels: remote20200408.requestChannels.filter(({ id }) => id !== 'other') }

describe('request', () => {
  test.each([
    ['by a channel on the list', request, remote20200408, undefined],
    ['by another channel, in words', { ...request, channel: 'A letter' }, remote20200408, undefined],
    ['by another channel, where the edition has no “another”', { ...request, channel: 'A letter' }, strict, 'not-on-the-list'],
    ['received today', { ...request, receivedOn: '2026-11-30' }, remote20200408, undefined],
    ['received tomorrow', { ...request, receivedOn: '2026-12-01' }, remote20200408, 'not-in-time'],
    ['in an edition that does not begin with it', request, provedElsewhere2026, 'cannot-start-yet'],
  ])('%s: %s', (_name, event, edition, code) => expect(codeAsFirst(event, edition, worldOn('2026-11-30'))).toBe(code))

  test('recorded again needs a reason, and a change of the organisation is an input of later steps', () => {
    const again = { ...request, organisation: { odsCode: 'ZZ8', name: 'Another' } }
    expect(codeAfter([request], again)).toBe('reason-needed')
    expect(codeAfter([request], again, { reason: 'Typing error' })).toBeUndefined()
    expect(viewAfter([request, again]).facts.inputChangedAt['organisation']).toBe(2)
    expect(viewAfter([request, request]).facts.inputChangedAt['organisation']).toBe(1)
  })
})
