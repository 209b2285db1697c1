/** Saves the work list or a report as the page shows it: as a PDF to print, or as CSV where the policy allows lists as files. */
import { err, type Result } from '../../domain/result.ts'
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
  const rows = textToRows(table.rows, table.columns.length)
  if (table.format === 'csv' && !exportsAllowed) return exportsOff
  if (table.format === 'pdf' && rows.length > MOST_PRINTED_ROWS) return tooMany(rows.length)
  const today = plainDateOf(desk.now())
  const drawn = await drawTable(desk, table, rows, today)
  if (!(drawn instanceof Uint8Array)) return drawn
  return saveNoted(desk, { action: `document-saved ${table.of}-${table.format}`, detail: { rows: rows.length } }, () =>
    save(`${table.of}-${today}.${table.format}`, drawn),
  )
}

async function drawTable(
  desk: SaveTablePorts,
  table: SavedTable,
  rows: readonly (readonly string[])[],
  today: string,
): Promise<Uint8Array | Extract<Result<never, 'glyph-missing'>, { ok: false }>> {
  const { title, columns, about } = table
  if (table.format === 'csv') {
    const { makeTableCsv } = await import('../documents/table-csv.ts')
    return makeTableCsv(columns, rows, desk.practice)
  }
  const { makeTablePdf } = await import('../documents/table-pdf.ts')
  const settings = { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice }
  const made = await makeTablePdf({ title, about: about ?? '', printed: { on: today, by: desk.agent.agentName }, columns, rows }, settings)
  return made.ok ? made.value : made
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Save the PDF and print it, or ask your RA manager.',
)

const tooMany = (count: number) =>
  err(
    'too-many-rows',
    `${count.toLocaleString('en-GB')} rows are too many for paper: at most ${MOST_PRINTED_ROWS.toLocaleString('en-GB')}. Nothing was saved.`,
    'Choose filters so that fewer are shown, or save the list as a file for a spreadsheet.',
  )
