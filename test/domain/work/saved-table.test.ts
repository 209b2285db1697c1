import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsToText, textToRows } from '../../../domain/work/saved-table.ts'

test('table: crosses as one text, and comes back row by row', () => {
  const cell = fc.string().map((text) => text.replace(/[\t\n\r]/g, ''))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
      // A text without anything in it is no row.
      fc.pre(rowsToText(rows) !== '')
      expect(textToRows(rowsToText(rows), 3)).toEqual(rows)
    }),
  )
})

test.each([
  ['', 2, []],
  ['a\tb', 2, [['a', 'b']]],
  ['a', 2, [['a', '']]],
  ['a\tb\tc', 2, [['a', 'b']]],
])('text %j with %i columns', (text, columns, rows) => expect(textToRows(text, columns)).toEqual(rows))

test('cell with a line break: stays one cell', () => {
  expect(textToRows(rowsToText([['a\nb\tc\r\nd', 'e']]), 2)).toEqual([['a b c d', 'e']])
})
