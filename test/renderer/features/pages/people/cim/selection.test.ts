import { describe, expect, test } from 'vitest'
import {
  countSelected,
  isSelected,
  MOST_SELECTED,
  nothingSelected,
  selectedOf,
  toggle,
} from '../../../../../../renderer/features/pages/people/cim/selection.ts'

const shown = ['a', 'b', 'c'].map((id) => ({ id }))

describe('selection of differences', () => {
  test('one by one, and off again', () => {
    const one = toggle(nothingSelected, 'a', shown)!
    expect(isSelected(one, 'a')).toBe(true)
    expect(isSelected(one, 'b')).toBe(false)
    expect(countSelected(toggle(one, 'a', shown)!, shown)).toBe(0)
  })

  test('all that are shown; one off leaves the others', () => {
    const all = { all: true } as const
    expect(countSelected(all, shown)).toBe(3)
    expect(selectedOf(toggle(all, 'b', shown)!, shown)).toEqual([{ id: 'a' }, { id: 'c' }])
  })

  test('what a filter hides is not counted', () => {
    expect(countSelected({ ids: new Set(['a', 'z']) }, shown)).toBe(1)
    expect(selectedOf({ ids: new Set(['z']) }, shown)).toEqual([])
  })

  test('too many to name one by one', () => {
    const many = Array.from({ length: MOST_SELECTED + 2 }, (_, index) => ({ id: `${index}` }))
    expect(toggle({ all: true }, '0', many)).toBeUndefined()
    expect(toggle({ all: true }, '0', many.slice(1))).toBeUndefined()
    expect(toggle({ all: true }, '1', many.slice(1))).toBeDefined()
  })
})
