/**
 * A new card for somebody who has one already, or had one. The case begins with who it is, which card is replaced and why. What must be
 * asked, tried first and done with the old card follows from the reason, which is data of the edition.
 */
import { z } from 'zod'
import { formatLongDate, groupUuid } from '../format.ts'
import { normaliseSerial } from '../card/register/serial.ts'
import type { Edition, ReplacementReason } from '../guidance/edition.ts'
import type { Failure } from '../result.ts'
import { cardSerial, odsCode, personName, plainDate, randomId, shortText, text, uuid, visibleText } from '../values.ts'
import { firstRefusal, notInFuture, onList, printable } from './checks.ts'
import { checkUuid } from './cis.ts'
import { partOf, refusal, type At, type RefusalCode } from './part.ts'
import { fullName, registrantInputs, setOrganisation, setRegistrant, setUuid, type RegistrantFacts } from './registrant.ts'
import { nameIn, words } from './words.ts'

/** Longest reference of an incident, or of a cancellation. */
export const LONGEST_REFERENCE = 60
export const reference = visibleText().trim().min(1).max(LONGEST_REFERENCE)

const replacementRequested = z.strictObject({
  kind: z.literal('replacementRequested'),
  /** Whose card it is. The id of this case for somebody who has no other case here. */
  personId: randomId,
  uuid,
  name: personName,
  nameOnCard: shortText,
  /** Printed on the envelope instead of a legal name that the typeface does not have. */
  nameOnEnvelope: shortText.optional(),
  organisation: z.strictObject({ odsCode, name: shortText }),
  /** `here`: the register of this workstation has the card. The serial number may be missing of a card from elsewhere. */
  oldCard: z.strictObject({ serial: cardSerial.optional(), from: z.enum(['here', 'elsewhere']) }),
  /** Id of one of the edition's replacement reasons. */
  why: shortText,
  requestedOn: plainDate,
  /** How the way that the reason offers first ended. */
  offered: z.enum(['tried', 'not-possible']).optional(),
  /** Of the incident, where the reason asks for one. */
  incident: reference.optional(),
  /** The case of this person whose photograph and confirmed mobile may be used again. */
  carriedFrom: randomId.optional(),
  note: text.optional(),
})
export type ReplacementRequested = z.infer<typeof replacementRequested>

export interface ReplacementFacts extends RegistrantFacts {
  readonly replacement?: At<ReplacementRequested>
}

export const findReplacementReason = (
  { replacementReasons }: Pick<Edition, 'replacementReasons'>,
  id: string,
): ReplacementReason | undefined => replacementReasons?.find((one) => one.id === id)

/** Serial number of the card that the case replaces, in the form of the register. */
export const serialOfOldCard = (told: Pick<ReplacementRequested, 'oldCard'> | undefined): string | undefined =>
  told?.oldCard.serial === undefined ? undefined : normaliseSerial(told.oldCard.serial)

/** What the reason asks for and was not said. */
function refuseByReason(edition: Edition, told: ReplacementRequested): Failure<RefusalCode> | undefined {
  const reason = findReplacementReason(edition, told.why)
  if (reason?.edition !== undefined)
    return refusal(
      'not-in-edition',
      'For this reason the identity has to be proved again. Nothing was saved.',
      'Choose the kind of replacement that proves the identity again, under “New request”.',
    )
  if (reason?.offerFirst && told.offered === undefined)
    return refusal('reason-needed', `${reason.offerFirst.words} Nothing was saved.`, 'Try it first, then say how it went.')
  if (reason?.asks.includes('incident-reference') && told.incident === undefined)
    return refusal(
      'document-incomplete',
      'The incident reference is missing. Nothing was saved.',
      'Report the theft as your organisation says, then enter its reference.',
    )
  return undefined
}

const { part, event } = partOf<ReplacementFacts>()

export const replacement = part({
  empty: {},
  inputs: [...registrantInputs, 'old-card'],
  events: {
    // By `main`: it looks up the person, the old card and the case that things are carried over from.
    replacementRequested: event(replacementRequested, {
      by: 'main',
      act: 'request-replacement',
      step: 'replacement',
      check: ({ edition, world }, told) =>
        firstRefusal(
          () => onList(edition.replacementReasons ?? [], told.why, 'reason'),
          () => checkUuid(told.uuid, edition, world, told.personId),
          () => printable(told.nameOnEnvelope),
          () => notInFuture(world, told.requestedOn, 'Date of the request'),
          () => refuseByReason(edition, told),
        ),
      apply(facts, recorded, recording) {
        setUuid(facts, recording, recorded.uuid)
        setOrganisation(facts, recording, recorded.organisation)
        setRegistrant(facts, recording, {
          name: recorded.name,
          nameOnCard: recorded.nameOnCard,
          nameOnEnvelope: recorded.nameOnEnvelope,
        })
        recording.changed('old-card', facts.replacement?.oldCard, recorded.oldCard)
        facts.replacement = recorded
      },
      record: { kind: 'case', words: 'Recorded a request for a replacement card', signed: true },
      describe: (told, edition) => {
        const reason = findReplacementReason(edition, told.why)
        return words(
          'Replacement asked for',
          `${fullName(told)}, UUID ${groupUuid(told.uuid)}; on the card: ${told.nameOnCard}${told.nameOnEnvelope ? `; on the envelope: ${told.nameOnEnvelope}` : ''}`,
          `${told.organisation.name} (${told.organisation.odsCode})`,
          `${nameIn(edition.replacementReasons ?? [], told.why)}, asked for on ${formatLongDate(told.requestedOn)}`,
          told.oldCard.serial ? `Old card ${told.oldCard.serial}` : 'Serial number of the old card not known',
          told.offered && reason?.offerFirst && reason.offerFirst[told.offered === 'tried' ? 'tried' : 'notPossible'],
          told.incident && `Incident reference ${told.incident}`,
          told.note,
        )
      },
    }),
  },
  steps: {
    replacement: {
      beginsCase: true,
      hasLists: ({ replacementReasons }) => replacementReasons !== undefined && replacementReasons.length > 0,
      invalidatedBy: [],
      workedOnBy: ['raManager', 'raAgent'],
      isComplete: ({ replacement: recorded }) => recorded !== undefined,
    },
  },
})
