import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_PRINTED_ROWS, rowsToText, savedTable, textToRows } from '../../../domain/work/saved-table.ts'

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

const table = { of: 'report', format: 'csv', title: 'Waiting', about: 'November', columns: ['What', 'Number'], rows: 'a\t1' } as const
test('saved table: as it crosses', () => {
  expect(savedTable.parse(table)).toEqual(table)
  expect(savedTable.safeParse({ ...table, of: 'work-list', format: 'pdf', about: undefined, columns: Array(16).fill('x') }).success).toBe(
    true,
  )
  expect(MOST_PRINTED_ROWS).toBe(2_000)
})
test.each<[string, object]>([
  ['of something else', { of: 'case' }],
  ['in another form', { format: 'xls' }],
  ['without a title', { title: '' }],
  ['without a column', { columns: [] }],
  ['with too many columns', { columns: Array(17).fill('x') }],
  ['with too much text', { rows: 'x'.repeat(7_000_001) }],
  ['with something beside', { path: '/' }],
])('saved table %s: refused', (_name, change) => expect(savedTable.safeParse({ ...table, ...change }).success).toBe(false))
