/** What is kept for a time only: what will be erased and when, what keeps it longer, and whether the clock may be believed. */
import { z } from 'zod'
import { instant, plainDate, text } from '../../domain/values.ts'
import { retentionRules } from '../../domain/retention/due.ts'
import { otherKinds } from '../../domain/retention/other-records.ts'
import { retained } from '../../domain/retention/kinds.ts'
import { acted, caseId, channel, expectedSeq, nothing, sealedRow } from './parts.ts'
import { caseCodes } from './codes.ts'
import { cardIssuers, everyone, everyoneSees, managers } from './who.ts'

const what = z.enum(retained)
const days = z.number().int().nonnegative()
const item = z.strictObject({
  caseId,
  caseReference: z.string(),
  what,
  on: plainDate,
  countedFrom: plainDate,
  days,
  state: z.enum(['coming', 'due', 'needed', 'held']),
  keptUntil: plainDate.optional(),
  fromReceipt: z.literal(true).optional(),
})

const notices = {
  /** The clock is in doubt: nothing is deleted until an agent confirms today's date. */
  doubt: z.strictObject({ kind: z.enum(['ahead', 'behind']), believedAt: instant, days }).optional(),
  problem: z.strictObject({ message: z.string(), next: z.string() }).optional(),
}

export const retentionChannels = {
  /** What has a day on which it is deleted, soonest first: the first fifty, and how many more there are. */
  'retention.list': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      today: plainDate,
      items: z.array(item),
      more: z.number().int().nonnegative(),
      keepLongerDays: days,
      /** What belongs to no case: how many are deleted on which day. */
      other: z.array(z.strictObject({ kind: z.enum(otherKinds), count: days, on: plainDate, days, isDue: z.boolean() })),
      rules: z.array(z.strictObject({ rule: z.enum(retentionRules), days: days.nullable() })),
      ...notices,
    }),
    codes: [],
  }),
  /** For Today: how many items are deleted within a week, and the day of the first. */
  'retention.soon': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ count: z.number().int().nonnegative(), first: plainDate.optional(), ...notices }),
    codes: [],
  }),
  /** What is kept of one case. */
  'retention.of': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ caseId }),
    output: z.strictObject({ items: z.array(item), keepLongerDays: days, isDecided: z.boolean(), isClockInDoubt: z.boolean() }),
    codes: [],
  }),
  /** The page has its list: deletes what is due while the agent works, and answers when it is done. `main` begins by itself if no page asks. */
  'retention.eraseDue': channel({ when: 'unlocked', roles: everyone, input: nothing, output: nothing, codes: [] }),
  /** Puts an erasure off, as far as the policy lets an agent. */
  'retention.keep': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, what, until: plainDate, why: text.min(1) }),
    output: z.strictObject(acted),
    codes: [...caseCodes, 'keep-not-allowed', 'keep-too-long', 'nothing-to-keep'],
  }),
  /** Nothing of the case is erased until it is let go. */
  'retention.hold': channel({
    when: 'unlocked',
    roles: managers,
    input: z.strictObject({ caseId, expectedSeq, held: z.boolean(), why: text.min(1) }),
    output: z.strictObject(acted),
    codes: [...caseCodes, 'nothing-to-change'],
  }),
  'retention.confirmClock': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ today: plainDate }),
    output: nothing,
    codes: [...caseCodes, 'clock-wrong'],
  }),
} as const

/** Rows that went while the page was open. */
export const retentionErased = z.strictObject({ rows: z.array(sealedRow), lastSeq: z.number().int() })
