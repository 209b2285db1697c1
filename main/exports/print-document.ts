/**
 * Prints documents on the printers of this computer: no file with a name and an address is left behind. What is begun is noted first; what
 * cannot be noted is not handed over. Nothing is sent twice: if it is not known whether it was printed, a person looks.
 */
import { paperUseOf, type LastPrinters, type PrintedDocument } from '../../domain/printing/document-print.ts'
import { err, ok, type Err } from '../../domain/result.ts'
import type { PrinterState } from '../../native/ports.ts'
import type { DocumentToPrint, Reply } from '../../preload/contract.ts'
import { lookAtPrinters } from '../devices/look-at-printers.ts'
import type { DevicePorts, Store } from '../ports.ts'
import type { CertifyingSession } from '../wind-down/certify.ts'
import { drawPaper, type DrawPaperPorts } from './draw-paper.ts'

/** What the use-cases of this file need. */
export type PrintDocumentPorts = DrawPaperPorts & DevicePorts & Store

export interface PrinterMemory {
  /** Kept on the computer and outside the vault: printers belong to the computer. */
  readonly lastPrinters: { read(): LastPrinters; write(last: LastPrinters): void }
  /** The queue that is for cards alone. */
  readonly cardQueue: () => string | undefined
}

/** Windows is given half a minute to list its printers. */
const PATIENCE_MILLISECONDS = 40_000

export async function listDocumentPrinters(
  { devices }: DevicePorts,
  kind: PrintedDocument,
  { lastPrinters, cardQueue }: PrinterMemory,
  patience = PATIENCE_MILLISECONDS,
): Promise<Reply<'document.printers'>> {
  const found = await lookAtPrinters(devices.documents, patience)
  if (!found) return notListed
  if (found.length > 0 && found.every(({ isService }) => isService)) return serviceStopped
  const last = lastPrinters.read()[paperUseOf(kind)]
  const card = cardQueue()
  const printers = found.filter(({ name, isService }) => !isService && name !== card).map(viewOf)
  return ok({ printers, ...(last === undefined ? {} : { last }) })
}

export async function printDocument(
  desk: PrintDocumentPorts,
  { document, printer }: { readonly document: DocumentToPrint; readonly printer: string },
  { lastPrinters, cardQueue, session }: PrinterMemory & { readonly session: () => CertifyingSession },
): Promise<Reply<'document.print'>> {
  if (printer === cardQueue()) return forCards
  const drawn = await drawPaper(desk, document, session)
  if (!drawn.ok) return drawn
  const { fileName, bytes, what, caseId, detail } = drawn.value
  const subject = caseId === undefined ? {} : { caseId }
  const noted = await desk.store.commit([], { action: `document-printed ${what}`, ...subject, detail: { ...detail, printer } })
  if (!noted.ok) return noted
  // The title is shown to whoever can see the queue: it names no person.
  const title = fileName.replace(/\.pdf$/, '')
  const printed = await desk.devices.documents.print({ printer, title, pdf: bytes })
  if (printed.ok) {
    const last = lastPrinters.read()
    const use = paperUseOf(document.kind)
    if (last[use] !== printer) lastPrinters.write({ ...last, [use]: printer })
    return ok({})
  }
  await desk.store.commit([], { action: printed.error.code === 'print-unknown' ? 'perhaps-printed' : 'not-printed', ...subject })
  return printed
}

const viewOf = ({ name, state, problem }: PrinterState) => ({ name, state, ...(problem === undefined ? {} : { problem }) })

const notListed: Err<'printer-not-found'> = err(
  'printer-not-found',
  'This computer did not list its printers in time. Nothing was printed.',
  'Look again. If it stays, save the PDF and print it from another program, at 100 % size.',
)
const serviceStopped: Err<'printer-not-found'> = err(
  'printer-not-found',
  'The print service of this computer does not answer. Nothing was printed.',
  'Ask your administrator to start it, then look again. Or save the PDF and print it from another program, at 100 % size.',
)
const forCards: Err<'printer-not-found'> = err(
  'printer-not-found',
  'This is the card printer of this station. Nothing was printed.',
  'Choose another printer.',
)
