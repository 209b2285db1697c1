/**
 * A CSV file as rows with the line on which each begins: commas, semicolons, tabs or bars, quotes, with or without a byte order mark, UTF-8,
 * UTF-16 or Latin-1. What exceeds a limit is refused before it is parsed, or as soon as it shows. Called in a worker: each kind of file says
 * its own limits and its own words.
 */
import Papa from 'papaparse'

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvLimits {
  readonly rows: number
  readonly columns: number
  readonly cells: number
  /** Characters of one cell. */
  readonly cell: number
}

/** `limit`: the limit that the file exceeds, in words. `line`: where the quotation mark is that is not closed. */
export type CsvFault =
  | { readonly fault: 'empty' | 'not-text' }
  | { readonly fault: 'broken'; readonly line: number }
  | { readonly fault: 'too-large'; readonly limit: string }

/** `isTelling`: a cell that only the right separator leaves whole. Used where several separators cut the file equally well. */
export function readCsvRows(
  bytes: Uint8Array,
  limits: CsvLimits,
  isTelling: (cell: string) => boolean,
): { readonly rows: readonly CsvRow[] } | CsvFault {
  const text = decode(bytes)
  if (text === undefined || text.includes('\0')) return { fault: 'not-text' }
  if (text.trim() === '') return { fault: 'empty' }
  const rows: CsvRow[] = []
  const named = findSeparator(text)
  let line = named.lines + 1
  let at = 0
  let cells = 0
  let broken: number | undefined
  let limit: string | undefined
  // Guessed over lines that say something: an empty last line would hide a list of two columns.
  const list = text.slice(named.length)
  const delimiter = named.separator ?? guessSeparator(list, isTelling)
  Papa.parse<string[]>(list, {
    delimiter,
    step: ({ data, errors, meta }, parser) => {
      cells += data.length
      limit = findExcess(limits, { row: rows.length + 1, cells, data })
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
  if (limit !== undefined) return { fault: 'too-large', limit }
  return broken === undefined ? { rows } : { fault: 'broken', line: broken }
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

/** The sign that cuts most lines into the same number of cells, and then the one that leaves more telling cells: a title and notes have commas too. */
function guessSeparator(text: string, isTelling: (cell: string) => boolean): string {
  const guesses = SEPARATORS.map((delimiter) => {
    const { data } = Papa.parse<string[]>(text.slice(0, GUESSED_OVER), { delimiter, preview: 50, skipEmptyLines: 'greedy' })
    const widths = new Map<number, number>()
    for (const { length } of data) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1)
    return { delimiter, lines: Math.max(0, ...widths.values()), telling: data.flat().filter(isTelling).length }
  })
  return guesses.reduce((best, one) => (one.lines > best.lines || (one.lines === best.lines && one.telling > best.telling) ? one : best))
    .delimiter
}

/** The limit that the list exceeds, in words. `row`: its number among the rows. `cells`: so far. */
function findExcess(
  limits: CsvLimits,
  { row, cells, data }: { readonly row: number; readonly cells: number; readonly data: readonly string[] },
): string | undefined {
  if (row > limits.rows) return `more than ${limits.rows} lines`
  if (data.length > limits.columns) return `a line with more than ${limits.columns} columns`
  if (cells > limits.cells) return `more than ${limits.cells} cells`
  return data.some((cell) => cell.length > limits.cell) ? `a cell with more than ${limits.cell} characters` : undefined
}

/** UTF-8, or UTF-16 with its mark as some spreadsheets save “Unicode text”. Anything else is Latin-1. */
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
