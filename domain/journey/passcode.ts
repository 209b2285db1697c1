/** Stage 3: the passcode is texted to the bound number, and the registrant says whether it arrived. Never sent twice by itself. */
import { z } from 'zod'
import { phoneNumber, randomId, shortText, text } from '../values.ts'
import type { ArrivalFacts } from './arrival.ts'
import { partOf, refusal, type At } from './part.ts'
import { textRoute, type PhoneCodeFacts } from './phone-code.ts'
import { describeText, words } from './words.ts'

/** `begun` is written before the text is handed over: when nothing follows it, it is not known whether it was sent. */
const passcodeTexted = z.strictObject({
  kind: z.literal('passcodeTexted'),
  to: phoneNumber,
  route: textRoute,
  outcome: z.enum(['begun', 'sent', 'handed-to-agent', 'unknown']),
  /** The second agent, where the policy asks for one; what both signed is in the record. */
  approvedBy: z.strictObject({ agentId: randomId, agentName: shortText }).optional(),
})
const titles: Readonly<Record<z.infer<typeof passcodeTexted>['outcome'], string>> = {
  begun: 'Began to text the passcode',
  sent: 'Passcode texted',
  'handed-to-agent': 'Passcode shown for the work phone',
  unknown: 'Not known whether the passcode was texted',
}
/** The agent says what happened to a text whose outcome was unknown, or confirms that the work phone sent it. */
const passcodeTextSettled = z.strictObject({ kind: z.literal('passcodeTextSettled'), arrived: z.boolean(), note: text.optional() })

export interface PasscodeFacts extends ArrivalFacts, PhoneCodeFacts {
  readonly passcodeText?: At<z.infer<typeof passcodeTexted>>
  readonly passcodeSettled?: At<z.infer<typeof passcodeTextSettled>>
}

/** It is not known whether the last text was sent, and the registrant was not asked yet. */
export const isTextUnsettled = ({ passcodeText: sent, passcodeSettled: settled }: PasscodeFacts): boolean =>
  (sent?.outcome === 'unknown' || sent?.outcome === 'begun') && !settled

const { part, event } = partOf<PasscodeFacts>()

export const passcode = part({
  empty: {},
  onChange: {
    card(facts) {
      if (facts.liveCard) return
      delete facts.passcodeText
      delete facts.passcodeSettled
    },
  },
  events: {
    passcodeTexted: event(passcodeTexted, {
      by: 'main',
      act: 'text-passcode',
      step: 'text-passcode',
      refuse({ facts }) {
        if (!facts.boundNumber)
          return refusal('mobile-not-confirmed', 'No mobile is confirmed for this registrant.', 'Text a code and have it read out first.')
        if (!facts.liveCard) return refusal('no-live-card', 'This registrant has no live card.', 'Write a card first.')
        if (isTextUnsettled(facts))
          return refusal(
            'text-unsettled',
            'It is not known whether the last text was sent.',
            'Ask the registrant whether it arrived, and record the answer.',
          )
        return undefined
      },
      apply(facts, recorded) {
        facts.passcodeText = recorded
        delete facts.passcodeSettled
      },
      record: { kind: 'secret', words: 'Texted the passcode', signed: true },
      describe: (told) => words(titles[told.outcome], describeText(told)),
    }),
    passcodeTextSettled: event(passcodeTextSettled, {
      by: 'main',
      act: 'settle-passcode-text',
      step: 'text-passcode',
      // Whether the passcode arrived may be said after the step is complete: the registrant is on the telephone.
      again: 'freely',
      refuse: ({ facts }) =>
        facts.passcodeText ? undefined : refusal('cannot-start-yet', 'No passcode has been texted yet.', 'Text the passcode first.'),
      apply(facts, recorded) {
        facts.passcodeSettled = recorded
      },
      record: { kind: 'secret', words: 'Recorded whether the passcode text arrived', signed: true },
      describe: ({ arrived, note }) => words(arrived ? 'Passcode text arrived' : 'Passcode text did not arrive', note),
    }),
  },
  steps: {
    'text-passcode': {
      madeFrom: [['phone-code'], ['arrival']],
      invalidatedBy: ['card', 'bound-number'],
      irreversible: true,
      workedOnBy: ['raManager', 'raAgent'],
      isComplete: ({ passcodeText: sent, passcodeSettled: settled }) =>
        sent !== undefined && (settled ? settled.arrived : sent.outcome === 'sent'),
      problem({ passcodeText: sent, passcodeSettled: settled }) {
        if (settled?.arrived === false) return 'The passcode did not arrive. Text it again.'
        if (!sent || settled || sent.outcome === 'sent' || sent.outcome === 'handed-to-agent') return undefined
        return 'It is not known whether the passcode was sent. Ask the registrant before anything is sent again.'
      },
    },
  },
})
