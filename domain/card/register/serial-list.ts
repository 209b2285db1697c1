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

const HEADING = /serial|csn|chip|card\s*(?:no|number|id)|s\/n/i

/** The column of serial numbers: the line and the cell of each row that is not empty. */
export interface SerialColumn {
  /** Heading of the column, when the list has headings. */
  readonly heading?: string
  readonly cells: readonly { readonly line: number; readonly cell: string }[]
}

export function findSerialColumn(rows: readonly ListRow[]): SerialColumn {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const [first] = filled
  if (!first) return { cells: [] }
  const hasHeading = first.cells.every((cell) => !parseSerial(cell).ok)
  const body = hasHeading ? filled.slice(1) : filled
  const named = hasHeading ? first.cells.findIndex((cell) => HEADING.test(cell)) : -1
  const column = named >= 0 ? named : likeliestColumn(body)
  const heading = hasHeading ? shortLine(first.cells[column] ?? '', LONGEST_HEADING) : ''
  return {
    cells: body.map(({ line, cells }) => ({ line, cell: cells[column] ?? '' })),
    ...(heading === '' ? {} : { heading }),
  }
}

const LONGEST_HEADING = 100

/** `stateOf`: what the register knows of a serial already. */
export function readSerialRows({ heading, cells }: SerialColumn, stateOf: (serial: string) => CardState | undefined): SerialListReading {
  const seen = new Map<string, number>()
  const problems: ListProblem[] = []
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

/** Where most cells are serial numbers; of several such columns the one with the longest: running numbers are short. */
function likeliestColumn(rows: readonly ListRow[]): number {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  let best = { column: 0, good: -1, length: 0 }
  for (let column = 0; column < width; column += 1) {
    const good = rows.flatMap(({ cells }) => {
      const parsed = parseSerial(cells[column] ?? '')
      return parsed.ok ? [parsed.value.length] : []
    })
    const length = good.reduce((sum, one) => sum + one, 0)
    if (good.length > best.good || (good.length === best.good && length > best.length)) best = { column, good: good.length, length }
  }
  return best.column
}
