import { expect, test } from 'vitest'
import { byLastChange, patchSorted } from '../../../renderer/client/sorted-cases.ts'
import { summaryOf } from './fakes.ts'

const [oldest, middle, other, newest] = [summaryOf('a', 1), summaryOf('b', 2), summaryOf('c', 2), summaryOf('d', 3)]

test('work list: last changed first; cases changed at the same time by their ids', () => {
  expect([oldest, other, newest, middle].toSorted(byLastChange)).toEqual([newest, middle, other, oldest])
})

test.each([
  ['the newest is added', [middle, oldest], [], [newest], [newest, middle, oldest]],
  ['the oldest is added', [newest, middle], [], [oldest], [newest, middle, oldest]],
  ['one of the same time is added', [newest, other, oldest], [], [middle], [newest, middle, other, oldest]],
  ['one is removed', [newest, middle, oldest], [middle], [], [newest, oldest]],
  ['one moves to the top', [newest, middle, oldest], [oldest], [summaryOf('a', 4)], [summaryOf('a', 4), newest, middle]],
  ['the last one is removed', [oldest], [oldest], [], []],
])('patching a sorted list: %s', (_, cases, removed, added, expected) => {
  const before = [...cases]
  expect(patchSorted(cases, removed, added)).toEqual(expected)
  expect(cases).toEqual(before)
})

test('patching a sorted list with nothing answers the same list', () => {
  const cases = [newest, oldest]
  expect(patchSorted(cases, [], [])).toBe(cases)
})

test('patching a sorted list: removing a case that is not in it is a bug, so it throws', () => {
  expect(() => patchSorted([newest], [oldest], [])).toThrow('not in the list')
})
