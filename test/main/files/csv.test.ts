import { describe, expect, test } from 'vitest'
import { readCsvRows, type CsvLimits } from '../../../main/files/csv.ts'

const limits: CsvLimits = { rows: 5, columns: 4, cells: 12, cell: 10 }
const never = () => false
const read = (text: string | Uint8Array, isTelling: (cell: string) => boolean = never) => readCsvRows(Buffer.from(text), limits, isTelling)
const cellsOf = (answer: ReturnType<typeof read>) => ('rows' in answer ? answer.rows.map(({ line, cells }) => [line, ...cells]) : answer)

describe('CSV: rows with the line on which each begins', () => {
  test.each<[string, string | Uint8Array]>([
    ['commas', 'a,b\nc,d\n'],
    ['semicolons', 'a;b\nc;d\n'],
    ['tabs', 'a\tb\nc\td\n'],
    ['bars', 'a|b\nc|d\n'],
    ['a byte order mark', Buffer.from('\uFEFFa,b\nc,d\n')],
    ['UTF-16 with its mark', Buffer.from('\uFEFFa,b\nc,d\n', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('a,b\nc,d\n', 'utf16le')],
    ['old line ends', 'a,b\rc,d\r'],
  ])('%s', (_, text) => {
    const [first, second] = cellsOf(read(text)) as (string | number)[][]
    expect(first!.map((cell) => String(cell).replace('\uFEFF', ''))).toEqual(['1', 'a', 'b'])
    expect(second).toEqual([2, 'c', 'd'])
  })

  test('a cell of two lines counts both', () => {
    expect(cellsOf(read('"a\nb",c\nd,e'))).toEqual([
      [1, 'a\nb', 'c'],
      [3, 'd', 'e'],
    ])
  })

  test('where two signs cut equally well, the one with more telling cells', () => {
    const text = 'x,1;y\nx,2;y'
    expect(cellsOf(read(text, (cell) => cell === 'y'))).toEqual([
      [1, 'x,1', 'y'],
      [2, 'x,2', 'y'],
    ])
    expect(cellsOf(read(text, (cell) => cell === 'x'))).toEqual([
      [1, 'x', '1;y'],
      [2, 'x', '2;y'],
    ])
  })

  test.each<[string, string | Uint8Array, unknown]>([
    ['empty', '', { fault: 'empty' }],
    ['blank lines', '\n \n', { fault: 'empty' }],
    ['zeros', 'a\0,b\n', { fault: 'not-text' }],
    ['a quotation mark that is not closed', 'a,b\n"c,d\n', { fault: 'broken', line: 2 }],
    ['too many rows', 'a,b\n'.repeat(6), { fault: 'too-large', limit: 'more than 5 lines' }],
    ['too many columns', 'a,b,c,d,e\n', { fault: 'too-large', limit: 'a line with more than 4 columns' }],
    ['too many cells', 'a,b,c,d\n'.repeat(4), { fault: 'too-large', limit: 'more than 12 cells' }],
    ['a cell too long', `a,${'b'.repeat(11)}\n`, { fault: 'too-large', limit: 'a cell with more than 10 characters' }],
  ])('%s', (_, text, fault) => expect(read(text)).toEqual(fault))
})
