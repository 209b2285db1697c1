/** The registrant's details, as they sent them and as the identity document shows them. */
import { z } from 'zod'
import { formatLongDate, formatPhone } from '../format.ts'
import { roles } from '../station/roles.ts'
import { address, email, nationalInsurance, personName, phoneNumber, plainDate, shortText } from '../values.ts'
import { firstRefusal, notAgentMobile, notInFuture } from './checks.ts'
import { partOf, type At } from './part.ts'
import { registrantInputs, setRegistrant, type RegistrantFacts } from './registrant.ts'
import { words } from './words.ts'

const detailsRecorded = z.strictObject({
  kind: z.literal('detailsRecorded'),
  name: personName,
  nameOnCard: shortText,
  dateOfBirth: plainDate,
  nationalInsurance,
  mobile: phoneNumber,
  email,
  address,
})

export interface DetailsFacts extends RegistrantFacts {
  readonly details?: At<z.infer<typeof detailsRecorded>>
}

const { part, event } = partOf<DetailsFacts>()

export const details = part({
  empty: {},
  inputs: [...registrantInputs, 'ni-number'],
  events: {
    detailsRecorded: event(detailsRecorded, {
      by: roles,
      act: 'record-details',
      step: 'details',
      check: ({ world }, { dateOfBirth, mobile }) =>
        firstRefusal(
          () => notInFuture(world, dateOfBirth, 'Date of birth'),
          () => notAgentMobile(world?.agentWithMobile(mobile), 'Nothing was saved.'),
        ),
      apply(facts, recorded, recording) {
        const { name, nameOnCard, dateOfBirth, mobile, email: mail, address: home } = recorded
        setRegistrant(facts, recording, { name, nameOnCard, dateOfBirth, mobile, email: mail, address: home })
        recording.changed('ni-number', facts.details?.nationalInsurance, recorded.nationalInsurance)
        facts.details = recorded
      },
      record: { kind: 'case', words: 'Recorded the registrant’s details' },
      describe: ({ name, nameOnCard, dateOfBirth, nationalInsurance: ni, mobile, email: mail, address: home }) =>
        words(
          'Registrant’s details recorded',
          `${[name.title, name.given, name.family].filter(Boolean).join(' ')}, born ${formatLongDate(dateOfBirth)}; on the card: ${nameOnCard}`,
          'given' in ni ? 'National Insurance number given' : `National Insurance number not given: ${ni.notGiven}`,
          `Mobile ${formatPhone(mobile)}; email ${mail.address}${mail.reason ? ` (accepted because: ${mail.reason})` : ''}`,
          `Address: ${[...home.lines, home.town, home.postcode, home.country].filter(Boolean).join(', ')}`,
        ),
    }),
  },
  steps: { details: { invalidatedBy: [], isComplete: ({ details: recorded }) => recorded !== undefined } },
})
