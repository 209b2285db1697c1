/** Stage 1: the scan of a photographic identity document, or of the alternatives that the RA agent decided on. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { countAlternatives, describeDocument, splitAlternatives } from '../guidance/documents.ts'
import type { DocumentType, Edition } from '../guidance/edition.ts'
import { parseDrivingLicence } from '../registrant/driving-licence.ts'
import type { Failure } from '../result.ts'
import { roles } from '../station/roles.ts'
import { evidence, plainDate, randomId, shortText, text } from '../values.ts'
import { isFlagValue, onList, withReason } from './checks.ts'
import { partOf, refusal, type At, type RefusalCode, type World } from './part.ts'
import { compareDocument, describeDifference, documentDifference, refuseUnexplained, zoneRead } from './document-differences.ts'
import type { RegistrantFacts } from './registrant.ts'
import { describeIncomplete, pageNumber, refuseUnseen, refuseUnshowable, scanShown } from './scan-shown.ts'
import { describeFile, namesIn, words } from './words.ts'

const identityDocumentAttached = z.strictObject({
  kind: z.literal('identityDocumentAttached'),
  evidence,
  /** Of a PDF: its pages, each of which was drawn before it was stored. */
  pages: pageNumber.optional(),
})
const identityDocumentAssessed = z.strictObject({
  kind: z.literal('identityDocumentAssessed'),
  evidenceId: randomId,
  outcome: z.enum(['accepted', 'rejected']),
  /** Id from the edition's list of accepted documents, or of the alternatives: see `domain/guidance/documents.ts`. */
  documentType: shortText.optional(),
  documentNumber: shortText.max(40).optional(),
  expiresOn: plainDate.optional(),
  reasons: z.array(shortText).optional(),
  note: text.optional(),
  /** What was on the screen when the agent decided. */
  shown: scanShown.optional(),
  /** How the agent saw what the screen could not show. */
  seenOtherwise: text.optional(),
  /** What its coded lines say, when the agent typed them. */
  zone: zoneRead.optional(),
  /** Why the document is accepted although it differs from what was entered. */
  differences: z.array(documentDifference).max(20).optional(),
})
type Assessed = z.infer<typeof identityDocumentAssessed>

export interface IdentityDocumentFacts {
  readonly identityDocument?: At<z.infer<typeof identityDocumentAttached>>
  readonly identityDocumentAssessment?: At<Assessed>
}

const { part, event } = partOf<IdentityDocumentFacts & Pick<RegistrantFacts, 'registrant'>>()

export const identityDocument = part({
  empty: {},
  inputs: ['identity-document'],
  events: {
    identityDocumentAttached: event(identityDocumentAttached, {
      by: roles,
      act: 'attach-identity-document',
      step: 'identity-document',
      check: (_asked, attached) => refuseUnshowable(attached),
      apply(facts, recorded, recording) {
        recording.changed('identity-document', facts.identityDocument?.evidence.evidenceId, recorded.evidence.evidenceId)
        facts.identityDocument = recorded
        delete facts.identityDocumentAssessment
      },
      record: { kind: 'case', words: 'Attached an identity document' },
      describe: ({ evidence: scan, pages }) =>
        words('Identity document attached', `${describeFile(scan)}${pages === undefined || pages === 1 ? '' : `, ${pages} pages`}`),
    }),
    identityDocumentAssessed: event(identityDocumentAssessed, {
      by: roles,
      act: 'assess-identity-document',
      step: 'identity-document',
      judgedBy: ['evidenceId'],
      refuse: ({ facts }, { evidenceId }) =>
        facts.identityDocument?.evidence.evidenceId === evidenceId
          ? undefined
          : refusal(
              'not-this-evidence',
              'The document that was assessed is not the one attached now.',
              'Look at the document that is attached now and assess that one.',
            ),
      check: ({ edition, world, facts }, assessed) =>
        findFlag(assessed, edition) ??
        (assessed.outcome === 'accepted'
          ? (findAcceptanceFault(assessed, edition, world) ??
            refuseUnseen(facts.identityDocument!, assessed.shown, assessed.seenOtherwise) ??
            refuseUnexplained(findComparisons(assessed, edition, facts.registrant, world), assessed.differences))
          : (withReason(assessed.reasons, assessed.note) ??
            onList(edition.documentRejectionReasons, assessed.reasons, 'reason') ??
            findTypeFault(assessed, edition))),
      apply(facts, recorded) {
        facts.identityDocumentAssessment = recorded
      },
      record: { kind: 'case', words: 'Assessed the identity document' },
      describe: (assessed, edition) =>
        words(
          assessed.outcome === 'accepted' ? 'Identity document accepted' : 'Identity document rejected',
          assessed.documentType && describeDocument(edition, assessed.documentType),
          assessed.expiresOn && `Valid until ${formatLongDate(assessed.expiresOn)}`,
          namesIn(edition.documentRejectionReasons, assessed.reasons),
          assessed.shown && assessed.shown.incomplete.length > 0 && describeIncomplete(assessed.shown),
          assessed.seenOtherwise && `How it was seen: ${assessed.seenOtherwise}`,
          ...(assessed.differences ?? []).map(describeDifference),
          assessed.note,
        ),
    }),
  },
  steps: {
    'identity-document': {
      hasLists: ({ photoDocuments, noPhotoDocuments, documentRejectionReasons }) =>
        photoDocuments !== undefined && noPhotoDocuments !== undefined && documentRejectionReasons.length > 0,
      invalidatedBy: ['identity-document', 'name', 'date-of-birth'],
      isComplete: (facts) => facts.identityDocumentAssessment?.outcome === 'accepted',
      problem: (facts) =>
        facts.identityDocumentAssessment?.outcome === 'rejected'
          ? 'The document was rejected. Ask the registrant for another one.'
          : undefined,
    },
  },
})

type Refused = Failure<RefusalCode> | undefined

/** Entered after the document was accepted, the details open this step again: then they are compared with what was kept of the document. */
function findComparisons(assessed: Assessed, edition: Edition, registrant: RegistrantFacts['registrant'], world: World | undefined) {
  const number = edition.photoDocuments?.documents.find(({ id }) => id === assessed.documentType)?.number
  return number === undefined ? [] : compareDocument({ ...assessed, number }, registrant, world?.today ?? assessed.expiresOn ?? '')
}

/** The values that mark an entry in CIS are no one's document number. */
function findFlag({ documentNumber }: Assessed, { cis }: Edition): Refused {
  if (documentNumber === undefined || !isFlagValue(documentNumber, cis?.photoEvidence.passportNumber)) return undefined
  return refusal(
    'flag-value',
    'This document number is a value that marks entries in CIS. Nothing was saved.',
    'Enter the number that is on the document.',
  )
}

/** A document that is rejected may be of a type that the edition lists, or of none that was said. */
function findTypeFault({ documentType }: Assessed, edition: Edition): Refused {
  if (documentType === undefined || edition.photoDocuments?.documents.some(({ id }) => id === documentType)) return undefined
  const { identity, address } = splitAlternatives(edition, documentType)
  const named = countAlternatives(documentType)
  return named > 0 && identity.length + address.length === named ? undefined : notListed
}

/** A document is accepted with its type, number and dates, or with the alternatives and why. */
function findAcceptanceFault(assessed: Assessed, edition: Edition, world: World | undefined): Refused {
  const { documentType, documentNumber, expiresOn, note } = assessed
  if (documentType === undefined) return incomplete('Which document it is', 'Choose the document, then accept it.')
  const alternatives = countAlternatives(documentType)
  if (alternatives > 0) {
    const known = splitAlternatives(edition, documentType)
    if (known.identity.length + known.address.length !== alternatives) return notListed
    if (known.identity.length === 0 || known.address.length === 0)
      return incomplete('A document that proves the identity or the address', 'Choose at least one of each.')
    return note ? undefined : incomplete('Why these documents were asked for', 'Say what you asked for and why.')
  }
  const type = edition.photoDocuments?.documents.find(({ id }) => id === documentType)
  if (!type) return notListed
  if (!documentNumber || !fits(type, documentNumber))
    return incomplete('The document number', 'Enter the number as it is on the document, then accept it.')
  if (expiresOn === undefined) return incomplete('The expiry date', 'Enter the expiry date that is on the document, then accept it.')
  if (type.acceptedBy === 'nhs-employers' && !note) return incomplete('Why this kind of document is accepted', 'Say why, then accept it.')
  if (world && expiresOn < world.today && !note)
    return refusal(
      'document-expired',
      'This document has expired. Nothing was saved.',
      'Ask for one that is valid, or say why you accept this one.',
    )
  return undefined
}

const incomplete = (what: string, next: string) =>
  refusal('document-incomplete', `${what} is missing or not complete. Nothing was saved.`, next)
const notListed = refusal(
  'not-on-the-list',
  'This document is not on the list of this case’s guidance. Nothing was saved.',
  'Choose a document from the list.',
)

const fitsIts: Readonly<Record<DocumentType['number'], (number: string) => boolean>> = {
  'uk-passport': (number) => /^\d{9}$/.test(number),
  'other-passport': (number) => /^[A-Z0-9]{1,9}$/.test(number),
  'driving-licence': (number) => parseDrivingLicence(number).ok,
  free: (number) => number.trim() !== '',
}
const fits = (type: DocumentType, number: string): boolean => fitsIts[type.number](number)
