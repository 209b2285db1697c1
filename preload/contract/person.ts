/** Persons above their cases: who is known, one person with everything there is of them, possible duplicates, and short entries. */
import { z } from 'zod'
import { comparison } from '../../domain/person/compare.ts'
import { markKinds, matchRanks } from '../../domain/person/marks.ts'
import { personEntry } from '../../domain/person/person-entry.ts'
import { personView } from '../../domain/person/person-view.ts'
import { randomId, shortText, text, uuid } from '../../domain/values.ts'
import { acted, caseId, channel, expectedSeq, nothing } from './parts.ts'
import { caseCodes, recordCodes } from './codes.ts'
import { cardIssuers, everyoneSees } from './who.ts'

const personId = randomId
/** A page of the list. */
export const PEOPLE_A_PAGE = 1_000

const possibleDuplicate = z.strictObject({
  personId,
  rank: z.enum(matchRanks),
  because: z.array(z.enum(markKinds)).min(1),
  compared: z.array(comparison),
  cases: z.array(
    z.strictObject({ caseId, caseReference: shortText, status: z.enum(['open', 'stopped', 'closed', 'handed-over']), ended: z.boolean() }),
  ),
  /** Serial number of a card that they can use, or will. */
  liveCard: z.string().optional(),
  /** Of cases that were deleted: nothing else is known of them. */
  deletedCases: z.array(z.strictObject({ caseReference: shortText, month: z.string() })),
})
export type PossibleDuplicate = z.infer<typeof possibleDuplicate>

export const personChannels = {
  /** Noted before it is shown. */
  'person.open': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ personId }),
    output: personView,
    codes: ['no-such-person', ...recordCodes],
  }),
  /** Everybody with a short entry; persons of cases the page knows itself. */
  'person.list': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ from: z.number().int().nonnegative() }),
    output: z.strictObject({
      people: z.array(z.strictObject({ personId, entry: personEntry })).max(PEOPLE_A_PAGE),
      more: z.boolean(),
    }),
    codes: [...recordCodes],
  }),
  'person.add': channel({
    when: 'unlocked',
    roles: cardIssuers,
    /** `asked`: the agent has seen that a person with one of the same values is here. */
    input: z.strictObject({ entry: personEntry, asked: z.boolean() }),
    output: z.strictObject({ personId }),
    codes: ['person-known', ...recordCodes],
  }),
  'person.correct': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ personId, entry: personEntry, why: text }),
    output: nothing,
    codes: ['no-such-person', ...recordCodes],
  }),
  /** Who else the registrant of a case may be. */
  'person.duplicates': channel({
    when: 'unlocked',
    roles: everyoneSees,
    /** `uuid`: one that was refused because another case has it. */
    input: z.strictObject({ caseId, uuid: uuid.optional() }),
    output: z.strictObject({ personId, duplicates: z.array(possibleDuplicate), more: z.number().int().nonnegative() }),
    codes: ['no-such-case', ...recordCodes],
  }),
  /** The same person: every case of the person of this case, and what is known of them, goes to the other. */
  'person.link': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ caseId, expectedSeq, personId, why: text }),
    output: z.strictObject(acted),
    codes: [...caseCodes],
  }),
  /** Whether a case came from this very email, before another case begins with it. */
  'person.requestKnown': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: z.strictObject({
      known: z.strictObject({ caseReference: shortText, caseId: caseId.optional(), deletedIn: z.string().optional() }).optional(),
    }),
    codes: [],
  }),
} as const
