import { expect, test } from 'vitest'
import { askFor, readAskedCases } from '../../../../renderer/features/shared/asked-cases.ts'

test('asked cases: what one page asks for, the other reads', () => {
  expect(readAskedCases(askFor(['a', 'b']).state)).toEqual(['a', 'b'])
})

test.each([null, undefined, 'a', {}, { caseIds: 'a' }, { caseId: 'a' }])('asked cases: none in %j', (state) => {
  expect(readAskedCases(state)).toEqual([])
})

test('asked cases: what is no id is left out, and so is more than fits', () => {
  expect(readAskedCases({ caseIds: ['a', 1, null] })).toEqual(['a'])
  expect(readAskedCases({ caseIds: Array.from({ length: 300 }, (_, index) => `case-${index}`) })).toHaveLength(200)
})
