/** The list of serial numbers that came with a box, as far as it can be read without the register. Called in a worker (`read-apart.ts`). */
import { findSerialColumn, type SerialColumn } from '../../domain/card/register/serial-list.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { readCsv, type CsvFailureCode } from './read-csv.ts'

export type CardListFailureCode = CsvFailureCode | 'list-too-long'

/** A box of cards holds hundreds: a list of more than this is not one of a box. */
const MOST_CARDS = 10_000

export function readCardList(file: Uint8Array): Result<SerialColumn, CardListFailureCode> {
  const rows = readCsv(file)
  if (!rows.ok) return rows
  const column = findSerialColumn(rows.value)
  const { length } = column.cells
  return length > MOST_CARDS
    ? err(
        'list-too-long',
        `This list has ${length} lines, and more than ${MOST_CARDS} are not taken at once. Nothing was imported.`,
        'Save the list of each box as a file of its own.',
      )
    : ok(column)
}
