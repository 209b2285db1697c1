import { describe, expect, test } from 'vitest'
import { foldLocumEntry, lastLookedAt, locumStateOn } from '../../../domain/locum/entry.ts'
import type { LocumEvent } from '../../../domain/locum/events.ts'
import { grant, granted, review, revocation, revoked } from './grants.ts'

describe('locum log: an entry is the fold of its events', () => {
  test('a review changes its dates, a correction all of it', () => {
    const reviewed: LocumEvent = { kind: 'reviewed', ...review }
    const entry = foldLocumEntry([granted, reviewed])
    expect(entry).toEqual({ grant: { ...grant, reviewBy: '2027-05-01' }, reviewedOn: ['2026-11-20'] })
    expect(lastLookedAt(entry)).toBe('2026-11-20')
    const corrected = { ...grant, name: 'Invented Person' }
    expect(foldLocumEntry([granted, reviewed, { kind: 'corrected', grant: corrected, reason: 'Name' }]).grant).toEqual(corrected)
  })

  test('a reason for more than a year ends with the next review', () => {
    const longer: LocumEvent = { kind: 'granted', grant: { ...grant, longerBecause: 'Agreed' }, source: 'log' }
    expect(foldLocumEntry([longer, { kind: 'reviewed', ...review }]).grant.longerBecause).toBeUndefined()
  })

  test('a revocation, and its withdrawal', () => {
    expect(foldLocumEntry([granted, revoked]).revoked).toEqual(revocation)
    expect(foldLocumEntry([granted, revoked, { kind: 'revocationWithdrawn', reason: 'Wrong person' }]).revoked).toBeUndefined()
  })

  test('a list that does not begin with a grant, or has two, was never written', () => {
    expect(() => foldLocumEntry([])).toThrow(/begins with its grant/)
    expect(() => foldLocumEntry([revoked])).toThrow(/begins with its grant/)
    expect(() => foldLocumEntry([granted, granted])).toThrow(/granted once/)
  })
})

test.each([
  ['2026-11-30', 'active'],
  ['2027-02-14', 'active'],
  ['2027-02-15', 'review-due'],
  ['2027-03-01', 'review-due'],
  ['2027-03-02', 'overdue'],
  ['2027-10-31', 'overdue'],
  ['2027-11-01', 'ended'],
])('locum log: on %s the access is %s', (today, state) => {
  expect(locumStateOn({ grant }, today)).toBe(state)
  expect(locumStateOn({ grant, revoked: revocation }, today)).toBe('revoked')
})
