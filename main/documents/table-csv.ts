/** Any table as CSV (RFC 4180) for spreadsheets, made as the posting list is: nothing in it is run as a formula. */
import { makeSafeCsv } from './manifest-csv.ts'

export function makeTableCsv(columns: readonly string[], rows: readonly (readonly string[])[], practice: boolean): Uint8Array {
  const head = practice ? [['PRACTICE, nothing here is real']] : []
  return makeSafeCsv([...head, columns, ...rows])
}
