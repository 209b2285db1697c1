/** Stage 3: the card goes on a posting list, and is posted. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { plainDate, shortText, visibleText } from '../values.ts'
import { earliestDayOf, firstRefusal, notBefore, notInFuture, onList } from './checks.ts'
import type { ArrivalFacts } from './arrival.ts'
import type { LabelFacts } from './label.ts'
import { refuseSecondCard } from './card.ts'
import { findExcusedCard, type OldCardFacts } from './old-card.ts'
import { partOf, refusal, type At, type World } from './part.ts'
import type { RegistrantFacts } from './registrant.ts'
import { nameIn, words } from './words.ts'

const manifestClosed = z.strictObject({
  kind: z.literal('manifestClosed'),
  dispatchReference: shortText,
  position: z.number().int().positive(),
  service: shortText,
  checkpoint: shortText,
})
const posted = z.strictObject({
  kind: z.literal('posted'),
  service: shortText,
  trackingReference: visibleText().trim().min(1).max(40).optional(),
  postedOn: plainDate,
})

export interface PostingFacts extends Omit<LabelFacts, 'manifest' | 'posting'>, RegistrantFacts {
  readonly manifest?: At<z.infer<typeof manifestClosed>>
  readonly posting?: At<z.infer<typeof posted>>
  /** When the posting of this card was first recorded. A correction does not change it. */
  readonly postingRecordedAt?: string
  /** Where the card went. Later changes of the address do not change it. */
  readonly sentTo?: NonNullable<RegistrantFacts['registrant']>['address']
  /** Tracking references under which cards went that were replaced since. */
  readonly earlierTracking: readonly string[]
}

/** Carriers print references with spaces and in either case. */
export const bareTracking = (reference: string): string => reference.replace(/[\s-]/g, '').toUpperCase()

/** Every tracking reference under which a card of the case went, bare. One that was corrected is not among them. */
export const findUsedTracking = ({ posting: last, earlierTracking }: Pick<PostingFacts, 'posting' | 'earlierTracking'>): string[] =>
  [...earlierTracking, ...(last?.trackingReference === undefined ? [] : [last.trackingReference])].map(bareTracking)

/** A carrier gives each item its own reference: it is used once, in all cases of the workstation. */
function refuseUsedTracking({ earlierTracking }: PostingFacts, reference: string | undefined, world: World | undefined) {
  if (reference === undefined) return undefined
  const isOfEarlierCard = earlierTracking.some((earlier) => bareTracking(earlier) === bareTracking(reference))
  const other = world?.otherCaseWithTracking(reference)
  if (!isOfEarlierCard && other === undefined) return undefined
  return refusal(
    'tracking-used',
    `${isOfEarlierCard ? 'An earlier card of this case' : `Case ${other}`} was posted under this tracking reference. Nothing was saved.`,
    'Read the reference on this card’s own receipt.',
  )
}

/** A posting that is corrected stays before the call in which the card had arrived. */
function refusePostingAfterArrival({ arrival }: Pick<ArrivalFacts, 'arrival'>, postedOn: string) {
  if (arrival === undefined || postedOn <= earliestDayOf(arrival.calledAt)) return undefined
  return refusal(
    'not-in-time',
    'Date of posting is after the call in which the registrant said that the card had arrived. Nothing was saved.',
    'Check the date of posting against the receipt.',
  )
}

const { part, event } = partOf<PostingFacts & Pick<ArrivalFacts, 'arrival'> & Pick<OldCardFacts, 'replacement' | 'oldCardOverridden'>>()

export const posting = part({
  empty: { earlierTracking: [] },
  onChange: {
    card(facts) {
      const reference = facts.posting?.trackingReference
      if (reference !== undefined) facts.earlierTracking = [...facts.earlierTracking, reference]
      delete facts.manifest
      delete facts.posting
      delete facts.postingRecordedAt
      delete facts.sentTo
    },
  },
  events: {
    manifestClosed: event(manifestClosed, {
      by: 'main',
      act: 'close-manifest',
      step: 'manifest',
      apply(facts, recorded) {
        facts.manifest = recorded
      },
      record: { kind: 'case', words: 'Closed a posting list', signed: true },
      describe: (told, edition) =>
        words(
          'On a closed posting list',
          `${told.dispatchReference}, line ${told.position}, by ${nameIn(edition.postingServices, told.service)}`,
          `Record code ${told.checkpoint}`,
        ),
    }),
    posted: event(posted, {
      by: ['raManager', 'raAgent'],
      act: 'record-posting',
      step: 'posted',
      check: ({ facts, edition, world }, { service, postedOn, trackingReference }) =>
        firstRefusal(
          () => onList(edition.postingServices, service, 'posting service'),
          () => notInFuture(world, postedOn, 'Date of posting'),
          () =>
            notBefore(
              postedOn,
              facts.manifest && earliestDayOf(facts.manifest.recordedAt),
              'Date of posting',
              'the day on which the posting list was closed',
            ),
          () => refusePostingAfterArrival(facts, postedOn),
          () => refuseUsedTracking(facts, trackingReference, world),
          // A correction of a posting that was recorded posts no second card.
          () => (facts.posting ? undefined : refuseSecondCard(world, findExcusedCard(facts))),
        ),
      apply(facts, recorded) {
        facts.posting = recorded
        facts.postingRecordedAt ??= recorded.recordedAt
        const home = facts.registrant?.address
        if (home && !facts.sentTo) facts.sentTo = home
      },
      record: { kind: 'case', words: 'Recorded the posting' },
      describe: (told, edition) =>
        words(
          'Posted',
          `${nameIn(edition.postingServices, told.service)} on ${formatLongDate(told.postedOn)}`,
          told.trackingReference && `Tracking reference ${told.trackingReference}`,
        ),
    }),
  },
  steps: {
    manifest: {
      hasLists: ({ postingServices }) => postingServices.length > 0,
      madeFrom: [['label'], ['print-card']],
      invalidatedBy: ['item-reference'],
      irreversible: true,
      workedOnBy: ['raManager', 'raAgent'],
      isComplete: ({ manifest }) => manifest !== undefined,
    },
    posted: {
      hasLists: ({ postingServices }) => postingServices.length > 0,
      madeFrom: [['manifest']],
      invalidatedBy: ['card', 'item-reference'],
      isComplete: (facts) => facts.posting !== undefined,
      wait: { kind: 'posting' },
    },
  },
})
