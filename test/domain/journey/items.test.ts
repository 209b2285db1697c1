import { describe, expect, test } from 'vitest'
import { describeEvent } from '../../../domain/case/describe.ts'
import type { CaseEvent } from '../../../domain/case/events.ts'
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

describe('items: not available, see details', () => {
  const asked = { ...journey.itemsAskedFor, items: ['full-name' as const, 'ni-number' as const] }
  const none = { ...journey.detailsRecorded, nationalInsurance: { notGiven: 'New to the UK workforce' } }
  const check = (niNumber?: 'received' | 'missing' | 'not-available') => ({
    kind: 'itemsChecked' as const,
    items: { 'full-name': 'received' as const, ...(niNumber ? { 'ni-number': niNumber } : {}) },
  })
  const { requestReceived: request, detailsRecorded: details } = journey
  const table: readonly (readonly [string, readonly CaseEvent[], string])[] = [
    ['the details say that there is none', [request, none, asked, check('not-available')], 'Completed'],
    ['nothing was answered, and the details say it', [request, none, asked, check()], 'Completed'],
    ['missing, until the details say that there is none', [request, asked, check('missing'), none], 'Completed'],
    ['missing, and the details say nothing', [request, asked, check('missing')], 'There is a problem'],
    ['missing, and the details have the number', [request, details, asked, check('missing')], 'There is a problem'],
    ['the details have the number after all', [request, none, asked, check('not-available'), details], 'In progress'],
  ]
  test.each(table)('%s', (_name, events, status) => expect(statusAfter(events, 'items')).toBe(status))

  test('only what the details explain can be called not available', () => {
    expect(codeAfter([request, asked], check('not-available'))).toBe('document-incomplete')
    expect(codeAfter([request, details, asked], check('not-available'))).toBe('document-incomplete')
    expect(codeAfter([request, none, asked], check('not-available'))).toBeUndefined()
    const other = { ...check(), items: { 'full-name': 'not-available' as const } }
    expect(codeAfter([request, none, asked], other)).toBe('document-incomplete')
  })

  test('the history says what arrived and what is not available, and does not mix them', () => {
    expect(describeEvent(check('not-available'), remote20200408).lines).toEqual([
      'Received: Full name',
      'Not available, see details: National Insurance number',
    ])
  })
})
