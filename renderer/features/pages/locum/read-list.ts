/** A list that was pasted, or a CSV file, as cells. Read here and not in `main`: the page is sandboxed, and what it reads is checked in `main`. */
import Papa from 'papaparse'
import { findColumns, type ListColumns } from '../../../../domain/locum/list-columns.ts'
import { err, ok, type Result } from '../../../../domain/result.ts'

export const MOST_LIST_BYTES = 1_000_000
/** Rows of one list. A longer log is imported in parts. */
export const MOST_LIST_ROWS = 500
const MOST_COLUMNS = 60
const LONGEST_CELL = 4_000

export function readList(text: string): Result<ListColumns> {
  if (text.length > MOST_LIST_BYTES) return tooLong
  if (text.trim() === '') return empty
  const list = text.replace(/^\uFEFF/, '').replace(/^"?sep=([^\r\n"])"?\r?\n/i, '')
  const { data, errors } = Papa.parse<string[]>(list, {
    delimiter: separatorOf(list),
    skipEmptyLines: 'greedy',
    preview: MOST_LIST_ROWS + 20,
  })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken) return brokenAt((broken.row ?? 0) + 1)
  if (data.some((row) => row.length > MOST_COLUMNS || row.some((cell) => cell.length > LONGEST_CELL))) return tooLong
  const columns = findColumns(data.filter(([first, ...others]) => !(first?.startsWith('PRACTICE') && others.length === 0)))
  if (columns.rows.length > MOST_LIST_ROWS) return tooLong
  return columns.rows.length === 0 ? empty : ok(columns)
}

/** Cells copied from a spreadsheet have tabs between them; UUIDs alone may stand in one line with commas. */
function separatorOf(list: string): string {
  const [first = ''] = list.split(/\r?\n/).filter((line) => line.trim() !== '')
  const count = (sign: string) => first.split(sign).length
  return ['\t', ';', '|', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

/** UUIDs that stand in one line, as CIM takes them: each becomes a row. */
export const asColumn = (text: string): string =>
  /^\s*\d{12}(?:\s*[,;]\s*\d{12})+\s*$/.test(text) ? text.match(/\d{12}/g)!.join('\n') : text

const empty = err(
  'list-empty',
  'This list has no people. Nothing was added.',
  'Copy the rows with the people from your list and paste them again.',
)
const tooLong = err(
  'list-too-long',
  `This list is too long: at most ${MOST_LIST_ROWS} people at once. Nothing was added.`,
  'Divide the list and add one part after another.',
)
const brokenAt = (row: number) =>
  err(
    'list-broken',
    `A quotation mark on row ${row} is not closed, so the rows after it cannot be told apart. Nothing was added.`,
    'Put the quotation mark right in the list and read it again.',
  )
