/** Blank stock comes in with a list of serial numbers: first what importing it would do, then the import, from the file read again. */
import { readSerialRows, type SerialListReading } from '../../domain/card/register/serial-list.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { CardListFailureCode } from './read-card-list.ts'
import type { FileReading } from './read-apart.ts'
import type { Cards } from './card-services.ts'

/** What the use-cases of this file need. */
export type ImportCardBoxPorts = Cards & FileReading

async function read(
  { cards, fileReader }: ImportCardBoxPorts,
  base64: string,
): Promise<Result<SerialListReading, CardListFailureCode | 'list-too-costly'>> {
  const column = await fileReader.readCardList(Buffer.from(base64, 'base64'))
  return column.ok ? ok(readSerialRows(column.value, (serial) => cards.book.find(serial)?.state)) : column
}

export async function readList(desk: ImportCardBoxPorts, { base64 }: Input<'cards.readList'>): Promise<Reply<'cards.readList'>> {
  const reading = await read(desk, base64)
  return reading.ok ? ok({ ...reading.value, serials: [...reading.value.serials], problems: [...reading.value.problems] }) : reading
}

export async function importBox(desk: ImportCardBoxPorts, { box, base64 }: Input<'cards.importBox'>): Promise<Reply<'cards.importBox'>> {
  const reading = await read(desk, base64)
  if (!reading.ok) return reading
  const name = box.trim()
  if (name === '') return err('box-without-name', 'The box has no name. Nothing was imported.', 'Type what stands on the label of the box.')
  const added = await desk.cards.book.addBox(name, reading.value.serials)
  return added.ok ? ok({ imported: reading.value.serials.length, leftOut: reading.value.problems.length }) : added
}
