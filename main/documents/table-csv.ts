/** Any table as CSV (RFC 4180) for spreadsheets, made as the posting list is: nothing in it is run as a formula. */
import Papa from 'papaparse'
import { spreadsheetSafe } from './manifest-csv.ts'

const BYTE_ORDER_MARK = '\uFEFF'

export function makeTableCsv(columns: readonly string[], rows: readonly (readonly string[])[], practice: boolean): Uint8Array {
  const head = practice ? [['PRACTICE, nothing here is real']] : []
  const body = [columns, ...rows].map((row) => row.map(spreadsheetSafe))
  const text = Papa.unparse([...head, ...body], { newline: '\r\n', quotes: true })
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`)
}
