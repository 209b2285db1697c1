import { describe, expect, test } from 'vitest'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, remote20200408, statusAfter, viewAfter } from '../../support/ask-case.ts'

const photographOnly = { ...remote20200408, requestedItems: remote20200408.requestedItems.filter(({ id }) => id === 'photograph') }

describe('items', () => {
  test.each([
    ['asked for, all on the list', 'requestReceived', journey.itemsAskedFor, remote20200408, undefined],
    ['asked for, one that the edition does not ask for', 'requestReceived', journey.itemsAskedFor, photographOnly, 'not-on-the-list'],
    ['checked before they were asked for', 'detailsRecorded', journey.itemsChecked, remote20200408, 'cannot-start-yet'],
    ['checked', 'itemsAskedFor', journey.itemsChecked, remote20200408, undefined],
    ['checked, one that the edition does not ask for', 'itemsAskedFor', journey.itemsChecked, photographOnly, 'not-on-the-list'],
  ] as const)('%s', (_name, after, event, edition, code) => expect(codeAfter(until(after), event, { edition })).toBe(code))

  const checked = (items: object) => [...until('itemsAskedFor'), { kind: 'itemsChecked' as const, items }]
  test.each([
    ['all received', { 'full-name': 'received', photograph: 'received' }, 'Completed', undefined],
    ['one missing', { 'full-name': 'received', photograph: 'missing' }, 'There is a problem', /still missing/],
    ['one not looked at', { 'full-name': 'received' }, 'In progress', undefined],
  ])('%s: %s', (_name, items, status, problem) => {
    const events = checked(items)
    expect(statusAfter(events, 'items')).toBe(status)
    if (problem) expect(viewAfter(events).steps.items?.problem).toMatch(problem)
  })

  test('a later check adds to the earlier one', () =>
    expect(
      statusAfter(
        [...checked({ 'full-name': 'received', photograph: 'missing' }), { kind: 'itemsChecked', items: { photograph: 'received' } }],
        'items',
      ),
    ).toBe('Completed'))
})
