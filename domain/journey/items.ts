/** Stage 1: the email that asks the registrant for what is needed, and what has arrived. */
import { z } from 'zod'
import { itemIds, type ItemId, type Edition } from '../guidance/edition.ts'
import { roles } from '../station/roles.ts'
import { emailAddress, text } from '../values.ts'
import { onList } from './checks.ts'
import { partOf, type At } from './part.ts'
import { nameIn, words } from './words.ts'

const itemsAskedFor = z.strictObject({
  kind: z.literal('itemsAskedFor'),
  to: emailAddress,
  subject: text,
  body: text,
  items: z.array(z.enum(itemIds)).min(1),
})
const itemsChecked = z.strictObject({
  kind: z.literal('itemsChecked'),
  items: z.partialRecord(z.enum(itemIds), z.enum(['received', 'missing'])),
  note: text.optional(),
})

export interface ItemsFacts {
  readonly itemsRequest?: At<z.infer<typeof itemsAskedFor>>
  readonly items: Partial<Readonly<Record<ItemId, 'received' | 'missing'>>>
}

const { part, event } = partOf<ItemsFacts>()
const itemNames = (ids: readonly string[], edition: Edition): string => ids.map((id) => nameIn(edition.requestedItems, id)).join(', ')

export const items = part({
  empty: { items: {} },
  events: {
    itemsAskedFor: event(itemsAskedFor, {
      by: roles,
      act: 'ask-for-items',
      step: 'ask-for-items',
      check: ({ edition }, asked) => onList(edition.requestedItems, asked.items, 'item'),
      apply(facts, recorded) {
        facts.itemsRequest = recorded
      },
      record: { kind: 'case', words: 'Asked for the items' },
      describe: (asked, edition) => words('Items asked for by email', `To ${asked.to}: ${asked.subject}`, itemNames(asked.items, edition)),
    }),
    itemsChecked: event(itemsChecked, {
      by: roles,
      act: 'check-items',
      step: 'items',
      check: ({ edition }, told) => onList(edition.requestedItems, Object.keys(told.items), 'item'),
      apply(facts, recorded) {
        facts.items = { ...facts.items, ...recorded.items }
      },
      record: { kind: 'case', words: 'Checked the items' },
      describe(told, edition) {
        const those = (wanted: string) =>
          Object.entries(told.items)
            .filter(([, state]) => state === wanted)
            .map(([id]) => id)
        const received = those('received')
        const missing = those('missing')
        return words(
          'Items checked',
          received.length > 0 && `Received: ${itemNames(received, edition)}`,
          missing.length > 0 && `Missing: ${itemNames(missing, edition)}`,
          told.note,
        )
      },
    }),
  },
  steps: {
    'ask-for-items': {
      hasLists: ({ email, requestedItems }) => email !== undefined && requestedItems.length > 0,
      invalidatedBy: [],
      isComplete: ({ itemsRequest }) => itemsRequest !== undefined,
    },
    items: {
      hasLists: ({ requestedItems }) => requestedItems.length > 0,
      invalidatedBy: [],
      isComplete: (facts) => facts.itemsRequest !== undefined && facts.itemsRequest.items.every((item) => facts.items[item] === 'received'),
      problem: (facts) =>
        Object.values(facts.items).includes('missing') ? 'Something is still missing. Ask the registrant again.' : undefined,
    },
  },
})
