import { describe, expect, test } from 'vitest'
import { createMarkIndex, groupByPerson, type MarkOwner } from '../../../main/registration/mark-index.ts'

const owner = (id: string, marks: readonly string[], more: Partial<MarkOwner> = {}): MarkOwner => ({
  id,
  personId: id,
  marks,
  toldApart: [],
  ofCase: { caseId: id, caseReference: `RA-${id}`, isOpen: true },
  ...more,
})
const deleted = (id: string, marks: readonly string[]): MarkOwner => ({
  id: `deleted ${id}`,
  personId: id,
  marks,
  toldApart: [],
  deleted: { caseReference: `RA-${id}`, month: '2026-10' },
})
function indexOf(...owners: readonly MarkOwner[]) {
  const index = createMarkIndex()
  for (const one of owners) index.put(one)
  return index
}

describe('index of marks', () => {
  test('finds other persons with the kinds that they share, also deleted cases', () => {
    const index = indexOf(owner('a', ['u1', 'm1']), owner('b', ['u1', 'm1', 'n1']), deleted('c', ['m1']))
    expect(groupByPerson(index.others('a', ['u1', 'm1']))).toEqual([
      { personId: 'b', kinds: ['uuid', 'mobile'] },
      { personId: 'c', kinds: ['mobile'] },
    ])
  })
  test('a change of marks counts at once, before and after the first question', () => {
    const index = indexOf(owner('a', ['u1']), owner('b', ['u1']))
    index.put(owner('b', ['u2']))
    expect(index.others('a', ['u1'])).toEqual([])
    index.put(owner('b', ['u1']))
    expect(index.others('a', ['u1'])).toHaveLength(1)
    index.forget('b')
    expect(index.others('a', ['u1'])).toEqual([])
  })
  test('cases of one person are no duplicates of each other', () => {
    const index = indexOf(owner('a', ['u1']), owner('b', ['u1'], { personId: 'a' }))
    expect(index.others('a', ['u1'])).toEqual([])
    expect(index.undecided(9)).toEqual([])
  })
})

describe('possible duplicates that wait for a decision', () => {
  test('by more than the name, of open cases only', () => {
    const closed = owner('c', ['u1'], { ofCase: { caseId: 'c', caseReference: 'RA-c', isOpen: false } })
    const index = indexOf(owner('a', ['u1', 'n1']), closed, owner('d', ['n1']))
    expect(index.undecided(9)).toEqual([{ caseId: 'a', caseReference: 'RA-a', personIds: ['c'] }])
  })
  test('are not asked again once told apart, by either case, and by any case of the person', () => {
    const index = indexOf(owner('a', ['m1']), owner('b', ['m1'], { toldApart: ['a'] }), owner('a2', ['m1'], { personId: 'a' }))
    expect(index.undecided(9)).toEqual([])
    expect(index.others('a', ['m1'])).toEqual([])
    index.put(owner('b', ['m1']))
    expect(index.undecided(9).map(({ caseId }) => caseId)).toEqual(['a', 'a2', 'b'])
  })
  test('no more are listed than asked for', () => {
    const index = indexOf(...['a', 'b', 'c', 'd'].map((id) => owner(id, ['m1'])))
    expect(index.undecided(2)).toHaveLength(2)
  })
})
