/** Where the card goes and which mobile gets its passcode, for a registrant whose identity was proved elsewhere. */
import { z } from 'zod'
import { formatPhone } from '../phone-number.ts'
import { address, phoneNumber } from '../values.ts'
import { notAgentMobile } from './checks.ts'
import { partOf, type At } from './part.ts'
import { setRegistrant, type RegistrantFacts } from './registrant.ts'
import { words } from './words.ts'

const deliveryRecorded = z.strictObject({ kind: z.literal('deliveryRecorded'), mobile: phoneNumber, address })

export interface DeliveryFacts extends RegistrantFacts {
  readonly delivery?: At<z.infer<typeof deliveryRecorded>>
}

const { part, event } = partOf<DeliveryFacts>()

export const deliveryDetails = part({
  empty: {},
  inputs: ['mobile', 'address'],
  events: {
    deliveryRecorded: event(deliveryRecorded, {
      by: ['raManager', 'raAgent'],
      act: 'record-delivery',
      step: 'delivery-details',
      check: ({ world }, { mobile }) => notAgentMobile(world?.agentWithMobile(mobile), 'Nothing was saved.'),
      apply(facts, recorded, recording) {
        setRegistrant(facts, recording, { mobile: recorded.mobile, address: recorded.address })
        facts.delivery = recorded
      },
      record: { kind: 'case', words: 'Recorded where the card goes' },
      describe: ({ mobile, address: home }) =>
        words(
          'Address and mobile recorded',
          `Mobile ${formatPhone(mobile)}`,
          `Address: ${[...home.lines, home.town, home.postcode, home.country].filter(Boolean).join(', ')}`,
        ),
    }),
  },
  steps: { 'delivery-details': { invalidatedBy: [], isComplete: ({ delivery }) => delivery !== undefined } },
})
