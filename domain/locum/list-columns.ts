/**
 * Which column of a pasted list or CSV file is which field. Headings are matched by their words: case, spaces and punctuation do not count.
 * A column that is not known is left for the agent to say. A list without headings is read by what its cells look like.
 */
import { parsePlainDate } from '../registrant/plain-date.ts'
import { parseUuid } from '../registrant/uuid.ts'
import { singleLine } from '../text-from-outside.ts'
import type { TypedRow } from './read-row.ts'
import type { RowField } from './row-fields.ts'

/** Fields that a column can have, in the order in which they are offered. The log's own file has the first heading of each. */
export const columnHeadings: Readonly<Partial<Record<RowField, readonly string[]>>> = {
  name: ['Name', 'Full name', 'User name', 'Person', 'Staff name', 'Locum', 'Locum name', 'Pharmacist', 'Display name', 'Employee name'],
  uuid: ['UUID', 'UUID number', 'User UUID', 'UID', 'Smartcard number', 'Smartcard UUID', 'Smartcard ID', 'NHS UUID', 'Card UUID'],
  mobile: ['Mobile', 'Mobile number', 'Mobile phone', 'Phone', 'Telephone', 'Contact number', 'Mobile no'],
  registerNumber: [
    'Register number',
    'GPhC number',
    'GPhC',
    'GPhC no',
    'Registration number',
    'Professional register number',
    'Professional number',
    'GPhC registration number',
  ],
  reason: ['Reason', 'Exceptional reason', 'Justification', 'Reason for access', 'Reason for FFFFF'],
  sponsor: ['Sponsor', 'Sponsor name', 'Requested by', 'Sponsored by', 'Authorised by'],
  organisations: [
    'Organisations',
    'Organisation',
    'ODS',
    'ODS code',
    'ODS codes',
    'Organisation code',
    'Organisation codes',
    'Site',
    'Sites',
    'Site code',
  ],
  grantedBy: ['Granted by', 'Added by', 'RA agent', 'Given by', 'Agent'],
  grantedOn: ['Granted on', 'Date granted', 'Granted', 'Start date', 'Start', 'From', 'Date added', 'Access from'],
  reviewBy: ['Review by', 'Review date', 'Review', 'Date of review', 'Next review', 'Review due'],
  endsOn: ['Ends on', 'End date', 'End', 'Expiry', 'Expiry date', 'To', 'Access to', 'Until', 'Expires'],
  longerBecause: ['Longer than a year because'],
  secondBecause: ['Second grant because'],
  revokedOn: ['Revoked on', 'Date revoked', 'Revoked', 'Removed on', 'Date removed', 'Revocation date'],
  revokedBy: ['Revoked by', 'Removed by'],
  revokedHow: ['Revoked how', 'How revoked', 'How removed'],
  reference: ['Reference', 'CIM reference', 'Revocation reference', 'Ticket', 'Request number'],
}

export type ColumnField = RowField | 'first-name' | 'last-name'
const partsOfName: Readonly<Record<'first-name' | 'last-name', readonly string[]>> = {
  'first-name': ['First name', 'Forename', 'Given name', 'Given names', 'Forenames'],
  'last-name': ['Last name', 'Surname', 'Family name'],
}

/** Letters and digits only: “GPhC No.” and “gphc no” are one heading. */
const folded = (heading: string): string =>
  singleLine(heading)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const fieldOfHeading = new Map<string, ColumnField>(
  Object.entries({ ...columnHeadings, ...partsOfName }).flatMap(([field, headings]) =>
    headings.map((heading) => [folded(heading), field as ColumnField] as const),
  ),
)

export const findColumnField = (heading: string): ColumnField | undefined => fieldOfHeading.get(folded(heading))

export interface ListColumns {
  /** Of each column; absent where it is not known. */
  readonly fields: readonly (ColumnField | undefined)[]
  /** As they stand in the list; empty for a list without headings. */
  readonly headings: readonly string[]
  /** Rows below the headings, without empty ones. */
  readonly rows: readonly (readonly string[])[]
}

/** A list has headings when one of its first lines names two fields, or one field and no UUID. */
export function findColumns(list: readonly (readonly string[])[]): ListColumns {
  const filled = list.filter((row) => row.some((cell) => cell.trim() !== ''))
  const head = filled.slice(0, 10).findIndex(isHeading)
  if (head >= 0) {
    const headings = filled[head]!
    const taken = new Set<ColumnField>()
    const fields = headings.map((heading) => {
      const field = findColumnField(heading)
      if (field === undefined || taken.has(field)) return undefined
      taken.add(field)
      return field
    })
    return { headings, fields, rows: filled.slice(head + 1) }
  }
  return { headings: [], fields: guessFields(filled), rows: filled }
}

function isHeading(row: readonly string[]): boolean {
  const known = row.filter((cell) => findColumnField(cell) !== undefined).length
  return known >= 2 || (known === 1 && !row.some((cell) => parseUuid(cell).ok))
}

/** Without headings: the UUIDs, what looks like a UK mobile, 7 digits, and words, each at most once. */
function guessFields(rows: readonly (readonly string[])[]): readonly (ColumnField | undefined)[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const left = new Map<ColumnField, (cell: string) => boolean>([
    ['uuid', (cell) => parseUuid(cell).ok],
    ['registerNumber', (cell) => /^\d{7}$/.test(cell)],
    ['mobile', (cell) => /^(?:\+44|0044|0)\s?7[\d\s]{8,12}$/.test(cell)],
    ['name', (cell) => /^\p{L}[\p{L}\s.'’-]+$/u.test(cell) && !parsePlainDate(cell).ok],
  ])
  return Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => (row[column] ?? '').trim()).filter(Boolean)
    for (const [field, fits] of left) {
      if (cells.length === 0 || cells.filter(fits).length * 2 <= cells.length) continue
      left.delete(field)
      return field
    }
    return undefined
  })
}

/** Two columns of a name become one. */
export function rowOfCells(cells: readonly string[], fields: ListColumns['fields']): TypedRow {
  const row: Partial<Record<RowField, string>> = {}
  const name: Partial<Record<'first-name' | 'last-name', string>> = {}
  fields.forEach((field, index) => {
    const cell = singleLine(cells[index] ?? '').trim()
    if (field === undefined || cell === '') return
    if (field === 'first-name' || field === 'last-name') name[field] = cell
    else row[field] = unguarded(cell)
  })
  const joined = [name['first-name'], name['last-name']].filter(Boolean).join(' ')
  return joined === '' || row.name ? row : { ...row, name: joined }
}

/** The apostrophe that keeps a spreadsheet from running a cell as a formula, as our own file has it. */
const unguarded = (cell: string): string => (/^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell)
