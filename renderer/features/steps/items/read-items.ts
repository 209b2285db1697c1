/** Reads which items have arrived into the event to record. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { ItemId } from '../../../../domain/guidance/edition.ts'
import type { ItemAnswer } from '../../../../domain/journey/items.ts'
import { readText, type FormRead, type Problem } from '../../shared/before-call/read-form.ts'

export type ItemState = 'received' | 'missing'

export interface ItemsValues {
  items: Partial<Record<ItemId, ItemState | ''>>
  note: string
}

export type ItemsName = `items.${ItemId}` | 'note'

export function itemsValues(asked: readonly ItemId[], known: Partial<Readonly<Record<ItemId, ItemAnswer>>>): ItemsValues {
  const stateOf = (answer: ItemAnswer | undefined): ItemState | '' => (answer === 'received' || answer === 'missing' ? answer : '')
  return { items: Object.fromEntries(asked.map((item) => [item, stateOf(known[item])])), note: '' }
}

/** `notGiven`: items that the details say are not available, which need no answer here. */
export function readItems(
  values: ItemsValues,
  asked: readonly { readonly id: ItemId; readonly name: string }[],
  notGiven: Partial<Readonly<Record<ItemId, string>>> = {},
): FormRead<EventOf<'itemsChecked'>, ItemsName> {
  const problems: Problem<ItemsName>[] = []
  const items: Partial<Record<ItemId, ItemAnswer>> = {}
  for (const { id, name } of asked) {
    const state = values.items[id]
    if (notGiven[id] !== undefined) items[id] = 'not-available'
    else if (state === 'received' || state === 'missing') items[id] = state
    else problems.push({ name: `items.${id}`, message: `${name}: choose whether it was received or is missing` })
  }
  const note = readText(problems, 'note', values.note, 'The note')
  if (problems.length > 0) return { problems }
  return { event: { kind: 'itemsChecked', items: items as EventOf<'itemsChecked'>['items'], ...(note === undefined ? {} : { note }) } }
}
