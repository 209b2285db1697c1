/** Stage 3: the registrant rings to say that the card arrived. An opened envelope holds the passcode back. */
import { z } from 'zod'
import { formatDateTime } from '../format.ts'
import { instant, text } from '../values.ts'
import { firstRefusal } from './checks.ts'
import { findUsualArrival, refuseBeforePosting, refuseSoonerThanUsual } from './delivery-time.ts'
import { partOf, refusal, type At, type World } from './part.ts'
import type { PostingFacts } from './posting.ts'
import { words } from './words.ts'

const arrivalCallLogged = z.strictObject({
  kind: z.literal('arrivalCallLogged'),
  calledAt: instant,
  calledFrom: z.enum(['bound-number', 'another-number', 'number-withheld']),
  envelopeIntact: z.boolean(),
  note: text.optional(),
  /** Why the card came sooner than the carrier's usual time. */
  soonerBecause: text.optional(),
})

export interface ArrivalFacts extends Pick<PostingFacts, 'posting' | 'postingRecordedAt' | 'manifest' | 'liveCard' | 'cards'> {
  readonly arrival?: At<z.infer<typeof arrivalCallLogged>>
}

/** The page and `main` read one clock, some milliseconds apart. */
const MILLISECONDS_OF_GRACE = 60_000
function notYet(world: World | undefined, calledAt: string) {
  return world && Date.parse(calledAt) > Date.parse(world.now) + MILLISECONDS_OF_GRACE
    ? refusal(
        'not-in-time',
        'This call is later than now. Nothing was saved.',
        'Check the clock of this computer, then log the call again.',
      )
    : undefined
}

const { part, event } = partOf<ArrivalFacts>()

export const arrival = part({
  empty: {},
  onChange: {
    card(facts) {
      delete facts.arrival
    },
  },
  events: {
    arrivalCallLogged: event(arrivalCallLogged, {
      by: ['raManager', 'raAgent'],
      act: 'log-arrival-call',
      step: 'arrival',
      judgedBy: ['envelopeIntact'],
      refuse: ({ facts, reason }, { envelopeIntact }) =>
        envelopeIntact && facts.arrival?.envelopeIntact === false && !reason
          ? refusal(
              'reason-needed',
              'The envelope was recorded as opened. The passcode stays held back.',
              'Say why that was wrong, or replace the card.',
            )
          : undefined,
      check: ({ facts, edition, world }, logged) =>
        firstRefusal(
          () => notYet(world, logged.calledAt),
          () => refuseBeforePosting(facts, logged.calledAt),
          () => refuseSoonerThanUsual(facts, edition, logged),
          () =>
            logged.calledFrom !== 'bound-number' && !logged.note
              ? refusal(
                  'reason-needed',
                  'The call did not come from the confirmed mobile. Nothing was saved.',
                  'Say how you know that this was the registrant.',
                )
              : undefined,
        ),
      apply(facts, recorded) {
        facts.arrival = recorded
      },
      record: { kind: 'case', words: 'Logged the call that the card arrived' },
      describe: (told) =>
        words(
          'Registrant called: the card arrived',
          `${formatDateTime(told.calledAt)}, ${{ 'bound-number': 'from the confirmed mobile', 'another-number': 'from another number', 'number-withheld': 'number withheld' }[told.calledFrom]}`,
          told.envelopeIntact ? 'Envelope arrived unopened' : 'Envelope had been opened',
          told.soonerBecause && `Sooner than usual: ${told.soonerBecause}`,
          told.note,
        ),
    }),
  },
  steps: {
    arrival: {
      hasLists: ({ arrivalQuestions }) => arrivalQuestions.length > 0,
      madeFrom: [['posted']],
      invalidatedBy: ['card'],
      isComplete: ({ arrival: logged }) => logged?.envelopeIntact === true,
      // An envelope that was opened on the way needs another card.
      wait: {
        kind: 'arrival',
        read: (facts, edition) =>
          facts.arrival
            ? { kind: 'card', since: facts.arrival.recordedAt }
            : { since: facts.posting?.postedOn, countedFrom: findUsualArrival(facts, edition) },
      },
      problem: ({ arrival: logged }) =>
        logged && !logged.envelopeIntact ? 'The envelope was opened on the way. Do not text the passcode: replace the card.' : undefined,
    },
  },
})
