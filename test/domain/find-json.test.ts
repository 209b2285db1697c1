import { expect, test } from 'vitest'
import { findJson } from '../../domain/find-json.ts'

test.each<[string, unknown]>([
  ['{"a":[1]}', { a: [1] }],
  ['null', null],
  ['"text"', 'text'],
  ['', undefined],
  ['{"a":', undefined],
  ['\u0000', undefined],
  ['undefined', undefined],
])('JSON in %j', (text, expected) => {
  expect(findJson(text)).toEqual(expected)
})
