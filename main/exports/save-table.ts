/** The work list or a report as the page shows it: on paper, as a PDF, or as CSV where the policy allows lists as files. */
import { err, ok, type Result } from '../../domain/result.ts'
import { MOST_PRINTED_ROWS, textToRows, type SavedTable } from '../../domain/work/saved-table.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Clock, Fonts, Practice, SignedInAgent, Store } from '../ports.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { saveNoted, type SavedFile, type SaveFile, type SaveFailureCode } from '../record/save-noted.ts'

export type SaveTablePorts = Clock & Fonts & Practice & SignedInAgent & Store

type SaveTableCode = RecordFailureCode | SaveFailureCode | 'exports-off' | 'too-many-rows' | 'glyph-missing'

export async function saveTable(
  desk: SaveTablePorts,
  table: SavedTable,
  { save, exportsAllowed }: { readonly save: SaveFile; readonly exportsAllowed: boolean },
): Promise<Result<SavedFile, SaveTableCode>> {
  if (table.format === 'csv' && !exportsAllowed) return exportsOff
  const drawn = await (table.format === 'csv' ? drawCsv(desk, table) : drawTablePdf(desk, table))
  if (!drawn.ok) return drawn
  const { fileName, bytes, rows } = drawn.value
  return saveNoted(desk, { action: `document-saved ${table.of}-${table.format}`, detail: { rows } }, () => save(fileName, bytes))
}

interface DrawnTable {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly rows: number
}
type Table = Omit<SavedTable, 'format'>

const rowsOf = (table: Table) => textToRows(table.rows, table.columns.length)
const nameOf = ({ of }: Table, today: string, ending: 'csv' | 'pdf') => `${of}-${today}.${ending}`

async function drawCsv(desk: Clock & Practice, table: Table): Promise<Result<DrawnTable, never>> {
  const { makeTableCsv } = await import('../documents/table-csv.ts')
  const rows = rowsOf(table)
  const bytes = makeTableCsv(table.columns, rows, desk.practice)
  return ok({ fileName: nameOf(table, plainDateOf(desk.now()), 'csv'), bytes, rows: rows.length })
}

/** For paper: at most as many rows as a person reads. */
export async function drawTablePdf(
  desk: Clock & Fonts & Practice & SignedInAgent,
  table: Table,
): Promise<Result<DrawnTable, 'glyph-missing' | 'too-many-rows'>> {
  const rows = rowsOf(table)
  if (rows.length > MOST_PRINTED_ROWS) return tooMany(rows.length)
  const { title, columns, about } = table
  const today = plainDateOf(desk.now())
  const { makeTablePdf } = await import('../documents/table-pdf.ts')
  const settings = { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
  const made = await makeTablePdf({ title, about: about ?? '', printed: { on: today, by: desk.agent.agentName }, columns, rows }, settings)
  return made.ok ? ok({ fileName: nameOf(table, today, 'pdf'), bytes: made.value, rows: rows.length }) : made
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print it, or ask your RA manager.',
)

const tooMany = (count: number) =>
  err(
    'too-many-rows',
    `${count.toLocaleString('en-GB')} rows are too many for paper: at most ${MOST_PRINTED_ROWS.toLocaleString('en-GB')}. Nothing was made.`,
    'Choose filters so that fewer are shown, or save the list as a file for a spreadsheet.',
  )
