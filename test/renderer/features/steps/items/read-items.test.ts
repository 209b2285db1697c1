import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { remote20200408 as edition } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { itemsValues, readItems } from '../../../../../renderer/features/steps/items/read-items.ts'

describe('items form', () => {
  const asked = edition.requestedItems.filter(({ id }) => id === 'photograph' || id === 'mobile')

  test('needs an answer for each requested item', () => {
    const values = itemsValues(
      asked.map(({ id }) => id),
      { photograph: 'missing' },
    )
    expect(values.items).toEqual({ photograph: 'missing', mobile: '' })
    expect(readItems(values, asked).problems?.map(({ name }) => name)).toEqual(['items.mobile'])
    expect(agentEvent.parse(readItems({ ...values, items: { ...values.items, mobile: 'received' } }, asked).event)).toEqual({
      kind: 'itemsChecked',
      items: { photograph: 'missing', mobile: 'received' },
    })
  })

  test('an item that the details say is not available needs no answer, and no earlier answer stands', () => {
    const requested = edition.requestedItems.filter(({ id }) => id === 'mobile' || id === 'ni-number')
    const values = { items: { mobile: 'received', 'ni-number': 'received' }, note: '' } as const
    expect(readItems(values, requested, { 'ni-number': 'New to the UK workforce' }).event?.items).toEqual({
      mobile: 'received',
      'ni-number': 'not-available',
    })
  })

  test('an item no longer requested is not recorded from an old draft', () => {
    expect(
      readItems({ items: { photograph: 'received', mobile: 'received', 'full-name': 'missing' }, note: '' }, asked).event?.items,
    ).not.toHaveProperty('full-name')
  })
})
