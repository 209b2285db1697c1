/** The agent reminded somebody of what the case waits for. It counts from then on: the wait is due later. */
import { z } from 'zod'
import { formatLongDate } from '../format.ts'
import { roles } from '../station/roles.ts'
import { plainDate, text } from '../values.ts'
import { notInFuture } from './checks.ts'
import { partOf, refusal, type At } from './part.ts'
import { words } from './words.ts'

/** What can be asked for again. */
export const remindedWaits = ['reply', 'arrival', 'logIn'] as const
export type RemindedWait = (typeof remindedWaits)[number]
const remindedWords: Readonly<Record<RemindedWait, string>> = {
  reply: 'Reminded the registrant of the items',
  arrival: 'Asked the registrant whether the card arrived',
  logIn: 'Reminded the registrant of the first log-in',
}

const reminderSent = z.strictObject({
  kind: z.literal('reminderSent'),
  about: z.enum(remindedWaits),
  on: plainDate,
  note: text.optional(),
})
/** `of`: the place of the reminder in the case. It stays in the history, and counts no more. */
const reminderWithdrawn = z.strictObject({ kind: z.literal('reminderWithdrawn'), of: z.number().int().positive() })

export interface ReminderFacts {
  /** Those that count, in the order in which they were recorded. */
  readonly reminders: readonly At<z.infer<typeof reminderSent>>[]
}

const { part, event } = partOf<ReminderFacts>()

export const reminder = part({
  empty: { reminders: [] },
  events: {
    reminderSent: event(reminderSent, {
      by: roles,
      act: 'record-reminder',
      check: ({ world }, { on }) => notInFuture(world, on, 'Date of the reminder'),
      apply(facts, recorded) {
        facts.reminders = [...facts.reminders, recorded]
      },
      record: { kind: 'case', words: 'Recorded a reminder' },
      describe: ({ about, on, note }) => words(remindedWords[about], `On ${formatLongDate(on)}`, note),
    }),
    reminderWithdrawn: event(reminderWithdrawn, {
      by: roles,
      act: 'withdraw-reminder',
      check: ({ facts }, { of }) =>
        facts.reminders.some(({ seq }) => seq === of)
          ? undefined
          : refusal('not-on-the-list', 'This reminder is not in the case, or was withdrawn. Nothing was saved.', 'Look at the history.'),
      apply(facts, { of }) {
        facts.reminders = facts.reminders.filter(({ seq }) => seq !== of)
      },
      record: { kind: 'case', words: 'Withdrew a reminder' },
      describe: () => words('Reminder withdrawn', 'It was recorded by mistake and does not count'),
    }),
  },
})
