/** Stage 1: the image file for the card, and who confirmed that it is a true likeness. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { roles } from '../station/roles.ts'
import { evidence, plainDate, randomId, shortText, text } from '../values.ts'
import { firstRefusal, notInFuture, onList, onListOrOther, withReason } from './checks.ts'
import { partOf, refusal, type At } from './part.ts'
import type { ReplacementFacts } from './replacement.ts'
import { describeFile, nameIn, namesIn, words } from './words.ts'

const photographAttached = z.strictObject({
  kind: z.literal('photographAttached'),
  evidence,
  /** The same picture cropped 35:45 for print, and as the small JPEG for the card's facial image object. */
  print: evidence,
  chip: evidence,
  /** The same again in fewer bytes, largest first, for cards that keep less than the standard asks for. */
  smallerChips: z.array(evidence).max(3).optional(),
  /** The case of the same person whose photograph it is, sealed again for this one. */
  carriedFrom: randomId.optional(),
})
const photographAssessed = z.strictObject({
  kind: z.literal('photographAssessed'),
  evidenceId: randomId,
  outcome: z.enum(['accepted', 'rejected']),
  reasons: z.array(shortText).optional(),
  note: text.optional(),
})
const likenessConfirmed = z.strictObject({ kind: z.literal('likenessConfirmed'), confirmedBy: shortText, how: shortText, on: plainDate })

export interface PhotographFacts {
  readonly photograph?: At<z.infer<typeof photographAttached>>
  readonly photographAssessment?: At<z.infer<typeof photographAssessed>>
  readonly likeness?: At<z.infer<typeof likenessConfirmed>>
}

const { part, event } = partOf<PhotographFacts & Pick<ReplacementFacts, 'replacement'>>()

export const photograph = part({
  empty: {},
  inputs: ['photograph'],
  events: {
    photographAttached: event(photographAttached, {
      by: roles,
      act: 'attach-photograph',
      step: 'photograph',
      check: ({ facts }, { carriedFrom }) =>
        carriedFrom === undefined || facts.replacement?.carriedFrom === carriedFrom
          ? undefined
          : refusal(
              'not-this-evidence',
              'This photograph is not of the case from which this one takes over. Nothing was saved.',
              'Attach a photograph of the registrant.',
            ),
      apply(facts, recorded, recording) {
        recording.changed('photograph', facts.photograph?.evidence.evidenceId, recorded.evidence.evidenceId)
        facts.photograph = recorded
        delete facts.photographAssessment
      },
      record: { kind: 'case', words: 'Attached a photograph' },
      describe: (attached) =>
        words(
          attached.carriedFrom ? 'Photograph of an earlier case used again' : 'Photograph attached and cropped',
          describeFile(attached.evidence),
        ),
    }),
    photographAssessed: event(photographAssessed, {
      by: roles,
      act: 'assess-photograph',
      step: 'photograph',
      judgedBy: ['evidenceId'],
      refuse: ({ facts }, { evidenceId }) =>
        facts.photograph?.evidence.evidenceId === evidenceId
          ? undefined
          : refusal(
              'not-this-evidence',
              'The photograph that was assessed is not the one attached now.',
              'Look at the photograph that is attached now and assess that one.',
            ),
      check: ({ edition }, { outcome, reasons, note }) =>
        firstRefusal(
          () => (outcome === 'rejected' ? withReason(reasons, note) : undefined),
          () => onList(edition.photographRejectionReasons, reasons, 'reason'),
        ),
      apply(facts, recorded) {
        facts.photographAssessment = recorded
      },
      record: { kind: 'case', words: 'Assessed the photograph' },
      describe: (assessed, edition) =>
        words(
          assessed.outcome === 'accepted' ? 'Photograph accepted' : 'Photograph rejected',
          namesIn(edition.photographRejectionReasons, assessed.reasons),
          assessed.note,
        ),
    }),
    likenessConfirmed: event(likenessConfirmed, {
      by: roles,
      act: 'confirm-likeness',
      step: 'likeness',
      check: ({ edition, world }, { how, on }) =>
        firstRefusal(
          () => onListOrOther(edition.likenessWays, how, 'way'),
          () => notInFuture(world, on, 'Date of the confirmation'),
        ),
      apply(facts, recorded) {
        facts.likeness = recorded
      },
      record: { kind: 'case', words: 'Recorded the confirmed likeness' },
      describe: (told, edition) =>
        words('True likeness confirmed', `By ${told.confirmedBy} on ${formatLongDate(told.on)}: ${nameIn(edition.likenessWays, told.how)}`),
    }),
  },
  steps: {
    photograph: {
      hasLists: ({ photographRejectionReasons }) => photographRejectionReasons.length > 0,
      invalidatedBy: ['photograph'],
      isComplete: (facts) => facts.photographAssessment?.outcome === 'accepted',
      problem: (facts) =>
        facts.photographAssessment?.outcome === 'rejected' ? 'The photograph was rejected. Ask the registrant for another one.' : undefined,
    },
    likeness: {
      hasLists: ({ likenessWays }) => likenessWays.length > 0,
      invalidatedBy: ['photograph'],
      isComplete: ({ likeness }) => likeness !== undefined,
    },
  },
})
