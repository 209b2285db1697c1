import { beforeEach, describe, expect, test } from 'vitest'
import { rowsToText, type SavedTable } from '../../../domain/work/saved-table.ts'
import { loadFonts } from '../../../main/documents/fonts.ts'
import { saveTable, type SaveTablePorts } from '../../../main/exports/save-table.ts'
import { err, ok } from '../../../domain/result.ts'
import { FONT_FOLDER } from '../documents/support.ts'

const noted: { action: string; detail?: unknown }[] = []
let saved: { name: string; bytes: Uint8Array } | undefined
let isDiskFull = false
beforeEach(() => {
  noted.length = 0
  saved = undefined
  isDiskFull = false
})

const desk = {
  now: () => new Date('2026-11-23T09:30:00.000Z'),
  practice: false,
  agent: { agentId: 'a', agentName: 'Sample Agent' },
  documentFonts: async () => {
    const fonts = await loadFonts(FONT_FOLDER)
    if (!fonts.ok) throw new Error(fonts.error.message)
    return fonts.value
  },
  store: {
    commit: async (_rows: unknown, note: { action: string; detail?: unknown }) => {
      if (isDiskFull) return err('disk-full', 'Full.', 'Free some space.')
      noted.push(note)
      return ok({ rows: [], lastSeq: 1 })
    },
  },
} as unknown as SaveTablePorts
const save = async (name: string, bytes: Uint8Array) => {
  saved = { name, bytes }
  return ok({ savedAs: name })
}
const table = (change: Partial<SavedTable> = {}, rows: readonly (readonly string[])[] = [['Wyn Sample', 'RA-1']]): SavedTable => ({
  of: 'work-list',
  format: 'csv',
  title: 'Work list',
  about: 'Open: 1 case',
  columns: ['Name', 'Reference'],
  rows: rowsToText(rows),
  ...change,
})
const run = (wanted: SavedTable, exportsAllowed = true) => saveTable(desk, wanted, { save, exportsAllowed })

describe('work list as a file', () => {
  test('CSV: no cell is run as a formula, and the record says what was saved without a name', async () => {
    const rows = [
      ['=HYPERLINK("x")', '+44'],
      ['@a', '-1'],
      ['Ŵyn "S" Sample', 'RA-1'],
    ]
    expect(await run(table({}, rows))).toMatchObject({ ok: true, value: { savedAs: 'work-list-2026-11-23.csv' } })
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(saved!.bytes)
    expect(text.split('\r\n')).toEqual([
      '\uFEFF"Name","Reference"',
      `"'=HYPERLINK(""x"")","'+44"`,
      `"'@a","'-1"`,
      '"Ŵyn ""S"" Sample","RA-1"',
      '',
    ])
    expect(noted).toEqual([{ action: 'document-saved work-list-csv', detail: { rows: 3 } }])
  })

  test('PDF: many pages, also with a letter that cannot be printed', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Sample ${index} محمد`, `RA-${index}`])
    expect(await run(table({ format: 'pdf' }, rows))).toMatchObject({ ok: true })
    expect(Buffer.from(saved!.bytes.slice(0, 5)).toString()).toBe('%PDF-')
    expect(
      (
        Buffer.from(saved!.bytes)
          .toString('latin1')
          .match(/\/Type \/Page\b/g) ?? []
      ).length + saved!.bytes.length,
    ).toBeGreaterThan(2_000)
  })

  test.each([
    ['a list that the policy keeps in', table(), false, 'exports-off'],
    [
      'too many rows for paper',
      table(
        { format: 'pdf' },
        Array.from({ length: 2_001 }, () => ['a', 'b']),
      ),
      true,
      'too-many-rows',
    ],
  ])('%s: refused, nothing saved and nothing noted', async (_name, wanted, allowed, code) => {
    expect(await run(wanted, allowed)).toMatchObject({ ok: false, error: { code } })
    expect([saved, noted]).toEqual([undefined, []])
  })

  test('PDF where the policy keeps lists in: allowed, it is paper', async () => {
    expect(await run(table({ format: 'pdf' }), false)).toMatchObject({ ok: true })
  })

  test('what cannot be noted is not saved', async () => {
    isDiskFull = true
    expect(await run(table())).toMatchObject({ ok: false, error: { code: 'disk-full' } })
    expect(saved).toBeUndefined()
  })
})
