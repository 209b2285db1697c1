import { describe, expect, test } from 'vitest'
import { asColumn, MOST_LIST_ROWS, readList } from '../../../../../renderer/features/pages/locum/read-list.ts'

const rowsOf = (text: string) => {
  const read = readList(text)
  return read.ok ? read.value.rows : read.error.code
}

describe('locum log: a pasted list', () => {
  test.each([
    ['tabs, as copied from a spreadsheet', 'Name\tUUID\nAnn, Other\t555000111222'],
    ['commas, with a byte order mark and quotes', '\uFEFFName,UUID\r\n"Ann, Other",555000111222\r\n'],
    ['semicolons', 'Name;UUID\n"Ann, Other";555000111222'],
    ['a line that names the sign', 'sep=;\nName;UUID\n"Ann, Other";555000111222'],
    ['an empty line and a practice line before it', 'PRACTICE\n\nName,UUID\n"Ann, Other",555000111222'],
  ])('%s', (_, text) => expect(rowsOf(text)).toEqual([['Ann, Other', '555000111222']]))

  test('UUIDs in one line are people of their own', () => {
    expect(rowsOf(asColumn('555000111222, 555000111333;555000111444'))).toEqual([['555000111222'], ['555000111333'], ['555000111444']])
    expect(asColumn('Ann, Other')).toBe('Ann, Other')
  })

  test.each([
    ['nothing', ' \n ', 'list-empty'],
    ['headings alone', 'Name,UUID', 'list-empty'],
    ['a quotation mark that is not closed', 'Name,UUID\n"Ann,555000111222', 'list-broken'],
    ['a cell that is too long', `Name,UUID\n${'x'.repeat(4_001)},555000111222`, 'list-too-long'],
    ['a file that is too large', 'x'.repeat(1_000_001), 'list-too-long'],
  ])('%s: %s', (_, text, code) => expect(rowsOf(text)).toBe(code))

  test('at most so many people at once', () => {
    const list = (count: number) => `Name,UUID\n${'Ann,555000111222\n'.repeat(count)}`
    expect(rowsOf(list(MOST_LIST_ROWS))).toHaveLength(MOST_LIST_ROWS)
    expect(rowsOf(list(MOST_LIST_ROWS + 1))).toBe('list-too-long')
    expect(rowsOf(list(MOST_LIST_ROWS + 100))).toBe('list-too-long')
  })
})
