import { describe, expect, test } from 'vitest'
import {
  earliestDayOf,
  firstRefusal,
  inThePast,
  isOnlyOther,
  withReason,
  isFlagValue,
  notBefore,
  notInFuture,
  onList,
  onListOrOther,
} from '../../../domain/journey/checks.ts'
import { refusal } from '../../../domain/journey/part.ts'
import { worldOn } from '../../support/ask-case.ts'

const world = worldOn('2026-11-23')

describe('date of an act', () => {
  test.each([
    ['2026-11-22', undefined],
    ['2026-11-23', undefined],
    ['2026-11-24', 'not-in-time'],
    ['2027-01-01', 'not-in-time'],
  ])('%s on 23 November 2026: %s', (date, code) => expect(notInFuture(world, date, 'Date of posting')?.code).toBe(code))

  test.each([
    ['2026-11-22', undefined],
    ['2026-11-23', 'not-in-time'],
    ['2026-11-24', 'not-in-time'],
  ])('%s as a date in the past: %s', (date, code) => expect(inThePast(world, date, 'Date of birth')?.code).toBe(code))

  test('is not refused on a screen, which does not know the day', () =>
    expect(notInFuture(undefined, '2999-01-01', 'Date of posting')).toBeUndefined())

  test.each([
    ['2026-11-22', '2026-11-23', 'not-in-time'],
    ['2026-11-23', '2026-11-23', undefined],
    ['2026-11-24', '2026-11-23', undefined],
    ['1999-01-01', undefined, undefined],
  ])('%s, not before %s: %s', (date, earliest, code) =>
    expect(notBefore(date, earliest, 'Date of posting', 'the day on which the list was closed')?.code).toBe(code),
  )

  test('says which date and what it must not be before', () =>
    expect(notBefore('2026-11-22', '2026-11-23', 'Date of posting', 'the day on which the list was closed')?.message).toBe(
      'Date of posting is before the day on which the list was closed. Nothing was saved.',
    ))

  test('day of an instant: its day in UTC, which no true date in the UK is before', () =>
    expect(earliestDayOf('2026-07-01T23:30:00.000Z')).toBe('2026-07-01'))
})

describe('choice from a list', () => {
  const list = [
    { id: 'email', name: 'Email' },
    { id: 'form', name: 'Form' },
  ]
  const withOther = [...list, { id: 'other', name: 'Another' }]
  test.each([
    ['email', undefined],
    [['email', 'form'], undefined],
    [[], undefined],
    [undefined, undefined],
    ['fax', 'not-on-the-list'],
    [['email', 'fax'], 'not-on-the-list'],
    ['', 'not-on-the-list'],
  ])('%j: %s', (ids, code) => expect(onList(list, ids, 'channel')?.code).toBe(code))

  test('words for another one are allowed only where the list has “another”', () => {
    expect(onListOrOther(withOther, 'By carrier pigeon', 'channel')).toBeUndefined()
    expect(onListOrOther(list, 'By carrier pigeon', 'channel')?.code).toBe('not-on-the-list')
    expect(onListOrOther(list, 'form', 'channel')).toBeUndefined()
  })
})

describe('reasons', () => {
  test.each<[readonly string[], boolean]>([
    [[], false],
    [['other'], true],
    [['other', 'other'], true],
    [['expired', 'other'], false],
  ])('%j says nothing: %s', (reasons, nothing) => expect(isOnlyOther(reasons)).toBe(nothing))

  test.each<[readonly string[] | undefined, string | undefined, string | undefined]>([
    [undefined, 'A note', 'reason-needed'],
    [[], 'A note', 'reason-needed'],
    [['other'], undefined, 'reason-needed'],
    [['other'], 'A note', undefined],
    [['expired'], undefined, undefined],
  ])('%j with the note “%s”: %s', (reasons, note, code) => expect(withReason(reasons, note)?.code).toBe(code))
})

describe('flag value', () => {
  test.each([
    ['000000000', undefined, true],
    ['0000 0000-0', undefined, true],
    ['0', undefined, true],
    ['999999999', '999999999', true],
    ['999 999 999', '999999999', true],
    ['covid19', 'COVID19', true],
    ['123456789', '999999999', false],
    ['000000001', undefined, false],
    ['', undefined, false],
  ])('%s, flag %s: %s', (value, flag, is) => expect(isFlagValue(value, flag)).toBe(is))
})

test('the first rule that refuses answers, and later ones are not asked', () => {
  const first = refusal('not-in-time', 'a', 'b')
  const never = () => {
    throw new Error('asked')
  }
  expect(
    firstRefusal(
      () => undefined,
      () => first,
      never,
    ),
  ).toBe(first)
  expect(firstRefusal(() => undefined)).toBeUndefined()
})
