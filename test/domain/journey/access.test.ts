import { describe, expect, test } from 'vitest'
import { journey, until } from '../../fixtures/journey-events.ts'
import { codeAfter, statusAfter, viewAfter } from '../../support/ask-case.ts'

const given = journey.accessRecorded
const position = { name: 'Invented Clerk', odsCode: 'ZZ9', from: '2026-11-25' }
const any = { ...position, odsCode: 'FFFFF' }
const locum = { ...any, to: '2027-01-01', reason: 'Vaccination team', reviewBy: '2026-12-20' }
const positions = (...list: (typeof position & { to?: string; reason?: string; reviewBy?: string; longerBecause?: string })[]) => ({
  ...given,
  positions: list,
})

describe('access', () => {
  test.each([
    ['a position without an end', given, undefined],
    ['a position that ends', positions({ ...position, to: '2027-01-01' }), undefined],
    ['a position that ends on the day on which it begins', positions({ ...position, to: '2026-11-25' }), undefined],
    ['a position that ends before it begins', positions({ ...position, to: '2026-11-24' }), 'not-in-time'],
    ['FFFFF without an end date', positions({ ...any, reason: 'Vaccination team' }), 'end-date-needed'],
    ['FFFFF without a reason', positions({ ...any, to: '2027-01-01' }), 'end-date-needed'],
    ['FFFFF with both, without a review date', positions({ ...any, to: '2027-01-01', reason: 'Vaccination team' }), 'review-date-needed'],
    ['FFFFF with all three', positions(locum), undefined],
    ['FFFFF reviewed on its last day', positions({ ...locum, reviewBy: '2027-01-01' }), undefined],
    ['FFFFF reviewed after its last day', positions({ ...locum, reviewBy: '2027-01-02' }), 'not-in-time'],
    ['FFFFF reviewed before it begins', positions({ ...locum, reviewBy: '2026-11-24' }), 'not-in-time'],
    ['FFFFF for exactly a year', positions({ ...locum, to: '2027-11-25' }), undefined],
    ['FFFFF for longer', positions({ ...locum, to: '2027-11-26' }), 'reason-needed'],
    ['FFFFF for longer, with the reason', positions({ ...locum, to: '2027-11-26', longerBecause: 'Agreed' }), undefined],
    ['FFFFF without an end date, second in the list', positions(position, any), 'end-date-needed'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('passcodeTexted'), event)).toBe(code))
})

describe('first log-in', () => {
  const on = (day: string) => ({ ...journey.firstLogInConfirmed, on: day })
  test.each([
    ['after the card arrived', on('2026-11-26'), undefined],
    ['on the day on which it arrived', on('2026-11-25'), undefined],
    ['before it arrived', on('2026-11-24'), 'not-in-time'],
    ['tomorrow', on('2026-12-01'), 'not-in-time'],
  ])('%s: %s', (_name, event, code) => expect(codeAfter(until('accessRecorded'), event)).toBe(code))

  test('closes the case, and cannot come before the access', () => {
    expect(codeAfter(until('passcodeTexted'), on('2026-11-26'))).toBe('cannot-start-yet')
    expect(viewAfter(until('firstLogInConfirmed')).status).toBe('closed')
    expect(statusAfter(until('accessRecorded'), 'access')).toBe('Completed')
  })
})
