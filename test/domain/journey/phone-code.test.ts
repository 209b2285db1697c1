import { describe, expect, test } from 'vitest'
import type { CaseEvent } from '../../../domain/case/events.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter, viewAfter } from '../../support/ask-case.ts'

const texted = journey.phoneCodeTexted
const verified = (result: 'same' | 'different' | 'expired', attempt = 1): CaseEvent => ({ kind: 'phoneCodeVerified', attempt, result })
const after = until('phoneCodeTexted')

describe('phone code', () => {
  const table: readonly [string, readonly CaseEvent[], string | undefined, string][] = [
    ['read out as texted: the mobile is confirmed', [...after, verified('same')], texted.to, 'Completed'],
    ['read out wrong', [...after, verified('different')], undefined, 'There is a problem'],
    ['read out too late', [...after, verified('expired')], undefined, 'There is a problem'],
    ['wrong, then right', [...after, verified('different'), verified('same')], texted.to, 'Completed'],
    ['a fresh code asks again', [...after, verified('same'), { ...texted, attempt: 2 }], undefined, 'In progress'],
    ['another attempt’s code that was never texted', [...after, verified('same', 7)], undefined, 'In progress'],
    [
      'a code texted before the mobile changed proves nothing',
      [...after, { ...journey.detailsRecorded, mobile: '+447700900456' }, verified('same')],
      undefined,
      'In progress',
    ],
    [
      'a code of a call that was broken off proves nothing',
      [...after, { kind: 'callEnded', outcome: 'broken-off' }, verified('same')],
      undefined,
      'Cannot start yet',
    ],
  ]
  test.each(table)('%s', (_name, events, bound, status) => {
    const view = viewAfter(events)
    expect(view.facts.boundNumber).toBe(bound)
    expect(view.steps['phone-code']?.status).toBe(status)
  })

  test('counts how often a code was read out', () =>
    expect(viewAfter([...after, verified('different'), verified('different'), verified('same')]).facts.phoneCodes[0]).toMatchObject({
      attemptsUsed: 3,
      result: 'same',
    }))

  test('is texted again at any time in the call, and not before it is arranged', () => {
    expect(codeAfter(until('phoneCodeVerified'), { ...texted, attempt: 2 })).toBeUndefined()
    expect(codeAfter(until('likenessConfirmed'), texted)).toBe('cannot-start-yet')
  })

  test('a mobile that changes after the card was written opens the confirmation again', () =>
    expect(statusAfter([...until('cardWritten'), { ...journey.detailsRecorded, mobile: '+447700900456' }], 'phone-code')).not.toBe(
      'Completed',
    ))
})
