/** Documents that RA Desk prints on paper by itself, and for which the printer used last is remembered. */

/** Card faces go to the card printer; lists for other programs are files. `table`: the work list or a report. */
export const printedDocuments = [
  'label',
  'manifest-pdf',
  'release-sheet',
  'calibration',
  'table',
  'locum-log',
  'wind-down-left',
  'wind-down-letter',
  'wind-down-certificate',
] as const
export type PrintedDocument = (typeof printedDocuments)[number]

/** Labels often have a printer of their own. */
export type PaperUse = 'labels' | 'documents'

/** The calibration page is printed on the labels that it measures. */
export const paperUseOf = (kind: PrintedDocument): PaperUse => (kind === 'label' || kind === 'calibration' ? 'labels' : 'documents')

/** By its name in the system. */
export type LastPrinters = Partial<Record<PaperUse, string>>

/** The printer to offer first: the one used last if it is there, or the only one. `undefined`: the agent chooses. */
export function findFirstPrinter(printers: readonly { readonly name: string }[], last: string | undefined): string | undefined {
  if (printers.length === 1) return printers[0]!.name
  return printers.find(({ name }) => name === last)?.name
}
