/** The National Locum log as CSV, with the headings that “Import a log” reads back. */
import { columnHeadings } from '../../domain/locum/list-columns.ts'
import type { RowField } from '../../domain/locum/row-fields.ts'
import { locumStateWords } from '../../domain/locum/entry.ts'
import { makeSafeCsv } from './manifest-csv.ts'
import type { LocumLine } from './locum-line.ts'

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

/** The state stands last, because it is of today. */
export function makeLocumCsv(lines: readonly LocumLine[], practice: boolean): Uint8Array {
  const columns = Object.entries(columnHeadings) as [RowField, readonly string[]][]
  const head = [...columns.map(([, headings]) => headings[0]!), 'State', 'Case']
  const rows = lines.map((line) => [
    ...columns.map(([field]) => cellOf(line, field)),
    locumStateWords[line.state],
    line.case?.caseReference ?? '',
  ])
  return makeSafeCsv([...(practice ? [['PRACTICE']] : []), head, ...rows])
}
