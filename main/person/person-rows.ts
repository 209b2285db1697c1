/**
 * What the station knows of a person beside their cases: one sealed row for each person of whom there is anything, an append-only list. A
 * short entry of somebody who was never registered here, its corrections, what is left of deleted cases, and what came from a person who
 * turned out to be the same.
 */
import { z } from 'zod'
import { personEntry } from '../../domain/person/person-entry.ts'
import { instant, randomId, shortText, text } from '../../domain/values.ts'

export const PERSONS_TABLE = 'persons'

const acted = { at: instant, by: shortText }
const personEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entered'), entry: personEntry, ...acted }),
  z.strictObject({ kind: z.literal('corrected'), entry: personEntry, why: text, ...acted }),
  /** Nothing readable: whose it was can be found again only by somebody who types the same name or number. */
  z.strictObject({
    kind: z.literal('case-deleted'),
    caseId: randomId,
    caseReference: shortText,
    /** `2026-11` */
    month: z.string().regex(/^\d{4}-\d{2}$/),
    marks: z.array(z.string().max(40)),
    toldApart: z.array(randomId),
  }),
  /** Everything before it came from this person. */
  z.strictObject({ kind: z.literal('joined'), personId: randomId, why: text, ...acted }),
])
export type PersonEvent = z.infer<typeof personEvent>

const personRow = z.strictObject({ rev: z.number().int().positive(), events: z.array(personEvent) })
export type PersonRow = z.infer<typeof personRow>

export const readPersonRow = (stored: unknown): PersonRow | undefined => personRow.safeParse(stored).data

/** The short entry as it is now. */
export const entryOf = ({ events }: Pick<PersonRow, 'events'>) =>
  events.findLast((event) => event.kind === 'entered' || event.kind === 'corrected')?.entry
