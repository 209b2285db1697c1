/** Blank stock comes in with a list of serial numbers: first what importing it would do, then the import, from the file read again. */
import { readSerialRows, type SerialListReading } from '../../domain/card/register/serial-list.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { readCsv, type CsvFailureCode } from './read-csv.ts'
import type { Cards } from './card-services.ts'

/** What the use-cases of this file need. */
export type ImportCardBoxPorts = Cards

/** A box of cards holds hundreds: a list of more than this is not one of a box. */
const MOST_CARDS = 10_000

function read(desk: ImportCardBoxPorts, base64: string): Result<SerialListReading, CsvFailureCode | 'list-too-long'> {
  const rows = readCsv(Buffer.from(base64, 'base64'))
  if (!rows.ok) return rows
  const reading = readSerialRows(rows.value, (serial) => desk.cards.book.find(serial)?.state)
  return reading.serials.length > MOST_CARDS
    ? err(
        'list-too-long',
        `This list has ${reading.serials.length} cards, and more than ${MOST_CARDS} are not taken at once. Nothing was imported.`,
        'Save the list of each box as a file of its own.',
      )
    : ok(reading)
}

export function readList(desk: ImportCardBoxPorts, { base64 }: Input<'cards.readList'>): Reply<'cards.readList'> {
  const reading = read(desk, base64)
  return reading.ok ? ok({ ...reading.value, serials: [...reading.value.serials], problems: [...reading.value.problems] }) : reading
}

export async function importBox(desk: ImportCardBoxPorts, { box, base64 }: Input<'cards.importBox'>): Promise<Reply<'cards.importBox'>> {
  const reading = read(desk, base64)
  if (!reading.ok) return reading
  const name = box.trim()
  if (name === '') return err('box-without-name', 'The box has no name. Nothing was imported.', 'Type what stands on the label of the box.')
  const added = await desk.cards.book.addBox(name, reading.value.serials)
  return added.ok ? ok({ imported: reading.value.serials.length, leftOut: reading.value.problems.length }) : added
}
