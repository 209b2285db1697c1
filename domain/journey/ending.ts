/**
 * A case that ends otherwise than by success: the request was withdrawn, was a duplicate, a mistake, for the wrong organisation, or the
 * registrant did not reply. What it leaves to undo, such as a card that was posted or an identity in CIS, stays on the person.
 */
import { z } from 'zod'
import { text } from '../values.ts'
import { findHalfWritten, type CardFacts } from './card.ts'
import { isTextUnsettled, type PasscodeFacts } from './passcode.ts'
import { partOf, refusal, type At } from './part.ts'
import { nameIn, words } from './words.ts'

export const endingReasons = [
  { id: 'withdrawn', name: 'The request was withdrawn' },
  { id: 'duplicate', name: 'The person has another case' },
  { id: 'mistake', name: 'It was opened by mistake' },
  { id: 'wrong-organisation', name: 'It is for another Registration Authority' },
  { id: 'no-reply', name: 'The registrant does not reply' },
] as const
export type EndingReason = (typeof endingReasons)[number]['id']
const reasonIds = endingReasons.map(({ id }) => id) as [EndingReason, ...EndingReason[]]

const caseEnded = z.strictObject({ kind: z.literal('caseEnded'), why: z.enum(reasonIds), note: text })
const caseReopened = z.strictObject({ kind: z.literal('caseReopened'), why: text })

export interface EndingFacts extends CardFacts, PasscodeFacts {
  readonly ended?: At<z.infer<typeof caseEnded>>
}

const { part, event } = partOf<EndingFacts>()

export const ending = part({
  empty: {},
  events: {
    caseEnded: event(caseEnded, {
      by: ['raManager', 'raAgent'],
      act: 'end-case',
      refuse({ facts }) {
        if (findHalfWritten(facts))
          return refusal(
            'card-half-written',
            'A card of this case is half written. The case stays open.',
            'Finish writing it, or replace it as destroyed, then end the case.',
          )
        if (facts.liveCard && !facts.posting)
          return refusal(
            'card-may-be-live',
            'A written card of this case is still here. The case stays open.',
            'Destroy the card and record that under “Replace the card”, then end the case.',
          )
        if (isTextUnsettled(facts))
          return refusal(
            'text-unsettled',
            'It is not known whether the passcode text was sent. The case stays open.',
            'Ask the registrant whether it arrived, record the answer, then end the case.',
          )
        return undefined
      },
      apply(facts, recorded) {
        facts.ended = recorded
      },
      record: { kind: 'case', words: 'Ended the case', signed: true },
      describe: ({ why, note }) => words('Case ended', nameIn(endingReasons, why), note),
    }),
    caseReopened: event(caseReopened, {
      by: ['raManager', 'raAgent'],
      act: 'reopen-case',
      when: 'after-end',
      refuse({ facts }) {
        if (!facts.ended)
          return refusal('not-ended', 'This case was not ended. Nothing was changed.', 'Open the task list: it shows what is next.')
        // The passcode of its card was destroyed when the case ended.
        return facts.liveCard
          ? refusal(
              'card-may-be-live',
              'The passcode of the posted card was destroyed when the case ended. The case stays ended.',
              'Open the person and replace the card.',
            )
          : undefined
      },
      apply(facts) {
        delete facts.ended
      },
      record: { kind: 'case', words: 'Reopened the case', signed: true },
      describe: ({ why }) => words('Case reopened', why),
    }),
  },
  isStopped: ({ ended }) => ended !== undefined,
})
