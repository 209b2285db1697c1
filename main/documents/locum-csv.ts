/** The National Locum log as CSV, with the headings that “Import a log” reads back. */
import Papa from 'papaparse'
import { columnHeadings } from '../../domain/locum/list-columns.ts'
import type { RowField } from '../../domain/locum/read-row.ts'
import { locumStateWords } from '../../domain/locum/entry.ts'
import { spreadsheetSafe } from './manifest-csv.ts'
import type { LocumLine } from './locum-line.ts'

const BYTE_ORDER_MARK = '\uFEFF'

const cellOf = (line: LocumLine, field: RowField): string => {
  switch (field) {
    case 'registerChecked':
      return ''
    case 'organisations':
      return line.organisations.join(' ')
    case 'revokedOn':
      return line.revoked?.on ?? ''
    case 'revokedBy':
      return line.revoked?.by ?? ''
    case 'revokedHow':
      return line.revoked?.how ?? ''
    case 'reference':
      return line.revoked?.reference ?? ''
    default:
      return line[field] ?? ''
  }
}

/** Every cell is quoted, so that UUIDs keep their digits; the state stands last, because it is of today. */
export function makeLocumCsv(lines: readonly LocumLine[], practice: boolean): Uint8Array {
  const columns = Object.entries(columnHeadings) as [RowField, readonly string[]][]
  const rows = lines.map((line) =>
    [...columns.map(([field]) => cellOf(line, field)), locumStateWords[line.state], line.case?.caseReference ?? ''].map(spreadsheetSafe),
  )
  const head = [...columns.map(([, headings]) => headings[0]!), 'State', 'Case']
  const text = Papa.unparse([...(practice ? [['PRACTICE']] : []), head, ...rows], { newline: '\r\n', quotes: true })
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`)
}
