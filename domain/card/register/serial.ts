/** Serial numbers of cards in one form: a card tells a number, a spreadsheet may have put zeros, spaces or hyphens into it. */
import { cleanCode, shortLine } from '../../text-from-outside.ts'
import { err, ok, type Result } from '../../result.ts'

export type SerialFailureCode = 'serial-empty' | 'serial-rounded' | 'serial-malformed'

/** Upper case; a serial of digits has no leading zeros, because a card answers it as a number. */
export function normaliseSerial(serial: string): string {
  const upper = serial.toUpperCase()
  return /^\d+$/.test(upper) ? upper.replace(/^0+(?=\d)/, '') : upper
}

/** `ABC` and `FACE` are words. Four bytes or more may be letters only, by chance. */
const SHORTEST_OF_LETTERS = 8

/** Reads one cell of a list: 1 to 40 digits or letters A to F, with spaces, hyphens, colons or an Excel apostrophe around and between. */
export function parseSerial(raw: string): Result<string, SerialFailureCode> {
  const bare = cleanCode(raw)
    .replaceAll(/[ :’'="-]/g, '')
    .replace(/^0x/i, '')
  if (bare === '') return err('serial-empty', 'There is no serial number on this line.', 'Remove the line, or fill it in.')
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(raw.trim())) {
    return err(
      'serial-rounded',
      `“${shortLine(raw, 40)}” is a number that a spreadsheet has rounded.`,
      'Set the column to text in the spreadsheet and save the list again.',
    )
  }
  if (!/^[0-9A-F]{1,40}$/i.test(bare))
    return err(
      'serial-malformed',
      `“${shortLine(raw, 40)}” is not a serial number.`,
      'A serial number has digits, or digits and the letters A to F.',
    )
  if (!/\d/.test(bare) && bare.length < SHORTEST_OF_LETTERS)
    return err(
      'serial-malformed',
      `“${shortLine(raw, 40)}” is not a serial number.`,
      'A serial number has digits. One of letters only has 8 letters or more.',
    )
  return ok(normaliseSerial(bare))
}
