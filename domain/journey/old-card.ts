/**
 * The guidance: "and cancel the locked or expired card". A person has one live card, so the old one is cancelled in CIS before the new one is
 * posted. An RA manager can decide otherwise, with a reason.
 */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import type { ReplacementReason } from '../guidance/edition.ts'
import { plainDate, text } from '../values.ts'
import { firstRefusal, notInFuture } from './checks.ts'
import { partOf, refusal, type At } from './part.ts'
import { findReplacementReason, reference, serialOfOldCard, type ReplacementFacts } from './replacement.ts'
import { nameIn, words } from './words.ts'

/** Where the old card is now. */
export const oldCardPlaces = [
  { id: 'gone', name: 'It is lost or stolen' },
  { id: 'with-holder', name: 'The holder keeps it until it is destroyed' },
  { id: 'destroyed', name: 'The holder destroyed it' },
  { id: 'returned', name: 'It came back to us' },
] as const
export type OldCardPlace = (typeof oldCardPlaces)[number]['id']
const placeIds = oldCardPlaces.map(({ id }) => id) as [OldCardPlace, ...OldCardPlace[]]

const oldCardCancelled = z.strictObject({
  kind: z.literal('oldCardCancelled'),
  /** The day on which CIS cancelled it. */
  on: plainDate,
  /** Of the request in CIS. */
  reference,
  place: z.enum(placeIds),
})
const oldCardOverridden = z.strictObject({ kind: z.literal('oldCardOverridden'), why: text })

export interface OldCardFacts extends ReplacementFacts {
  readonly oldCardCancelled?: At<z.infer<typeof oldCardCancelled>>
  /** An RA manager let the new card be posted while the old one is not cancelled. */
  readonly oldCardOverridden?: At<z.infer<typeof oldCardOverridden>>
}

/** A reason may say where the card must be by then: a card that came back undelivered is here. */
const placesBy: Readonly<Record<ReplacementReason['oldCard'], readonly OldCardPlace[]>> = {
  cancel: placeIds,
  destroy: ['destroyed', 'returned'],
  returned: ['returned'],
}
export const placesAllowed = (rule: ReplacementReason['oldCard'] | undefined): readonly OldCardPlace[] => placesBy[rule ?? 'cancel']

const { part, event } = partOf<OldCardFacts>()

export const oldCard = part({
  empty: {},
  onChange: {
    // Another card is meant now: what was said of the first one says nothing of this one.
    'old-card'(facts) {
      delete facts.oldCardCancelled
      delete facts.oldCardOverridden
    },
  },
  events: {
    oldCardCancelled: event(oldCardCancelled, {
      by: ['raManager', 'raAgent'],
      act: 'record-cancelled-card',
      step: 'cancel-old-card',
      // An old card that was overridden is cancelled one day, perhaps after the case was closed.
      when: 'after-end',
      check: ({ edition, facts, world }, { on, place }) =>
        firstRefusal(
          () => notInFuture(world, on, 'Date of the cancellation'),
          () => {
            const places = placesAllowed(facts.replacement && findReplacementReason(edition, facts.replacement.why)?.oldCard)
            return !places.includes(place)
              ? refusal(
                  'say-what-became',
                  `For this reason the old card is destroyed${places.length === 1 ? ' here' : ''}. Nothing was saved.`,
                  'Say where the old card is now, or change the reason for the replacement.',
                )
              : undefined
          },
        ),
      apply(facts, recorded) {
        facts.oldCardCancelled = recorded
        delete facts.oldCardOverridden
      },
      record: { kind: 'case', words: 'Recorded that the old card was cancelled in CIS', signed: true },
      describe: (told) =>
        words('Old card cancelled in CIS', `On ${formatLongDate(told.on)}, reference ${told.reference}`, nameIn(oldCardPlaces, told.place)),
    }),
    oldCardOverridden: event(oldCardOverridden, {
      by: ['raManager'],
      act: 'override-old-card',
      step: 'cancel-old-card',
      apply(facts, recorded) {
        facts.oldCardOverridden = recorded
        delete facts.oldCardCancelled
      },
      record: { kind: 'case', words: 'Let a new card be posted while the old one is not cancelled', signed: true },
      describe: ({ why }) => words('The old card is not cancelled yet', `Decided by an RA manager: ${why}`),
    }),
  },
  steps: {
    'cancel-old-card': {
      madeFrom: [['replacement']],
      invalidatedBy: ['old-card'],
      isComplete: (facts) => facts.oldCardCancelled !== undefined || facts.oldCardOverridden !== undefined,
    },
  },
})

/** The live card that this case may have beside its own: none, unless an RA manager said so. */
export const findExcusedCard = ({ replacement, oldCardOverridden: excused }: Partial<OldCardFacts>): string | undefined =>
  excused && serialOfOldCard(replacement)
