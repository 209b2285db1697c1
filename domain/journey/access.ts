/** Stage 3: access is assigned in the normal process and recorded here, and the first log-in is confirmed. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { isLongerThanAYear } from '../locum/rules.ts'
import type { Failure } from '../result.ts'
import { odsCode, plainDate, shortText, text } from '../values.ts'
import type { ArrivalFacts } from './arrival.ts'
import { earliestDayOf, firstRefusal, notBefore, notInFuture } from './checks.ts'
import { partOf, refusal, type At, type RefusalCode } from './part.ts'
import { words } from './words.ts'

const accessRecorded = z.strictObject({
  kind: z.literal('accessRecorded'),
  positions: z
    .array(
      z.strictObject({
        name: shortText,
        odsCode,
        from: plainDate,
        to: plainDate.optional(),
        reason: text.optional(),
        /** For the log of FFFFF access. Events from before it have none. */
        reviewBy: plainDate.optional(),
        registerNumber: shortText.optional(),
        longerBecause: text.optional(),
        secondBecause: text.optional(),
      }),
    )
    .min(1)
    .max(50),
  note: text.optional(),
})
/** A new card gives no new access: the positions in CIS stay as they are. */
const accessUnchanged = z.strictObject({ kind: z.literal('accessUnchanged'), checkedOn: plainDate, note: text.optional() })
const firstLogInConfirmed = z.strictObject({ kind: z.literal('firstLogInConfirmed'), on: plainDate, note: text.optional() })

export interface AccessFacts extends Pick<ArrivalFacts, 'arrival'> {
  readonly access?: At<z.infer<typeof accessRecorded>>
  readonly accessUnchanged?: At<z.infer<typeof accessUnchanged>>
  readonly firstLogIn?: At<z.infer<typeof firstLogInConfirmed>>
}

type Position = z.infer<typeof accessRecorded>['positions'][number]

/** What the log of FFFFF access asks beyond an end date and a reason. */
function refuseForLog({ from, to, reviewBy, longerBecause }: Position): Failure<RefusalCode> | undefined {
  if (reviewBy === undefined)
    return refusal(
      'review-date-needed',
      'A position of FFFFF needs a day by which it is reviewed. Nothing was saved.',
      'Enter the review date.',
    )
  if (reviewBy < from || (to !== undefined && reviewBy > to))
    return refusal(
      'not-in-time',
      'The review date is not between the start date and the end date. Nothing was saved.',
      'Check the dates of the position.',
    )
  if (to !== undefined && longerBecause === undefined && isLongerThanAYear(from, to))
    return refusal(
      'reason-needed',
      'A position of FFFFF lasts longer than a year. Nothing was saved.',
      'Enter an earlier end date, or say why it is needed for longer.',
    )
  return undefined
}

const { part, event } = partOf<AccessFacts>()

export const access = part({
  empty: {},
  events: {
    accessRecorded: event(accessRecorded, {
      by: ['raManager', 'raAgent'],
      act: 'record-access',
      step: 'access',
      check({ edition }, { positions }) {
        for (const position of positions) {
          const { from, to, odsCode: code, reason } = position
          if (to !== undefined && to < from)
            return refusal('not-in-time', 'An end date is before its start date. Nothing was saved.', 'Check both dates of the position.')
          if (code === edition.positions.exceptional.code && (to === undefined || !reason))
            return refusal(
              'end-date-needed',
              `A position of ${edition.positions.exceptional.name} (${code}) needs an end date and a reason. Nothing was saved.`,
              'Enter both, so that it can be revoked.',
            )
          const refused = code === edition.positions.exceptional.code ? refuseForLog(position) : undefined
          if (refused) return refused
        }
        return undefined
      },
      apply(facts, recorded) {
        facts.access = recorded
      },
      record: { kind: 'case', words: 'Recorded the access given' },
      describe: ({ positions, note }) =>
        words(
          'Access recorded',
          ...positions.map(
            ({ name, odsCode: code, from, to, reason, reviewBy }) =>
              `${name} (${code}), from ${formatLongDate(from)}${to ? ` to ${formatLongDate(to)}` : ''}${reviewBy ? `, review by ${formatLongDate(reviewBy)}` : ''}${reason ? `: ${reason}` : ''}`,
          ),
          note,
        ),
    }),
    accessUnchanged: event(accessUnchanged, {
      by: ['raManager', 'raAgent'],
      act: 'check-access',
      step: 'access-unchanged',
      check: ({ world }, { checkedOn }) => notInFuture(world, checkedOn, 'Date of the check'),
      apply(facts, recorded) {
        facts.accessUnchanged = recorded
      },
      record: { kind: 'case', words: 'Checked that the access is unchanged' },
      describe: ({ checkedOn, note }) => words('Access unchanged', `Checked in CIS on ${formatLongDate(checkedOn)}`, note),
    }),
    firstLogInConfirmed: event(firstLogInConfirmed, {
      by: ['raManager', 'raAgent'],
      act: 'confirm-first-log-in',
      step: 'first-log-in',
      check: ({ facts, world }, { on }) =>
        firstRefusal(
          () => notInFuture(world, on, 'Date of the first log-in'),
          () =>
            notBefore(
              on,
              facts.arrival && earliestDayOf(facts.arrival.calledAt),
              'Date of the first log-in',
              'the day on which the card arrived',
            ),
        ),
      apply(facts, recorded) {
        facts.firstLogIn = recorded
      },
      record: { kind: 'case', words: 'Confirmed the first log-in' },
      describe: ({ on, note }) => words('First log-in confirmed', `On ${formatLongDate(on)}`, note),
    }),
  },
  steps: {
    access: { madeFrom: [['cis', 'known-identity']], invalidatedBy: ['uuid'], isComplete: (facts) => facts.access !== undefined },
    'access-unchanged': {
      madeFrom: [['replacement']],
      invalidatedBy: ['uuid'],
      isComplete: (facts) => facts.accessUnchanged !== undefined,
    },
    'first-log-in': { invalidatedBy: ['card'], isComplete: ({ firstLogIn }) => firstLogIn !== undefined, wait: { kind: 'logIn' } },
  },
})
