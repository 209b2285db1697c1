import { describe, expect, it } from 'vitest'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import {
  isForLonger,
  nothingForLog,
  proposeReview,
  readPositions,
  type TypedPosition,
} from '../../../../../renderer/features/steps/access/positions.ts'

const day = (iso: string) => ({ year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8) })
const none = { day: '', month: '', year: '' }
const good: TypedPosition = { name: 'Invented Clerk', odsCode: 'zz9', from: day('2026-11-25'), to: none, reason: '', ...nothingForLog() }
const problemsOf = (...rows: TypedPosition[]) => readPositions(rows, remote20200408).problems.map(({ field }) => field)

describe('review date of the edition', () => {
  const access = { from: day('2026-11-25'), to: none, reviewBy: none }
  it('is proposed so many days after the start, and not after the end', () => {
    expect(proposeReview(access, remote20200408)).toEqual(day('2026-12-25'))
    expect(proposeReview({ ...access, to: day('2026-12-01') }, remote20200408)).toEqual({ day: '1', month: '12', year: '2026' })
  })
  it('is not proposed over a typed date, without a start, or where the edition has no rule', () => {
    expect(proposeReview({ ...access, reviewBy: day('2026-12-02') }, remote20200408)).toBeUndefined()
    expect(proposeReview({ ...access, from: none }, remote20200408)).toBeUndefined()
    const { dueDays: _rule, ...without } = remote20200408
    expect(proposeReview(access, without)).toBeUndefined()
  })
})

describe('positions', () => {
  it('are recorded with a normalised ODS code and no empty parts', () => {
    expect(readPositions([good], remote20200408)).toEqual({
      positions: [{ name: 'Invented Clerk', odsCode: 'ZZ9', from: '2026-11-25' }],
      problems: [],
    })
  })

  it.each([
    ['no name', { name: '  ' }, 'positions.0.name'],
    ['no ODS code', { odsCode: '' }, 'positions.0.odsCode'],
    ['an ODS code with a hyphen', { odsCode: 'ZZ-9' }, 'positions.0.odsCode'],
    ['no start', { from: none }, 'positions.0.from'],
    ['a day that does not exist', { from: { day: '31', month: '11', year: '2026' } }, 'positions.0.from'],
    ['an end before the start', { to: day('2026-11-24') }, 'positions.0.to'],
    ['half an end date', { to: { day: '1', month: '', year: '' } }, 'positions.0.to'],
  ])('are refused with %s', (_what, change, field) => {
    expect(problemsOf({ ...good, ...change })).toEqual([field])
  })

  it('can end on the day they start', () => {
    expect(problemsOf({ ...good, to: day('2026-11-25') })).toEqual([])
  })

  it('errors name the row if there are several', () => {
    const { problems } = readPositions([good, { ...good, name: '' }], remote20200408)
    expect(problems).toEqual([{ field: 'positions.1.name', message: 'Enter the name of position 2.' }])
  })
})

describe('FFFFF access', () => {
  const pharmacy = { ...good, odsCode: ' fffff' }
  it('needs a reason and an end date, however the code is typed', () => {
    expect(problemsOf(pharmacy)).toEqual(['positions.0.to', 'positions.0.reason', 'positions.0.reviewBy'])
  })
  const whole = { ...pharmacy, to: day('2027-05-25'), reason: 'Moves every day', reviewBy: day('2027-02-25') }
  it('is recorded with both and a review date', () => {
    expect(readPositions([{ ...whole, registerNumber: ' 2000001 ' }], remote20200408)).toEqual({
      positions: [
        {
          name: 'Invented Clerk',
          odsCode: 'FFFFF',
          from: '2026-11-25',
          to: '2027-05-25',
          reason: 'Moves every day',
          reviewBy: '2027-02-25',
          registerNumber: '2000001',
        },
      ],
      problems: [],
    })
  })
  it.each([
    ['a review before the start', { reviewBy: day('2026-11-24') }, ['positions.0.reviewBy']],
    ['a review on the start', { reviewBy: day('2026-11-25') }, []],
    ['a review on the last day', { reviewBy: day('2027-05-25') }, []],
    ['a review after the end', { reviewBy: day('2027-05-26') }, ['positions.0.reviewBy']],
    ['a year exactly', { to: day('2027-11-25') }, []],
    ['more than a year', { to: day('2027-11-26') }, ['positions.0.longerBecause']],
    ['more than a year, with the reason', { to: day('2027-11-26'), longerBecause: 'Agreed' }, []],
  ])('%s', (_what, change, fields) => {
    expect(problemsOf({ ...whole, ...change })).toEqual(fields)
  })
  it('a reason for more than a year is not kept when the access is shorter', () => {
    expect(isForLonger(whole)).toBe(false)
    expect(readPositions([{ ...whole, longerBecause: 'Old' }], remote20200408).positions[0]).not.toHaveProperty('longerBecause')
  })
  it('a draft from before the log is read', () => {
    const { reviewBy: _review, registerNumber: _number, longerBecause: _longer, secondBecause: _second, ...old } = whole
    expect(problemsOf(old as TypedPosition)).toEqual(['positions.0.reviewBy'])
  })
})
