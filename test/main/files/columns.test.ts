import { expect, test } from 'vitest'
import { blobOf, DamagedColumn, integerOf, textOf } from '../../../main/files/columns.ts'
import { isDamage } from '../../../main/files/database.ts'

test('columns of a database: each kind is answered as it is', () => {
  const row = { env: Uint8Array.of(1), id: 'a', seq: 7 }
  expect([blobOf(row, 'env'), textOf(row, 'id'), integerOf(row, 'seq')]).toEqual([Uint8Array.of(1), 'a', 7])
})

test.each<[string, () => unknown]>([
  ['nothing in the place of bytes', () => blobOf({ mac: null }, 'mac')],
  ['a number in the place of text', () => textOf({ id: 3 }, 'id')],
  ['a fraction in the place of a number', () => integerOf({ seq: 0.5 }, 'seq')],
  ['no such column', () => textOf({}, 'id')],
])('columns of a database: %s is damage, not a bug', (_, read) => {
  expect(read).toThrow(DamagedColumn)
  const caught = [read].map((each) => {
    try {
      return each()
    } catch (error) {
      return error
    }
  })
  expect(isDamage(caught[0])).toBe(true)
})
