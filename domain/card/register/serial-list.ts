/** A list of serial numbers that came with a box of blank cards: which are taken, and what is wrong with the rest, line by line. */
import { shortLine } from '../../text-from-outside.ts'
import { parseSerial } from './serial.ts'
import { cardStateWords, type CardState } from '../lifecycle.ts'

export interface ListRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface ListProblem {
  readonly line: number
  readonly message: string
}

export interface SerialListReading {
  /** Heading of the column that was read, when the list has headings. */
  readonly heading?: string
  readonly serials: readonly string[]
  /** Lines that are left out. */
  readonly problems: readonly ListProblem[]
}

/** The column of serial numbers: the line and the cell of each row that is not empty. */
export interface SerialColumn {
  /** Heading of the column, when the list has headings. */
  readonly heading?: string
  readonly cells: readonly { readonly line: number; readonly cell: string }[]
  /** Lines above the headings that have a number in this column: an order or a date, and perhaps a card. */
  readonly above?: readonly number[]
}

/** Lines above the headings, such as a title, an order and a date. */
const MOST_LINES_ABOVE = 20
const LONGEST_HEADING = 100

export function findSerialColumn(rows: readonly ListRow[]): SerialColumn {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const { headingAt, column } = findHeading(filled) ?? { headingAt: -1, column: likeliestColumn(filled) }
  const headings = filled[headingAt]?.cells
  const above = filled.slice(0, Math.max(headingAt, 0)).flatMap(({ line, cells }) => (isSerial(cells[column]) ? [line] : []))
  const heading = shortLine(headings?.[column] ?? '', LONGEST_HEADING)
  return {
    cells: filled
      .slice(headingAt + 1)
      // A list of several pages has its headings on each.
      .filter(({ cells }) => headings === undefined || !areSame(cells, headings))
      .map(({ line, cells }) => ({ line, cell: cells[column] ?? '' })),
    ...(heading === '' ? {} : { heading }),
    ...(above.length === 0 ? {} : { above }),
  }
}

/** The row of headings and the column that it names. `undefined`: the list begins with its first card. */
function findHeading(rows: readonly ListRow[]): { readonly headingAt: number; readonly column: number } | undefined {
  for (const [headingAt, { cells }] of rows.slice(0, MOST_LINES_ABOVE).entries()) {
    const column = findNamed(cells)
    if (column < 0) continue
    // One cell of words below numbers is a remark between cards, and not their heading.
    const isRemark = cells.filter((cell) => cell.trim() !== '').length === 1
    if (isRemark && rows.slice(0, headingAt).some((row) => isSerial(row.cells[column]))) break
    return { headingAt, column }
  }
  const [first, ...body] = rows
  // Words without a digit in a first line are headings, whatever they say. A serial number with a slip in it has digits.
  const isHeading = first?.cells.some((cell) => /\p{L}/u.test(cell)) && !first.cells.some((cell) => /\p{N}/u.test(cell) || isSerial(cell))
  return isHeading ? { headingAt: 0, column: likeliestColumn(body) } : undefined
}

/** What lists call the number, from the surest to the least sure, in the languages of card makers and resellers. Without accents. */
const NAMES: readonly RegExp[] = [
  /serial|serien-?\s?n|seryjn|seriov|sorozatsz|cyfresol|серийн|\bn\w{0,6}[.°º]?\s(?:d\w{1,2}\s)?serie\b|\bserie\W{0,3}n|\bcsn\b|\bs\/n\b|\bsnr\b/,
  /\bchip|\bcard\s?(?:no|number|id)|karten-?\s?(?:nr|nummer)|\bn\w{0,6}[.°º]?\s(?:d\w{1,2}\s)?(?:carte|carta|karty|tarjeta)\b/,
]

function findNamed(cells: readonly string[]): number {
  const folded = cells.map((cell) => (isSerial(cell) ? '' : fold(cell.slice(0, LONGEST_HEADING))))
  for (const name of NAMES) {
    const column = folded.findIndex((cell) => name.test(cell))
    if (column >= 0) return column
  }
  return -1
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const isSerial = (cell: string | undefined): boolean => cell !== undefined && parseSerial(cell).ok
const areSame = (cells: readonly string[], others: readonly string[]): boolean =>
  cells.length === others.length && cells.every((cell, index) => cell === others[index])

/** `stateOf`: what the register knows of a serial already. */
export function readSerialRows(
  { heading, cells, above = [] }: SerialColumn,
  stateOf: (serial: string) => CardState | undefined,
): SerialListReading {
  const seen = new Map<string, number>()
  const problems: ListProblem[] = above.map((line) => ({ line, message: 'This line is above the headings.' }))
  const serials: string[] = []
  for (const { line, cell } of cells) {
    const parsed = parseSerial(cell)
    if (!parsed.ok) {
      problems.push({ line, message: parsed.error.message })
      continue
    }
    const serial = parsed.value
    const before = seen.get(serial)
    const state = stateOf(serial)
    if (before !== undefined) problems.push({ line, message: `${serial} is on line ${before} already.` })
    else if (state !== undefined)
      problems.push({ line, message: `${serial} is in the register already: ${cardStateWords[state].toLowerCase()}.` })
    else serials.push(serial)
    if (before === undefined) seen.set(serial, line)
  }
  return { serials, problems, ...(heading === undefined ? {} : { heading }) }
}

/** `2026-11-23`: a day, although a serial number may be written with hyphens. */
const DAY = /^\s*\d{4}-\d{2}-\d{2}\s*$/

/** Where most cells are serial numbers, each only once; of several such columns the one with the longest: running numbers are short. */
function likeliestColumn(rows: readonly ListRow[]): number {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  let best = { column: 0, good: -1, length: 0 }
  for (let column = 0; column < width; column += 1) {
    const serials = new Set<string>()
    for (const { cells } of rows) {
      const cell = cells[column] ?? ''
      const parsed = parseSerial(cell)
      if (parsed.ok && !DAY.test(cell)) serials.add(parsed.value)
    }
    const length = [...serials].reduce((sum, one) => sum + one.length, 0)
    if (serials.size > best.good || (serials.size === best.good && length > best.length)) best = { column, good: serials.size, length }
  }
  return best.column
}
