import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { bareTracking, findUsedTracking } from '../../../domain/journey/posting.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter, viewAfter, worldOn } from '../../support/ask-case.ts'

const posted = journey.posted
const under = (trackingReference: string): CaseEvent => ({ ...posted, trackingReference })
const replaced: CaseEvent = { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' }
const nextCard: readonly CaseEvent[] = [
  { ...journey.cardWriteStarted, attempt: 2 },
  { ...journey.cardWritten, attempt: 2 },
  journey.cardFacePrinted,
  journey.cardFaceChecked,
  journey.labelMade,
  journey.labelChecked,
  journey.manifestClosed,
]
const world = worldOn('2026-11-30', {
  otherCaseWithTracking: (reference) => (bareTracking(reference) === 'AB123456785GB' ? 'RA-7K3M-2' : undefined),
})

describe('posting', () => {
  test.each([
    ['on the day on which the list was closed', posted, undefined],
    ['a day before the list was closed', { ...posted, postedOn: '2026-11-22' }, 'not-in-time'],
    ['today', { ...posted, postedOn: '2026-11-30' }, undefined],
    ['tomorrow', { ...posted, postedOn: '2026-12-01' }, 'not-in-time'],
    ['by a service that is not on the list', { ...posted, service: 'pigeon' }, 'not-on-the-list'],
    ['under a reference of its own', under('CD123456785GB'), undefined],
    ['under the reference of another case', under('ab 123 456 785 gb'), 'tracking-used'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('manifestClosed'), event, { world })).toBe(code))

  test('before the list was closed: cannot start yet', () => expect(codeAfter(until('labelChecked'), posted)).toBe('cannot-start-yet'))

  const called: CaseEvent = { ...journey.arrivalCallLogged, calledAt: '2026-11-25T09:00:00.000Z' }
  test.each([
    ['the day before the call that the card arrived', '2026-11-24', undefined],
    ['the day of the call', '2026-11-25', undefined],
    ['the day after the call', '2026-11-26', 'not-in-time'],
  ])('corrected to %s', (_name, postedOn, code) =>
    expect(codeAfter([...until('posted'), called], { ...posted, postedOn }, { reason: 'Wrong day', world })).toBe(code),
  )

  test('manifest: a list is closed once for a card', () =>
    expect(codeAfter(until('manifestClosed'), journey.manifestClosed, { reason: 'x' })).toBe('step-finished'))
})

describe('tracking reference', () => {
  const first = [...until('manifestClosed'), under('AA 111'), replaced, ...nextCard]
  const table: readonly [string, readonly CaseEvent[], CaseEvent, string | undefined, string | undefined][] = [
    ['of a replaced card of the case', first, under('AA111'), undefined, 'tracking-used'],
    ['of the same posting, corrected in another field', [...until('manifestClosed'), under('AA111')], under('AA111'), 'x', undefined],
    [
      'that was a typing error',
      [...until('manifestClosed'), under('AA111'), under('AA112'), replaced, ...nextCard],
      under('AA111'),
      undefined,
      undefined,
    ],
    ['none', first, posted, undefined, undefined],
  ]
  test.each(table)('%s', (_name, before, event, reason, code) =>
    expect(codeAfter(before, event, reason === undefined ? {} : { reason })).toBe(code),
  )

  test('a replaced card that had none leaves none', () => {
    expect(viewAfter([...until('posted'), replaced]).facts.earlierTracking).toEqual([])
    expect(viewAfter(first).facts.earlierTracking).toEqual(['AA 111'])
  })

  test('used ones are those of earlier cards and of the last posting, without spaces', () => {
    expect(findUsedTracking(viewAfter([...first, under('ab 2')]).facts)).toEqual(['AA111', 'AB2'])
    expect(findUsedTracking(viewAfter(until('posted')).facts)).toEqual([])
    expect(findUsedTracking(viewAfter([...until('manifestClosed'), under('AA-111')]).facts)).toEqual(['AA111'])
  })
})

test('posting: later changes of the address do not change where the card went', () => {
  const moved: CaseEvent = { ...journey.detailsRecorded, address: { ...journey.detailsRecorded.address, town: 'Elsewhere' } }
  expect(viewAfter([...until('posted'), moved]).facts.sentTo?.town).toBe('Sampletown')
  expect(statusAfter([...until('posted'), replaced], 'posted')).toBe('Cannot start yet')
})
