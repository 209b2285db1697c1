/**
 * The manifest as CSV (RFC 4180) for spreadsheets: UTF-8 with byte order mark, CRLF, every cell quoted, digits as they are, with their leading zeros.
 */
import Papa from 'papaparse'
import { MANIFEST_COLUMNS } from '../../domain/dispatch/manifest.ts'
import type { Manifest } from '../../domain/dispatch/manifest.ts'
import { ok } from '../../domain/result.ts'
import { withoutHidden } from '../../domain/text-from-outside.ts'
import type { Result } from '../../domain/result.ts'
import { checkManifest } from './manifest-json.ts'
import type { DocumentFailureCode } from './failure.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets show as text. Direction marks are removed, control characters become spaces. */
export function spreadsheetSafe(cell: string): string {
  const seen = withoutHidden(cell)
  // What stands before the sign and is not seen (control and format characters) may be dropped by the spreadsheet.
  const guarded = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(seen) ? `'${seen}` : seen
  return guarded.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/** Every cell is made safe and quoted, so that numbers keep their leading zeros. */
export function makeSafeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const text = Papa.unparse(
    rows.map((row) => row.map(spreadsheetSafe)),
    { newline: '\r\n', quotes: true },
  )
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`)
}

export async function makeManifestCsv(manifest: Manifest): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const checked = checkManifest(manifest)
  if (!checked.ok) return checked
  const rows = checked.value.items.map((item) => MANIFEST_COLUMNS.map(({ of }) => of(item, checked.value)))
  const practice = checked.value.practice ? [['PRACTICE, not for posting']] : []
  return ok(makeSafeCsv([...practice, MANIFEST_COLUMNS.map(({ heading }) => heading), ...rows]))
}
