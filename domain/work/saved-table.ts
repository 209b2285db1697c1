/** A table that leaves RA Desk as a file, as the page shows it. It crosses the IPC contract as one text: cells apart by tabs, rows by line feeds. */
import { z } from 'zod'
import { shortText, visibleText } from '../values.ts'

const MOST_COLUMNS = 16
/** More is no list that a person reads on paper. */
export const MOST_PRINTED_ROWS = 2_000

export const savedTable = z.strictObject({
  of: z.enum(['work-list', 'report']),
  format: z.enum(['pdf', 'csv']),
  title: shortText,
  /** Which filters or which period, for the head of the page. */
  about: shortText.optional(),
  columns: z.array(shortText).min(1).max(MOST_COLUMNS),
  rows: visibleText().max(7_000_000),
})
export type SavedTable = z.infer<typeof savedTable>

const inCell = (cell: string): string => cell.replace(/[\t\n\r]+/g, ' ')

export const rowsToText = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(inCell).join('\t')).join('\n')

/** Every row has as many cells as there are columns: what is missing is empty, what is too much is left out. */
export function textToRows(text: string, columns: number): string[][] {
  if (text === '') return []
  return text.split('\n').map((line) => {
    const cells = line.split('\t')
    return Array.from({ length: columns }, (_, index) => cells[index] ?? '')
  })
}
