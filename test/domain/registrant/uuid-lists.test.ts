import { expect, test } from 'vitest'
import { MOST_UUIDS, uuidLists } from '../../../domain/registrant/uuid-lists.ts'

const uuids = (count: number) => Array.from({ length: count }, (_, index) => String(555_000_000_000 + index))

test.each([
  [0, []],
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [250, [100, 100, 50]],
])('UUIDs for CIM: %i people are lists of %j', (count, sizes) => {
  const lists = uuidLists(uuids(count))
  expect(lists.map(({ length }) => length)).toEqual(sizes)
  expect(lists.flat()).toEqual(uuids(count))
  expect(MOST_UUIDS).toBe(100)
})

test('UUIDs for CIM: a UUID with two entries is there once', () => expect(uuidLists(['1', '2', '1'])).toEqual([['1', '2']]))
