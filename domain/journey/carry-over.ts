/** What a replacement takes over from an earlier case of the same person, instead of asking for it again: the mobile that was confirmed on a call. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { formatPhone } from '../phone-number.ts'
import { phoneNumber, plainDate, randomId, shortText } from '../values.ts'
import type { PhoneCodeFacts } from './phone-code.ts'
import { partOf, refusal, type At } from './part.ts'
import { findReplacementReason, type ReplacementFacts } from './replacement.ts'
import { words } from './words.ts'

const mobileCarriedOver = z.strictObject({
  kind: z.literal('mobileCarriedOver'),
  fromCase: randomId,
  caseReference: shortText,
  number: phoneNumber,
  /** The day of the call on which it was confirmed. */
  confirmedOn: plainDate,
})

export interface CarryOverFacts extends PhoneCodeFacts, ReplacementFacts {
  /** The mobile is confirmed because an earlier case confirmed it; absent as soon as a code was texted. */
  readonly carriedMobile?: At<z.infer<typeof mobileCarriedOver>>
}

const { part, event } = partOf<CarryOverFacts>()

export const carryOver = part({
  empty: {},
  inputs: ['bound-number'],
  onChange: {
    mobile(facts) {
      delete facts.carriedMobile
    },
  },
  onEvent: {
    phoneCodeTexted(facts) {
      delete facts.carriedMobile
    },
  },
  events: {
    mobileCarriedOver: event(mobileCarriedOver, {
      by: 'main',
      act: 'carry-over-mobile',
      step: 'phone-code',
      again: 'freely',
      refuse({ edition, facts }) {
        const { replacement } = facts
        if (replacement?.carriedFrom === undefined)
          return refusal(
            'mobile-not-confirmed',
            'There is no earlier case from which the mobile could be taken. Nothing was saved.',
            'Ring the registrant and confirm the mobile with a code.',
          )
        return findReplacementReason(edition, replacement.why)?.asks.includes('confirm-mobile')
          ? refusal(
              'mobile-not-confirmed',
              'For this reason the mobile has to be confirmed again. Nothing was saved.',
              'Ring the registrant and confirm the mobile with a code.',
            )
          : undefined
      },
      check: ({ facts }, { number, fromCase }) =>
        facts.registrant?.mobile === number && facts.replacement?.carriedFrom === fromCase
          ? undefined
          : refusal(
              'mobile-not-confirmed',
              'The mobile of this case is not the one that was confirmed before. Nothing was saved.',
              'Ring the registrant and confirm the mobile with a code.',
            ),
      apply(facts, recorded, recording) {
        facts.boundNumber = recorded.number
        facts.carriedMobile = recorded
        recording.changed('bound-number', undefined, recording.seq)
      },
      record: { kind: 'case', words: 'Used a mobile that was confirmed in an earlier case', signed: true },
      describe: ({ number, caseReference, confirmedOn }) =>
        words(
          'Confirmed mobile used again',
          `${formatPhone(number)}, confirmed on a call on ${formatLongDate(confirmedOn)} in ${caseReference}`,
        ),
    }),
  },
})
