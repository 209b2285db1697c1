/** A CSV file as rows with the line on which each begins: commas, semicolons or tabs, quotes, with or without a byte order mark. */
import Papa from 'papaparse'
import type { ListRow } from '../../domain/card/register/serial-list.ts'
import { err, ok, type Result } from '../../domain/result.ts'

export type CsvFailureCode = 'list-empty' | 'list-not-text' | 'list-broken'

export function readCsv(bytes: Uint8Array): Result<readonly ListRow[], CsvFailureCode> {
  const text = decode(bytes)
  if (text === undefined || text.includes('\0'))
    return err(
      'list-not-text',
      'This file is not a list in text form. Nothing was imported.',
      'Save the list as CSV in the spreadsheet and choose that file.',
    )
  if (text.trim() === '') return err('list-empty', 'This file is empty. Nothing was imported.', 'Choose the list that came with the box.')
  const rows: ListRow[] = []
  let line = 1
  let at = 0
  let broken: number | undefined
  // Guessed over lines that say something: an empty last line would hide a list of two columns.
  const { delimiter } = Papa.parse(text, { preview: 50, skipEmptyLines: 'greedy', delimitersToGuess: [',', ';', '\t', '|'] }).meta
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      if (errors.some(({ type }) => type === 'Quotes')) broken ??= line
      rows.push({ line, cells: data })
      line += text.slice(at, meta.cursor).match(/\r\n|\r|\n/g)?.length ?? 0
      at = meta.cursor
    },
  })
  if (broken !== undefined)
    return err(
      'list-broken',
      `A quotation mark on line ${broken} is not closed, so the lines after it cannot be told apart. Nothing was imported.`,
      'Put the quotation mark right in the list and choose it again.',
    )
  return ok(rows)
}

/** UTF-8, or UTF-16 with its mark as some spreadsheets save “Unicode text”. Anything else in a list of numbers is Latin-1. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
