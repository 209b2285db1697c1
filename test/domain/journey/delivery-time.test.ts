import { describe, expect, test } from 'vitest'
import type { PostingService } from '../../../domain/guidance/edition.ts'
import { findUsualArrival, isSoonerThanUsual, refuseBeforePosting, refuseSoonerThanUsual } from '../../../domain/journey/delivery-time.ts'
import { journey, until } from '../../fixtures/journey-events.ts'
import { remote20200408, viewAfter } from '../../support/ask-case.ts'

type Usual = NonNullable<PostingService['usualDelivery']>

const editionWith = (usualDelivery: Usual | undefined) => ({
  ...remote20200408,
  postingServices: remote20200408.postingServices.map((service) => (usualDelivery ? { ...service, usualDelivery } : service)),
})
const postedOn = (day: string) => viewAfter([...until('manifestClosed'), { ...journey.posted, postedOn: day }]).facts

describe('usual delivery time', () => {
  // 23 November 2026 is a Monday.
  const table: readonly [string, string, Usual | undefined, string][] = [
    ['not said: one day', '2026-11-23', undefined, '2026-11-24'],
    ['not said, posted on a Friday', '2026-11-27', undefined, '2026-11-28'],
    ['the same day', '2026-11-23', { days: 0, count: 'calendar-days' }, '2026-11-23'],
    ['the same working day', '2026-11-28', { days: 0, count: 'working-days' }, '2026-11-28'],
    ['three calendar days', '2026-11-27', { days: 3, count: 'calendar-days' }, '2026-11-30'],
    ['one working day from Monday', '2026-11-23', { days: 1, count: 'working-days' }, '2026-11-24'],
    ['one working day from Friday', '2026-11-27', { days: 1, count: 'working-days' }, '2026-11-30'],
    ['one working day from Saturday', '2026-11-28', { days: 1, count: 'working-days' }, '2026-11-30'],
    ['two working days from Thursday', '2026-11-26', { days: 2, count: 'working-days' }, '2026-11-30'],
    ['six working days', '2026-11-23', { days: 6, count: 'working-days' }, '2026-12-01'],
  ]
  test.each(table)('%s: posted on %s', (_name, day, usual, expected) => {
    const facts = postedOn(day)
    const edition = editionWith(usual)
    expect(findUsualArrival(facts, edition)).toBe(expected)
    expect(isSoonerThanUsual(facts, edition, `${expected}T00:00:00.000Z`)).toBe(false)
    const eve = new Date(Date.parse(`${expected}T00:00:00.000Z`) - 1).toISOString()
    expect(isSoonerThanUsual(facts, edition, eve)).toBe(true)
  })

  test('a card that was not posted has none', () => {
    expect(findUsualArrival(viewAfter(until('manifestClosed')).facts, remote20200408)).toBeUndefined()
  })

  test('the editions that RA Desk brings are read as before', () => {
    for (const { usualDelivery } of remote20200408.postingServices) expect(usualDelivery).toBeUndefined()
  })
})

describe('a call that the card arrived, before any posting is known', () => {
  const calledAt = '2026-11-23T09:00:00.000Z'
  test('is refused for no time', () => {
    expect(refuseBeforePosting({}, calledAt)).toBeUndefined()
    expect(refuseSoonerThanUsual({}, remote20200408, { calledAt })).toBeUndefined()
  })

  test('is not compared with a posting of which the time of recording is not known', () => {
    const { posting } = postedOn('2026-11-23')
    expect(refuseBeforePosting({ posting: posting! }, calledAt)).toBeUndefined()
    expect(refuseBeforePosting({ posting: posting! }, '2026-11-22T09:00:00.000Z')?.code).toBe('not-in-time')
  })
})
