/** Handlers of `preload/contract/exports.ts`. */
import { err } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { exportsChannels } from '../../preload/contract/exports.ts'
import type { SaveFile } from '../record/save-noted.ts'
import type { CertifyingSession } from '../wind-down/certify.ts'
import type { AgentFiles, PhotographCopyPorts } from './photograph-copy.ts'
import type { ExportDocumentPorts } from './export-document.ts'
import type { PrintDocumentPorts, PrinterMemory } from './print-document.ts'

export interface ExportHandlerDeps extends AgentFiles, PrinterMemory {
  readonly desk: () => ExportDocumentPorts & PhotographCopyPorts & PrintDocumentPorts
  readonly save: SaveFile
  /** The data folder. */
  readonly folder: string
  /** Begins a drag of a file out of the window. */
  readonly startDrag: (path: string, icon: string) => void
  readonly session: () => CertifyingSession
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export function exportHandlers(deps: ExportHandlerDeps): Pick<Handlers, keyof typeof exportsChannels> {
  const { desk, save, exportsAllowed } = deps
  return {
    'document.preview': async ({ document }) => (await import('./export-document.ts')).previewDocument(desk(), document),
    'document.save': async ({ document }) =>
      !exportsAllowed() && (document.kind === 'manifest-csv' || document.kind === 'manifest-json')
        ? exportsOff
        : (await import('./export-document.ts')).saveDocument(desk(), document, save),
    'document.printers': async ({ kind }) => (await import('./print-document.ts')).listDocumentPrinters(desk(), kind, deps),
    'document.print': async (input) => (await import('./print-document.ts')).printDocument(desk(), input, deps),
    'table.save': async (table) => (await import('./save-table.ts')).saveTable(desk(), table, { save, exportsAllowed: exportsAllowed() }),
    'file.save': async (input) => (await import('./export-document.ts')).saveFileOfPage(desk(), input, save),
    'photograph.copy': async (input) => (await import('./photograph-copy.ts')).copyPhotograph(desk(), input),
    'photograph.drag': async (input) => (await import('./photograph-copy.ts')).dragPhotograph(desk(), input, deps),
    'photograph.save': async (input) => (await import('./photograph-copy.ts')).savePhotograph(desk(), input, deps),
    'photograph.deleteCopy': async (input) => (await import('./photograph-copy.ts')).deletePhotographCopy(desk(), input),
  }
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the posting list, or ask your RA manager.',
)
