/**
 * An identity that was created with flag values is proved face to face: the person comes with original documents, and the agent puts them
 * into CIS in place of the flag values. The case says who it is about; what it proves counts for the person.
 */
import { z } from 'zod'
import { formatLongDate, formatWallTime, groupUuid } from '../format.ts'
import type { Edition } from '../guidance/edition.ts'
import type { Failure } from '../result.ts'
import { roles } from '../station/roles.ts'
import { odsCode, personName, plainDate, shortText, text, uuid, wallTime } from '../values.ts'
import { firstRefusal, isFlagValue, notBefore, notInFuture, onList } from './checks.ts'
import { checkUuid } from './cis.ts'
import { partOf, refusal, type At, type RefusalCode, type World } from './part.ts'
import { fullName, registrantInputs, setOrganisation, setRegistrant, setUuid, type RegistrantFacts } from './registrant.ts'
import { nameIn, words, yesNo } from './words.ts'

/** A case of an edition that closes with this step proves an identity. */
export const PROVES_FACE_TO_FACE = 'cis-updated'

const meetingArranged = z.strictObject({
  kind: z.literal('meetingArranged'),
  uuid,
  name: personName,
  organisation: z.strictObject({ odsCode, name: shortText }),
  at: wallTime,
  place: shortText,
  note: text.optional(),
})
const documentSeen = z.strictObject({
  /** Id from the edition's list of documents. */
  type: shortText,
  number: shortText.max(40),
  expiresOn: plainDate.optional(),
})
const documentsSeenInPerson = z.strictObject({
  kind: z.literal('documentsSeenInPerson'),
  on: plainDate,
  documents: z.array(documentSeen).min(1).max(5),
  /** The originals, and not copies. */
  originals: z.boolean(),
  faceMatches: z.boolean(),
  note: text.optional(),
})
const cisFlagsRemoved = z.strictObject({
  kind: z.literal('cisFlagsRemoved'),
  on: plainDate,
  /** Of the change in CIS, where it has one. */
  reference: shortText.optional(),
  note: text.optional(),
})
type Seen = z.infer<typeof documentsSeenInPerson>

export interface FaceToFaceFacts extends RegistrantFacts {
  readonly meeting?: At<z.infer<typeof meetingArranged>>
  readonly documentsInPerson?: At<Seen>
  readonly flagsRemoved?: At<z.infer<typeof cisFlagsRemoved>>
}

const isProved = ({ documentsInPerson: seen }: Pick<FaceToFaceFacts, 'documentsInPerson'>): boolean =>
  seen !== undefined && seen.originals && seen.faceMatches

const { part, event } = partOf<FaceToFaceFacts>()

export const faceToFace = part({
  empty: {},
  inputs: [...registrantInputs, 'documents-in-person'],
  events: {
    meetingArranged: event(meetingArranged, {
      by: ['raManager', 'raAgent'],
      act: 'arrange-meeting',
      step: 'arrange-meeting',
      // The person has this UUID already, in the case that is proved.
      check: ({ edition }, told) => checkUuid(told.uuid, edition, undefined),
      apply(facts, recorded, recording) {
        setUuid(facts, recording, recorded.uuid)
        setOrganisation(facts, recording, recorded.organisation)
        setRegistrant(facts, recording, { name: recorded.name, nameOnCard: fullName(recorded) })
        facts.meeting = recorded
      },
      record: { kind: 'case', words: 'Arranged a face-to-face meeting' },
      describe: (told) =>
        words(
          'Face-to-face meeting arranged',
          `${fullName(told)}, UUID ${groupUuid(told.uuid)}`,
          `${told.organisation.name} (${told.organisation.odsCode})`,
          `${formatWallTime(told.at)}, ${told.place}`,
          told.note,
        ),
    }),
    documentsSeenInPerson: event(documentsSeenInPerson, {
      by: roles,
      act: 'see-documents-in-person',
      step: 'documents-in-person',
      check: ({ edition, world }, seen) =>
        firstRefusal(
          () => notInFuture(world, seen.on, 'Date of the meeting'),
          () => findDocumentFault(seen, edition, world),
        ),
      apply(facts, recorded, recording) {
        recording.changed('documents-in-person', facts.documentsInPerson?.documents, recorded.documents)
        facts.documentsInPerson = recorded
      },
      record: { kind: 'case', words: 'Saw original documents face to face', signed: true },
      describe: (seen, edition) =>
        words(
          seen.originals && seen.faceMatches ? 'Identity proved face to face' : 'Identity not proved face to face',
          `On ${formatLongDate(seen.on)}`,
          ...seen.documents.map(
            ({ type, expiresOn }) =>
              `${nameIn(edition.photoDocuments?.documents ?? [], type)}${expiresOn ? `, valid until ${formatLongDate(expiresOn)}` : ''}`,
          ),
          `Originals: ${yesNo(seen.originals)}; the face matches: ${yesNo(seen.faceMatches)}`,
          seen.note,
        ),
    }),
    cisFlagsRemoved: event(cisFlagsRemoved, {
      by: ['raManager', 'raAgent'],
      act: 'remove-cis-flags',
      step: PROVES_FACE_TO_FACE,
      check: ({ facts, world }, { on }) =>
        firstRefusal(
          () => notInFuture(world, on, 'Date of the change in CIS'),
          () => notBefore(on, facts.documentsInPerson?.on, 'Date of the change in CIS', 'the meeting'),
        ),
      apply(facts, recorded) {
        facts.flagsRemoved = recorded
      },
      record: { kind: 'case', words: 'Recorded that the flag values were removed in CIS', signed: true },
      describe: ({ on, reference, note }) =>
        words('Flag values removed in CIS', `On ${formatLongDate(on)}`, reference && `Reference ${reference}`, note),
    }),
  },
  steps: {
    'arrange-meeting': { beginsCase: true, invalidatedBy: [], isComplete: ({ meeting }) => meeting !== undefined },
    'documents-in-person': {
      madeFrom: [['arrange-meeting']],
      hasLists: ({ photoDocuments }) => photoDocuments !== undefined,
      invalidatedBy: ['name', 'uuid'],
      isComplete: isProved,
      problem: (facts) =>
        facts.documentsInPerson && !isProved(facts)
          ? 'The identity was not proved at the meeting. Arrange another one, or end the case.'
          : undefined,
    },
    [PROVES_FACE_TO_FACE]: {
      madeFrom: [['documents-in-person']],
      invalidatedBy: ['documents-in-person', 'uuid'],
      isComplete: ({ flagsRemoved }) => flagsRemoved !== undefined,
    },
  },
})

function findDocumentFault({ documents, note }: Seen, edition: Edition, world: World | undefined): Failure<RefusalCode> | undefined {
  for (const { type, number, expiresOn } of documents) {
    const unlisted = onList(edition.photoDocuments?.documents ?? [], type, 'document')
    if (unlisted) return unlisted
    if (isFlagValue(number, edition.cis?.photoEvidence.passportNumber))
      return refusal(
        'flag-value',
        'This document number is a value that marks entries in CIS. Nothing was saved.',
        'Enter the number that is on the document.',
      )
    if (world && expiresOn !== undefined && expiresOn < world.today && !note)
      return refusal(
        'document-expired',
        'This document has expired. Nothing was saved.',
        'Ask for one that is valid, or say why you accept this one.',
      )
  }
  return undefined
}
