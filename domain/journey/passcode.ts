/**
 * Stage 3: the passcode is texted to the bound number, and the registrant says whether it arrived. Never sent twice by itself, never before the
 * posting, and the passcode of one card no more often than the policy allows.
 */
import { z } from 'zod'
import { phoneNumber, randomId, shortText, text } from '../values.ts'
import type { Edition } from '../guidance/edition.ts'
import type { ArrivalFacts } from './arrival.ts'
import { firstRefusal } from './checks.ts'
import { isSoonerThanUsual, refuseBeforePosting } from './delivery-time.ts'
import { partOf, refusal, type At, type World } from './part.ts'
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
  /** Why the passcode of this card goes a second time. */
  againBecause: text.optional(),
})
const titles: Readonly<Record<z.infer<typeof passcodeTexted>['outcome'], string>> = {
  begun: 'Began to text the passcode',
  sent: 'Passcode texted',
  'handed-to-agent': 'Passcode shown for the work phone',
  unknown: 'Not known whether the passcode was texted',
}
/** The agent says what happened to a text whose outcome was unknown, or confirms that the work phone sent it. */
const passcodeTextSettled = z.strictObject({
  kind: z.literal('passcodeTextSettled'),
  arrived: z.boolean(),
  note: text.optional(),
  /** `main` knows that the text was neither sent nor shown. */
  notSent: z.literal(true).optional(),
})

export interface PasscodeFacts extends ArrivalFacts, PhoneCodeFacts {
  readonly passcodeText?: At<z.infer<typeof passcodeTexted>>
  readonly passcodeSettled?: At<z.infer<typeof passcodeTextSettled>>
  /** How often the passcode of the live card was texted or shown for the work phone. One that may have been sent counts. */
  readonly passcodeReleases: number
}

/** It is not known whether the last text was sent, and the registrant was not asked yet. */
export const isTextUnsettled = ({ passcodeText: sent, passcodeSettled: settled }: PasscodeFacts): boolean =>
  (sent?.outcome === 'unknown' || sent?.outcome === 'begun') && !settled

/** The call that the card arrived allows the passcode only after the posting, and sooner than usual only with a reason. */
function refuseTooSoon(facts: PasscodeFacts, edition: Edition, world: World | undefined) {
  const { posting, arrival } = facts
  if (posting === undefined || arrival === undefined)
    return refusal('cannot-start-yet', 'The card was not posted, or its arrival was not recorded. No text was sent.', 'Record both first.')
  const early = arrival.soonerBecause === undefined && isSoonerThanUsual(facts, edition, arrival.calledAt)
  return firstRefusal(
    () => refuseBeforePosting(facts, arrival.calledAt),
    () =>
      world && world.today < posting.postedOn
        ? refusal(
            'not-in-time',
            'By the clock of this computer the card is not posted yet. No text was sent.',
            'Check the date of this computer and the date of posting.',
          )
        : undefined,
    () =>
      early
        ? refusal(
            'reason-needed',
            'The card arrived sooner than it usually does, and no reason is recorded. No text was sent.',
            'Open “Record the arrival call”, press “Change” and enter why it came so soon.',
          )
        : undefined,
  )
}

/** The passcode of a card goes once; again only with a reason, and no more often than the policy allows in all. */
function refuseAgain({ passcodeReleases }: PasscodeFacts, againBecause: string | undefined, world: World | undefined) {
  if (world && passcodeReleases >= world.passcodeReleases)
    return refusal(
      'releases-used-up',
      `The passcode of this card was texted or shown ${passcodeReleases === 1 ? 'once' : `${String(passcodeReleases)} times`}. No more are allowed. No text was sent.`,
      'Replace the card. The new card gets its own passcode.',
    )
  if (passcodeReleases === 0 || againBecause !== undefined) return undefined
  return refusal(
    'reason-needed',
    'The passcode of this card was texted or shown before. No text was sent.',
    'Enter why it goes again, then text it.',
  )
}

const { part, event } = partOf<PasscodeFacts>()

export const passcode = part({
  empty: { passcodeReleases: 0 },
  onChange: {
    card(facts) {
      facts.passcodeReleases = 0
      delete facts.passcodeText
      delete facts.passcodeSettled
    },
  },
  events: {
    passcodeTexted: event(passcodeTexted, {
      by: 'main',
      act: 'text-passcode',
      step: 'text-passcode',
      judgedBy: ['againBecause'],
      refuse({ facts, edition, world }, { againBecause }) {
        if (!facts.boundNumber)
          return refusal('mobile-not-confirmed', 'No mobile is confirmed for this registrant.', 'Text a code and have it read out first.')
        if (!facts.liveCard) return refusal('no-live-card', 'This registrant has no live card.', 'Write a card first.')
        if (isTextUnsettled(facts))
          return refusal(
            'text-unsettled',
            'It is not known whether the last text was sent.',
            'Ask the registrant whether it arrived, and record the answer.',
          )
        return refuseTooSoon(facts, edition, world) ?? refuseAgain(facts, againBecause, world)
      },
      apply(facts, recorded) {
        // What follows `begun` says how that text went; it is not another one.
        const isSameText = facts.passcodeText?.outcome === 'begun' && !facts.passcodeSettled && recorded.outcome !== 'begun'
        if (!isSameText) facts.passcodeReleases += 1
        facts.passcodeText = recorded
        delete facts.passcodeSettled
      },
      record: { kind: 'secret', words: 'Texted the passcode', signed: true },
      isSettledBy: (told, later) => told.outcome === 'begun' && later.outcome !== 'begun',
      describe: (told) => words(titles[told.outcome], describeText(told), told.againBecause && `Sent again: ${told.againBecause}`),
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
        if (recorded.notSent && !facts.passcodeSettled) facts.passcodeReleases -= 1
        facts.passcodeSettled = recorded
      },
      record: { kind: 'secret', words: 'Recorded whether the passcode text arrived', signed: true },
      describe: ({ arrived, note, notSent }) =>
        words(arrived ? 'Passcode text arrived' : notSent ? 'Passcode text was not sent' : 'Passcode text did not arrive', note),
    }),
  },
  steps: {
    'text-passcode': {
      madeFrom: [['phone-code'], ['arrival']],
      invalidatedBy: ['card', 'bound-number'],
      irreversible: true,
      workedOnBy: ['raManager', 'raAgent'],
      wait: { kind: 'passcode', read: ({ arrival }) => ({ since: arrival?.calledAt }) },
      isComplete: ({ passcodeText: sent, passcodeSettled: settled }) =>
        sent !== undefined && (settled ? settled.arrived : sent.outcome === 'sent'),
      problem({ passcodeText: sent, passcodeSettled: settled }) {
        if (settled?.arrived === false)
          return settled.notSent
            ? 'The passcode was not sent. Text it again.'
            : 'The passcode did not arrive. Text it again, or replace the card.'
        if (!sent || settled || sent.outcome === 'sent' || sent.outcome === 'handed-to-agent') return undefined
        return 'It is not known whether the passcode was sent. Ask the registrant before anything is sent again.'
      },
    },
  },
})
