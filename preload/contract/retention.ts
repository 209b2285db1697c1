/** What is kept for a time only: what will be erased and when, what keeps it longer, and whether the clock may be believed. */
import { z } from 'zod'
import { instant, plainDate, text } from '../../domain/values.ts'
import { retentionRules } from '../../domain/retention/due.ts'
import { retained } from '../../domain/retention/kinds.ts'
import { acted, caseId, channel, expectedSeq, nothing, sealedRow } from './parts.ts'
import { caseCodes } from './codes.ts'
import { cardIssuers, everyoneSees, managers } from './who.ts'

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

export const retentionChannels = {
  /** Everything for which a day is known, soonest first. */
  'retention.list': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({
      today: plainDate,
      items: z.array(item),
      keepLongerDays: days,
      rules: z.array(z.strictObject({ rule: z.enum(retentionRules), days: days.nullable() })),
      /** The clock is in doubt: nothing is deleted until an agent confirms today's date. */
      doubt: z.strictObject({ kind: z.enum(['ahead', 'behind']), believedAt: instant, days }).optional(),
      problem: z.strictObject({ message: z.string(), next: z.string() }).optional(),
    }),
    codes: [],
  }),
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
