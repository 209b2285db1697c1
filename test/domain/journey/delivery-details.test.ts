import { describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { codeAfter, elsewhere, provedElsewhere2026, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const edition = provedElsewhere2026
const begun = [elsewhere.identityProvedElsewhere]
const { deliveryRecorded: delivery } = elsewhere

describe('where the card goes, of a registrant whose identity was proved elsewhere', () => {
  test('address and mobile are the registrant’s, and the step is complete', () => {
    const { facts } = viewAfter([...begun, delivery], edition)
    expect(facts.registrant).toMatchObject({ mobile: delivery.mobile, address: delivery.address, nameOnCard: 'Siân Sample' })
    expect(facts.delivery).toMatchObject(delivery)
    expect(statusAfter([...begun, delivery], 'delivery-details', edition)).toBe('Completed')
    expect(statusAfter(begun, 'delivery-details', edition)).not.toBe('Completed')
  })

  test('not to the work mobile of an agent', () => {
    const world = worldOn('2026-11-30', { agentWithMobile: (mobile) => (mobile === delivery.mobile ? 'Sample Agent' : undefined) })
    expect(codeAfter(begun, delivery, { edition, world })).toBe('agent-mobile')
    expect(codeAfter(begun, delivery, { edition })).toBeUndefined()
  })

  test('not where the details are asked for', () => expect(codeAfter([journey.requestReceived], delivery)).toBe('not-in-edition'))
})
