/** The list of a box as rows: its limits, and the words of its refusals. */
import type { ListRow } from '../../domain/card/register/serial-list.ts'
import { parseSerial } from '../../domain/card/register/serial.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { readCsvRows, type CsvLimits } from '../files/csv.ts'
import { listTooLarge, MOST_LIST_BYTES } from './largest-files.ts'

export type CsvFailureCode = 'list-empty' | 'list-not-text' | 'list-broken' | 'list-too-large'

/** Lines: twice the cards that are taken at once, for headings and empty lines. Cell: a serial number has at most 40, a note beside it is no letter. */
const limits: CsvLimits = { rows: 20_000, columns: 100, cells: 200_000, cell: 2_000 }

export function readCsv(bytes: Uint8Array): Result<readonly ListRow[], CsvFailureCode> {
  if (bytes.length > MOST_LIST_BYTES) return listTooLarge
  const read = readCsvRows(bytes, limits, (cell) => parseSerial(cell).ok)
  if ('rows' in read) return ok(read.rows)
  switch (read.fault) {
    case 'not-text':
      return err(
        'list-not-text',
        'This file is not a list in text form. Nothing was imported.',
        'Save the list as CSV in the spreadsheet and choose that file.',
      )
    case 'empty':
      return err('list-empty', 'This file is empty. Nothing was imported.', 'Choose the list that came with the box.')
    case 'too-large':
      return err(
        'list-too-large',
        `This list has ${read.limit}, which is the limit. Nothing was imported.`,
        'Save the list of each box as a file of its own, with the column of serial numbers only.',
      )
    case 'broken':
      return err(
        'list-broken',
        `A quotation mark on line ${read.line} is not closed, so the lines after it cannot be told apart. Nothing was imported.`,
        'Put the quotation mark right in the list and choose it again.',
      )
  }
}
