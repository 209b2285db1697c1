/** The work list and Today: what waits beside the cases, the queues that the workstation saved, and what is found that no case summary has. */
import { z } from 'zod'
import { cardStates } from '../../domain/card/lifecycle.ts'
import { shortText } from '../../domain/values.ts'
import { foundThing, MOST_FOUND } from '../../domain/work/found-thing.ts'
import { MOST_QUEUES, savedQueue } from '../../domain/work/list-query.ts'
import { workItem } from '../../domain/work-item.ts'
import { recordCodes } from './codes.ts'
import { channel, nothing } from './parts.ts'
import { cardIssuersSee, everyone, everyoneSees } from './who.ts'

const count = z.number().int().nonnegative()
const queues = z.strictObject({ queues: z.array(savedQueue).max(MOST_QUEUES), rev: z.number().int().nonnegative() })

export const workChannels = {
  'work.items': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: nothing,
    output: z.strictObject({ items: z.array(workItem) }),
    codes: [],
  }),
  /** How many cards there are in each state, for the reports. */
  'work.cards': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({ blank: count, byState: z.partialRecord(z.enum(cardStates), count) }),
    codes: [],
  }),
  'work.queues': channel({ when: 'unlocked', roles: everyoneSees, input: nothing, output: queues, codes: [] }),
  /** All queues as they are to be. `rev`: of the list that was changed. */
  'work.saveQueues': channel({
    when: 'unlocked',
    roles: everyone,
    input: queues,
    output: queues,
    codes: [...recordCodes, 'queue-name'],
  }),
  /** Persons with a short entry, cards and posting lists, as the agent types. Cases and their persons are found by the page, in its own summaries. */
  'find.anything': channel({
    when: 'unlocked',
    roles: everyoneSees,
    input: z.strictObject({ text: shortText.max(100) }),
    output: z.strictObject({ found: z.array(foundThing).max(MOST_FOUND) }),
    codes: [],
  }),
} as const
