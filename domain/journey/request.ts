/** Stage 1 of the guidance: an organisation asks for a smartcard for a new member of staff. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { roles } from '../station/roles.ts'
import { emailAddress, evidence, odsCode, plainDate, shortText, text } from '../values.ts'
import { firstRefusal, notInFuture, onListOrOther } from './checks.ts'
import { partOf, type At } from './part.ts'
import { setOrganisation, type RegistrantFacts } from './registrant.ts'
import { nameIn, words } from './words.ts'

const requestReceived = z.strictObject({
  kind: z.literal('requestReceived'),
  /** Id of one of the edition's request channels, or the words for another one. */
  channel: shortText,
  receivedOn: plainDate,
  registrantName: shortText,
  registrantEmail: emailAddress.optional(),
  sponsor: z.strictObject({ name: shortText, role: shortText.optional(), email: emailAddress.optional() }),
  organisation: z.strictObject({ odsCode, name: shortText }),
  /** The email as it came, when it was dropped on the window. */
  source: evidence.optional(),
  note: text.optional(),
})

export interface RequestFacts extends RegistrantFacts {
  readonly request?: At<z.infer<typeof requestReceived>>
}

const { part, event } = partOf<RequestFacts>()

export const request = part({
  empty: {},
  inputs: ['organisation'],
  events: {
    requestReceived: event(requestReceived, {
      by: roles,
      act: 'record-request',
      step: 'request',
      check: ({ edition, world }, { channel, receivedOn }) =>
        firstRefusal(
          () => onListOrOther(edition.requestChannels, channel, 'channel'),
          () => notInFuture(world, receivedOn, 'Date of the request'),
        ),
      apply(facts, recorded, recording) {
        setOrganisation(facts, recording, recorded.organisation)
        facts.request = recorded
      },
      record: { kind: 'case', words: 'Recorded a request' },
      describe: (told, edition) =>
        words(
          'Request recorded',
          `For ${told.registrantName}, ${told.organisation.name} (${told.organisation.odsCode})`,
          `Received by ${nameIn(edition.requestChannels, told.channel)} on ${formatLongDate(told.receivedOn)}`,
          `Sponsor: ${told.sponsor.name}${told.sponsor.role ? `, ${told.sponsor.role}` : ''}`,
          told.source && 'The email is kept with the case',
          told.note,
        ),
    }),
  },
  steps: {
    request: {
      beginsCase: true,
      hasLists: ({ requestChannels }) => requestChannels.length > 0,
      invalidatedBy: [],
      isComplete: ({ request: recorded }) => recorded !== undefined,
    },
  },
})
