/** The registrant's details, as they sent them and as the identity document shows them. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { formatPhone } from '../phone-number.ts'
import { classifyEmail } from '../registrant/email.ts'
import { roles } from '../station/roles.ts'
import { address, email, nationalInsurance, personName, phoneNumber, plainDate, shortText } from '../values.ts'
import { firstRefusal, inThePast, notAgentMobile, printable } from './checks.ts'
import { partOf, refusal, type At } from './part.ts'
import { registrantInputs, setRegistrant, type RegistrantFacts } from './registrant.ts'
import { words } from './words.ts'

const detailsRecorded = z.strictObject({
  kind: z.literal('detailsRecorded'),
  name: personName,
  nameOnCard: shortText,
  /** Printed on the envelope instead of a legal name that the typeface does not have. */
  nameOnEnvelope: shortText.optional(),
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
      check: ({ world }, { dateOfBirth, email: mail, mobile, nameOnEnvelope }) =>
        firstRefusal(
          () => inThePast(world, dateOfBirth, 'Date of birth'),
          () => notAgentMobile(world?.agentWithMobile(mobile), 'Nothing was saved.'),
          () => printable(nameOnEnvelope),
          () => (classifyEmail(mail.address).judgement === mail.judgement ? undefined : notJudged),
        ),
      apply(facts, recorded, recording) {
        const { name, nameOnCard, nameOnEnvelope, dateOfBirth, mobile, email: mail, address: home } = recorded
        setRegistrant(facts, recording, { name, nameOnCard, nameOnEnvelope, dateOfBirth, mobile, email: mail, address: home })
        recording.changed('ni-number', facts.details?.nationalInsurance, recorded.nationalInsurance)
        facts.details = recorded
      },
      record: { kind: 'case', words: 'Recorded the registrant’s details' },
      describe: ({ name, nameOnCard, nameOnEnvelope: envelope, dateOfBirth, nationalInsurance: ni, mobile, email: mail, address: home }) =>
        words(
          'Registrant’s details recorded',
          `${[name.title, name.given, name.family].filter(Boolean).join(' ')}, born ${formatLongDate(dateOfBirth)}; on the card: ${nameOnCard}${envelope ? `; on the envelope: ${envelope}` : ''}`,
          'given' in ni ? 'National Insurance number given' : `National Insurance number not given: ${ni.notGiven}`,
          `Mobile ${formatPhone(mobile)}; email ${mail.address}${mail.reason ? ` (accepted because: ${mail.reason})` : ''}`,
          `Address: ${[...home.lines, home.town, home.postcode, home.country].filter(Boolean).join(', ')}`,
        ),
    }),
  },
  steps: { details: { invalidatedBy: [], isComplete: ({ details: recorded }) => recorded !== undefined } },
})

/** What a domain is worth is decided here, from the list of secure services, and never by the page. */
const notJudged = refusal(
  'email-judgement',
  'What was recorded about this email address does not fit its domain. Nothing was saved.',
  'Enter the address again. Say why you accept it when it is not NHSmail or another secure service.',
)
