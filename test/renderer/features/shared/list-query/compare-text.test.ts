import { expect, test } from 'vitest'
import { compareText } from '../../../../../renderer/features/shared/list-query/compare-text.ts'

test('text: by its code points, the same in every language', () => {
  expect(['b', 'a', 'B', '10', '9'].sort(compareText)).toEqual(['10', '9', 'B', 'a', 'b'])
  expect(compareText('a', 'a')).toBe(0)
})
