import { describe, expect, test } from 'vitest'
import { caseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, elsewhere, provedElsewhere2026, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const details = journey.detailsRecorded

describe('details', () => {
  test.each([
    ['born in the past', details, undefined],
    ['born yesterday', { ...details, dateOfBirth: '2026-11-29' }, undefined],
    ['born today', { ...details, dateOfBirth: '2026-11-30' }, 'not-in-time'],
    ['born on a later day', { ...details, dateOfBirth: '2026-12-01' }, 'not-in-time'],
    ['NHSmail said to be NHSmail', { ...details, email: { address: 'x@nhs.net', judgement: 'nhs.net' as const } }, undefined],
    [
      'another domain said to be NHSmail',
      { ...details, email: { address: 'x@nhs.net.example.com', judgement: 'nhs.net' as const } },
      'email-judgement',
    ],
    [
      'another domain said to be secure',
      { ...details, email: { address: 'x@example.com', judgement: 'secure' as const } },
      'email-judgement',
    ],
    ['a name for the envelope in Latin letters', { ...details, nameOnEnvelope: 'Muhammad Sample' }, undefined],
    ['a name for the envelope that cannot be printed', { ...details, nameOnEnvelope: 'محمد' }, 'name-not-printable'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('requestReceived'), event)).toBe(code))

  test('mobile of an RA agent: refused, a registrant’s own is not', () => {
    const world = worldOn('2026-11-30', { agentWithMobile: (mobile) => (mobile === details.mobile ? 'Sample Agent' : undefined) })
    expect(codeAfter(until('requestReceived'), details, { world })).toBe('agent-mobile')
    expect(codeAfter(until('requestReceived'), { ...details, mobile: '+447700900456' }, { world })).toBeUndefined()
  })

  test.each([
    ['a National Insurance number of another form', { nationalInsurance: { given: 'JG10375A' } }],
    ['a blank explanation of the missing number', { nationalInsurance: { notGiven: ' ' } }],
    ['an address without lines', { address: { ...details.address, lines: [] } }],
    ['a mobile that is not E.164', { mobile: '07700900123' }],
    ['an email address without an @', { email: { address: 'example.com', judgement: 'secure' } }],
    ['an email that is not secure, without a reason', { email: { address: 'x@example.com', judgement: 'judged' } }],
  ])('%s has no place in the case', (_name, fields) => expect(caseEvent.safeParse({ ...details, ...fields }).success).toBe(false))

  test('another National Insurance number opens the CIS entry again, the same one does not', () => {
    const done = until('cisIdentityCreated')
    expect(statusAfter([...done, { ...details, nationalInsurance: { given: 'JG103759B' } }], 'cis')).toBe('Not started')
    expect(statusAfter([...done, details], 'cis')).toBe('Completed')
  })
})

describe('delivery details', () => {
  const { identityProvedElsewhere: known, deliveryRecorded: delivery } = elsewhere
  test('add the address and mobile, and keep the name', () =>
    expect(viewAfter([known, delivery], provedElsewhere2026).facts.registrant).toEqual({
      name: known.name,
      nameOnCard: known.nameOnCard,
      mobile: delivery.mobile,
      address: delivery.address,
    }))
  test('mobile of an RA agent: refused', () => {
    const world = worldOn('2026-11-30', { agentWithMobile: () => 'Sample Agent' })
    expect(codeAfter([known], delivery, { edition: provedElsewhere2026, world })).toBe('agent-mobile')
  })
  test('belong to no case of the remote edition', () => expect(codeAfter(until('requestReceived'), delivery)).toBe('not-in-edition'))
  test('a second time needs a reason', () => {
    const asked = { edition: provedElsewhere2026 }
    expect(codeAfter([known], delivery, asked)).toBeUndefined()
    expect(codeAfter([known, delivery], delivery, asked)).toBe('reason-needed')
    expect(codeAfter([known, delivery], delivery, { ...asked, reason: 'Moved' })).toBeUndefined()
  })
})
