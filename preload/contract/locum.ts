/** The National Locum (FFFFF) log: who has the access and why, until when, when it is reviewed, and how it was revoked. */
import { z } from 'zod'
import { locumStates } from '../../domain/locum/entry.ts'
import { locumReview, locumRevocation } from '../../domain/locum/events.ts'
import { rowFields } from '../../domain/locum/row-fields.ts'
import { locumRuleCodes } from '../../domain/locum/rules.ts'
import { instant, odsCode, plainDate, randomId, text, uuid, visibleText } from '../../domain/values.ts'
import { base64, channel, nothing } from './parts.ts'
import { documentCodes, recordCodes } from './codes.ts'
import { cardIssuers, cardIssuersSee } from './who.ts'

const entryId = randomId
/** How many events the page knows of: an entry that was changed since is not changed by it. */
const rev = z.number().int().positive()
/** Rows of a list, or entries, that one message may be about. */
const MOST_AT_ONCE = 500
const chosen = z.array(z.strictObject({ entryId, rev })).min(1).max(MOST_AT_ONCE)

const locumLine = z.strictObject({
  entryId,
  rev,
  state: z.enum(locumStates),
  name: z.string(),
  uuid,
  mobile: z.string().optional(),
  registerNumber: z.string().optional(),
  reason: z.string(),
  sponsor: z.string(),
  organisations: z.array(odsCode),
  grantedBy: z.string(),
  grantedOn: plainDate,
  reviewBy: plainDate,
  endsOn: plainDate,
  longerBecause: z.string().optional(),
  secondBecause: z.string().optional(),
  /** Absent while the access is open. */
  revoked: locumRevocation.optional(),
  /** Of the case that recorded the access; it may have been deleted since. */
  case: z.strictObject({ caseId: randomId, caseReference: z.string() }).optional(),
})

/** As typed or pasted. `import` takes the revocations of a log that was kept elsewhere with it. */
const list = z.strictObject({
  kind: z.enum(['grant', 'import']),
  rows: z
    .array(z.partialRecord(z.enum(rowFields), visibleText().max(4_000)))
    .min(1)
    .max(MOST_AT_ONCE),
})
/** `confirm`: the field by which the agent can say that it is right all the same. */
const problem = z.strictObject({
  field: z.enum(rowFields),
  message: z.string(),
  confirm: z.enum(['registerChecked', 'longerBecause', 'secondBecause']).optional(),
})
const act = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('review'), ...locumReview.shape }),
  z.strictObject({ kind: z.literal('revoke'), ...locumRevocation.omit({ by: true }).shape }),
  z.strictObject({ kind: z.literal('withdrawRevocation'), reason: text }),
])
/** Absent: the whole log. */
export const whichLocumEntries = { entryIds: z.array(entryId).min(1).max(15_000).optional() }

export const locumChannels = {
  'locum.list': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    /** The access that was granted last comes first. */
    output: z.strictObject({ entries: z.array(locumLine) }),
    codes: [...recordCodes],
  }),
  'locum.show': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject({ entryId }),
    output: z.strictObject({
      line: locumLine,
      history: z.array(z.strictObject({ at: instant, by: z.string(), title: z.string(), lines: z.array(z.string()) })),
    }),
    codes: [...recordCodes, 'no-such-entry'],
  }),
  /** What is wrong with each row of a list. Changes nothing. */
  'locum.check': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: list,
    output: z.strictObject({ rows: z.array(z.strictObject({ problems: z.array(problem) })) }),
    codes: [],
  }),
  /** Adds the rows that are right, in one frame, and says what is wrong with the others. `added`: their places in the list. */
  'locum.add': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: list,
    output: z.strictObject({
      added: z.array(z.strictObject({ index: z.number().int().nonnegative(), entryId })),
      rows: z.array(z.strictObject({ problems: z.array(problem) })),
    }),
    codes: [...recordCodes],
  }),
  /** One act on one entry or on many. Those that the rules allow are changed in one frame; the others are named with the reason. */
  'locum.act': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      entries: chosen,
      act,
      /** Changes nothing. */
      preview: z.literal(true).optional(),
    }),
    output: z.strictObject({
      done: z.array(entryId),
      refused: z.array(
        z.strictObject({ entryId, code: z.enum([...locumRuleCodes, 'stale', 'no-such-entry']), message: z.string(), next: z.string() }),
      ),
    }),
    codes: [...recordCodes],
  }),
  /** `problems`: nothing was changed. */
  'locum.correct': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ entryId, rev, row: list.shape.rows.element, reason: text }),
    output: z.strictObject({ problems: z.array(problem) }),
    codes: [...recordCodes, 'no-such-entry', 'locum-nothing-changed'],
  }),
  /** The log on paper, PDF, with the code of the record. */
  'locum.preview': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: z.strictObject(whichLocumEntries),
    output: z.strictObject({ base64 }),
    codes: [...recordCodes, ...documentCodes],
  }),
  'locum.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ kind: z.enum(['pdf', 'csv']), ...whichLocumEntries }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...recordCodes, ...documentCodes, 'exports-off', 'not-saved'],
  }),
} as const
