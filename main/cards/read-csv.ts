/**
 * A CSV file as rows with the line on which each begins: commas, semicolons or tabs, quotes, with or without a byte order mark. What is too
 * large for a list of one box is refused before it is parsed, or as soon as it shows.
 */
import Papa from 'papaparse'
import type { ListRow } from '../../domain/card/register/serial-list.ts'
import { parseSerial } from '../../domain/card/register/serial.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { listTooLarge, MOST_LIST_BYTES } from './largest-files.ts'

export type CsvFailureCode = 'list-empty' | 'list-not-text' | 'list-broken' | 'list-too-large'

/** Twice the cards that are taken at once, for headings and empty lines. */
const MOST_ROWS = 20_000
const MOST_COLUMNS = 100
const MOST_CELLS = 200_000
/** Characters of one cell: a serial number has at most 40, a note beside it is no letter. */
const LONGEST_CELL = 2_000

export function readCsv(bytes: Uint8Array): Result<readonly ListRow[], CsvFailureCode> {
  if (bytes.length > MOST_LIST_BYTES) return listTooLarge
  const text = decode(bytes)
  if (text === undefined || text.includes('\0'))
    return err(
      'list-not-text',
      'This file is not a list in text form. Nothing was imported.',
      'Save the list as CSV in the spreadsheet and choose that file.',
    )
  if (text.trim() === '') return err('list-empty', 'This file is empty. Nothing was imported.', 'Choose the list that came with the box.')
  const rows: ListRow[] = []
  const named = findSeparator(text)
  let line = named.lines + 1
  let at = 0
  let cells = 0
  let broken: number | undefined
  let limit: string | undefined
  // Guessed over lines that say something: an empty last line would hide a list of two columns.
  const list = text.slice(named.length)
  const delimiter = named.separator ?? guessSeparator(list)
  Papa.parse<string[]>(list, {
    delimiter,
    step: ({ data, errors, meta }, parser) => {
      cells += data.length
      limit = findExcess(rows.length + 1, cells, data)
      if (limit !== undefined) {
        parser.abort()
        return
      }
      if (errors.some(({ type }) => type === 'Quotes')) broken ??= line
      rows.push({ line, cells: data })
      line += list.slice(at, meta.cursor).match(/\r\n|\r|\n/g)?.length ?? 0
      at = meta.cursor
    },
  })
  if (limit !== undefined)
    return err(
      'list-too-large',
      `This list has ${limit}, which is the limit. Nothing was imported.`,
      'Save the list of each box as a file of its own, with the column of serial numbers only.',
    )
  if (broken !== undefined)
    return err(
      'list-broken',
      `A quotation mark on line ${broken} is not closed, so the lines after it cannot be told apart. Nothing was imported.`,
      'Put the quotation mark right in the list and choose it again.',
    )
  return ok(rows)
}

/** The first line that Excel writes and reads to name the sign between two cells. It is no row of the list. */
const SEPARATOR_LINE = /^(?:[ \t]{0,9}(?:\r\n|\r|\n)){0,9}"?sep=([^\r\n"])"?[;,\t ]{0,200}(?:\r\n|\r|\n)/i

function findSeparator(text: string): { readonly separator?: string; readonly length: number; readonly lines: number } {
  const found = SEPARATOR_LINE.exec(text)
  if (!found) return { length: 0, lines: 0 }
  return { separator: found[1]!, length: found[0].length, lines: found[0].match(/\r\n|\r|\n/g)!.length }
}

/** Characters over which the sign between two cells is guessed. */
const GUESSED_OVER = 20_000
const SEPARATORS = [',', ';', '\t', '|']

/** The sign that cuts most lines into the same number of cells, and then the one that leaves more serial numbers: a title and notes have commas too. */
function guessSeparator(text: string): string {
  const guesses = SEPARATORS.map((delimiter) => {
    const { data } = Papa.parse<string[]>(text.slice(0, GUESSED_OVER), { delimiter, preview: 50, skipEmptyLines: 'greedy' })
    const widths = new Map<number, number>()
    for (const { length } of data) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1)
    return { delimiter, lines: Math.max(0, ...widths.values()), serials: data.flat().filter((cell) => parseSerial(cell).ok).length }
  })
  return guesses.reduce((best, one) => (one.lines > best.lines || (one.lines === best.lines && one.serials > best.serials) ? one : best))
    .delimiter
}

/** The limit that the list exceeds, in words. `row`: its number among the rows. `cells`: so far. */
function findExcess(row: number, cells: number, data: readonly string[]): string | undefined {
  if (row > MOST_ROWS) return `more than ${MOST_ROWS} lines`
  if (data.length > MOST_COLUMNS) return `a line with more than ${MOST_COLUMNS} columns`
  if (cells > MOST_CELLS) return `more than ${MOST_CELLS} cells`
  return data.some((cell) => cell.length > LONGEST_CELL) ? `a cell with more than ${LONGEST_CELL} characters` : undefined
}

/** UTF-8, or UTF-16 with its mark as some spreadsheets save “Unicode text”. Anything else in a list of numbers is Latin-1. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // Every other byte of the first two characters is zero: UTF-16 without its mark.
  if (bytes.length >= 4 && bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0)
    return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
