import { describe, expect, test } from 'vitest'
import { checkUuid } from '../../../domain/journey/cis.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, provedElsewhere2026, remote20200408, statusAfter, worldOn } from '../../support/ask-case.ts'

const created = journey.cisIdentityCreated
const flagged = {
  ...remote20200408,
  cis: { ...remote20200408.cis, photoEvidence: { ...remote20200408.cis.photoEvidence, passportNumber: '123412341234' } },
}

describe('UUID', () => {
  const world = worldOn('2026-11-30', { otherCaseWithUuid: (uuid) => (uuid === '555000999888' ? 'RA-7K3M-2' : undefined) })
  test.each([
    ['555000111222', remote20200408, undefined],
    ['000000000000', remote20200408, 'flag-value'],
    ['999999999999', provedElsewhere2026, 'flag-value'],
    ['123412341234', flagged, 'flag-value'],
    ['123412341234', remote20200408, undefined],
    ['555000999888', remote20200408, 'uuid-taken'],
  ])('%s: %s', (uuid, edition, code) => expect(checkUuid(uuid, edition, world)?.code).toBe(code))

  test('of another case: the refusal names the case', () =>
    expect(checkUuid('555000999888', remote20200408, world)?.message).toContain('RA-7K3M-2'))
})

describe('identity in CIS', () => {
  test.each([
    ['after the call matched', 'callEnded', created, undefined],
    ['before the call ended', 'documentShown', created, 'cannot-start-yet'],
    ['with zeros', 'callEnded', { ...created, uuid: '000000000000' }, 'flag-value'],
    ['again without a reason', 'cisIdentityCreated', created, 'reason-needed'],
  ] as const)('%s: %s', (_name, after, event, code) => expect(codeAfter(until(after), event)).toBe(code))

  test('another UUID opens the card and the access again', () => {
    const events = [...until('cardWritten'), { ...created, uuid: '555000111223' }]
    expect(statusAfter(events, 'write-card')).toBe('There is a problem')
    expect(statusAfter([...until('accessRecorded'), { ...created, uuid: '555000111223' }], 'access')).toBe('Not started')
  })
})
