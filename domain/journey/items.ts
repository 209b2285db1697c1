/** Stage 1: the email that asks the registrant for what is needed, and what has arrived. */
import { z } from 'zod'
import { itemIds, type ItemId, type Edition } from '../guidance/edition.ts'
import { roles } from '../station/roles.ts'
import { emailAddress, text } from '../values.ts'
import { firstRefusal, onList } from './checks.ts'
import type { DetailsFacts } from './details.ts'
import { partOf, refusal, type At } from './part.ts'
import type { RequestFacts } from './request.ts'
import { nameIn, words } from './words.ts'

const itemsAskedFor = z.strictObject({
  kind: z.literal('itemsAskedFor'),
  to: emailAddress,
  subject: text,
  body: text,
  items: z.array(z.enum(itemIds)).min(1),
})
/** `not-available`: there is none, and the details say why. */
const itemAnswers = ['received', 'missing', 'not-available'] as const
export type ItemAnswer = (typeof itemAnswers)[number]
const itemsChecked = z.strictObject({
  kind: z.literal('itemsChecked'),
  items: z.partialRecord(z.enum(itemIds), z.enum(itemAnswers)),
  note: text.optional(),
})

export interface ItemsFacts extends Pick<DetailsFacts, 'details'>, Pick<RequestFacts, 'request'> {
  readonly itemsRequest?: At<z.infer<typeof itemsAskedFor>>
  readonly items: Partial<Readonly<Record<ItemId, ItemAnswer>>>
}

/** Items that the registrant does not have, with the reason in the details. The case does not wait for them. */
export function findNotGiven({ details }: Pick<ItemsFacts, 'details'>): Partial<Readonly<Record<ItemId, string>>> {
  return details && 'notGiven' in details.nationalInsurance ? { 'ni-number': details.nationalInsurance.notGiven } : {}
}

/** Whether an item is no longer waited for. The details decide what is not available, also when they were changed since. */
const isSettled = (facts: ItemsFacts, item: ItemId): boolean => facts.items[item] === 'received' || findNotGiven(facts)[item] !== undefined

const { part, event } = partOf<ItemsFacts>()
const itemNames = (ids: readonly string[], edition: Edition): string => ids.map((id) => nameIn(edition.requestedItems, id)).join(', ')

function refuseUnexplained(facts: ItemsFacts, told: z.infer<typeof itemsChecked>['items']) {
  const explained = findNotGiven(facts)
  return itemIds.some((item) => told[item] === 'not-available' && explained[item] === undefined)
    ? refusal(
        'document-incomplete',
        'The details do not say why this item is not available. Nothing was saved.',
        'Enter the reason in the details, then check the items again.',
      )
    : undefined
}

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
      check: ({ edition, facts }, told) =>
        firstRefusal(
          () => onList(edition.requestedItems, Object.keys(told.items), 'item'),
          () => refuseUnexplained(facts, told.items),
        ),
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
        const notAvailable = those('not-available')
        return words(
          'Items checked',
          received.length > 0 && `Received: ${itemNames(received, edition)}`,
          missing.length > 0 && `Missing: ${itemNames(missing, edition)}`,
          notAvailable.length > 0 && `Not available, see details: ${itemNames(notAvailable, edition)}`,
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
      wait: { kind: 'newRequest', read: ({ request }) => ({ since: request?.receivedOn }) },
    },
    items: {
      hasLists: ({ requestedItems }) => requestedItems.length > 0,
      invalidatedBy: [],
      isComplete: (facts) => facts.itemsRequest !== undefined && facts.itemsRequest.items.every((item) => isSettled(facts, item)),
      wait: { kind: 'reply' },
      problem: (facts) =>
        itemIds.some((item) => facts.items[item] === 'missing' && !isSettled(facts, item))
          ? 'Something is still missing. Ask the registrant again.'
          : undefined,
    },
  },
})
