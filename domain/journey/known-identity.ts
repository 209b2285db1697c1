/**
 * An identity that was proved elsewhere: with Apply for Care ID, through ESR, or face to face. CIS has the user already, so the case begins
 * with the UUID and the name, and where and when the identity was proved.
 */
import { z } from 'zod'
import { formatLongDate, groupUuid } from '../format.ts'
import { odsCode, personName, plainDate, shortText, text, uuid, visibleText } from '../values.ts'
import { firstRefusal, notInFuture, onList, printable } from './checks.ts'
import { checkUuid } from './cis.ts'
import { partOf, refusal, type At } from './part.ts'
import { registrantInputs, setOrganisation, setRegistrant, setUuid, fullName, type RegistrantFacts } from './registrant.ts'
import { nameIn, words } from './words.ts'

const identityProvedElsewhere = z.strictObject({
  kind: z.literal('identityProvedElsewhere'),
  uuid,
  name: personName,
  nameOnCard: shortText,
  /** Printed on the envelope instead of a legal name that the typeface does not have. */
  nameOnEnvelope: shortText.optional(),
  organisation: z.strictObject({ odsCode, name: shortText }),
  proof: z.strictObject({
    /** Id of one of the edition's identity proofs. */
    where: shortText,
    on: plainDate,
    /** Of the application, where the kind of proof has one. */
    reference: visibleText().trim().min(1).max(60).optional(),
  }),
  note: text.optional(),
})

export interface KnownIdentityFacts extends RegistrantFacts {
  readonly knownIdentity?: At<z.infer<typeof identityProvedElsewhere>>
}

const { part, event } = partOf<KnownIdentityFacts>()

export const knownIdentity = part({
  empty: {},
  inputs: registrantInputs,
  events: {
    identityProvedElsewhere: event(identityProvedElsewhere, {
      by: ['raManager', 'raAgent'],
      act: 'record-known-identity',
      step: 'known-identity',
      check: ({ edition, world }, told) =>
        firstRefusal(
          () => checkUuid(told.uuid, edition, world),
          () => onList(edition.identityProofs, told.proof.where, 'kind of proof'),
          () => printable(told.nameOnEnvelope),
          () => notInFuture(world, told.proof.on, 'Date of the proof'),
          () => {
            const asked = edition.identityProofs.find(({ id }) => id === told.proof.where)?.reference
            return asked && !told.proof.reference
              ? refusal('document-incomplete', `${asked} is missing. Nothing was saved.`, 'Enter it as it stands in the application.')
              : undefined
          },
        ),
      apply(facts, recorded, recording) {
        setUuid(facts, recording, recorded.uuid)
        setOrganisation(facts, recording, recorded.organisation)
        setRegistrant(facts, recording, {
          name: recorded.name,
          nameOnCard: recorded.nameOnCard,
          nameOnEnvelope: recorded.nameOnEnvelope,
        })
        facts.knownIdentity = recorded
      },
      record: { kind: 'case', words: 'Recorded an identity that was proved elsewhere', signed: true },
      describe: (told, edition) =>
        words(
          'Identity proved elsewhere',
          `${fullName(told)}, UUID ${groupUuid(told.uuid)}; on the card: ${told.nameOnCard}${told.nameOnEnvelope ? `; on the envelope: ${told.nameOnEnvelope}` : ''}`,
          `${told.organisation.name} (${told.organisation.odsCode})`,
          `Proved: ${nameIn(edition.identityProofs, told.proof.where)} on ${formatLongDate(told.proof.on)}${told.proof.reference ? `, reference ${told.proof.reference}` : ''}`,
          told.note,
        ),
    }),
  },
  steps: {
    'known-identity': {
      beginsCase: true,
      hasLists: ({ identityProofs }) => identityProofs.length > 0,
      invalidatedBy: [],
      isComplete: ({ knownIdentity: recorded }) => recorded !== undefined,
    },
  },
})
