import { describe, expect, it } from 'vitest'
import { remote20200408 } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { readPositions, type TypedPosition } from '../../../../../renderer/features/steps/access/positions.ts'

const day = (iso: string) => ({ year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8) })
const none = { day: '', month: '', year: '' }
const good: TypedPosition = { name: 'Invented Clerk', odsCode: 'zz9', from: day('2026-11-25'), to: none, reason: '' }
const problemsOf = (...rows: TypedPosition[]) => readPositions(rows, remote20200408).problems.map(({ field }) => field)

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
    expect(problemsOf(pharmacy)).toEqual(['positions.0.to', 'positions.0.reason'])
  })
  it('is recorded with both', () => {
    expect(readPositions([{ ...pharmacy, to: day('2027-05-25'), reason: 'Moves every day' }], remote20200408)).toEqual({
      positions: [{ name: 'Invented Clerk', odsCode: 'FFFFF', from: '2026-11-25', to: '2027-05-25', reason: 'Moves every day' }],
      problems: [],
    })
  })
})
