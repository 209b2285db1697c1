/** Handlers of `preload/contract/exports.ts`. */
import { err } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { exportsChannels } from '../../preload/contract/exports.ts'
import type { SaveFile } from '../record/save-noted.ts'
import {
  copyPhotograph,
  deletePhotographCopy,
  dragPhotograph,
  savePhotograph,
  type AgentFiles,
  type PhotographCopyPorts,
} from './photograph-copy.ts'
import { saveTable } from './save-table.ts'
import { previewDocument, saveDocument, saveFileOfPage, type ExportDocumentPorts } from './export-document.ts'

export interface ExportHandlerDeps extends AgentFiles {
  readonly desk: () => ExportDocumentPorts & PhotographCopyPorts
  readonly save: SaveFile
  /** The data folder. */
  readonly folder: string
  /** Begins a drag of a file out of the window. */
  readonly startDrag: (path: string, icon: string) => void
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export function exportHandlers(deps: ExportHandlerDeps): Pick<Handlers, keyof typeof exportsChannels> {
  const { desk, save, exportsAllowed } = deps
  return {
    'document.preview': ({ document }) => previewDocument(desk(), document),
    'document.save': async ({ document }) =>
      !exportsAllowed() && (document.kind === 'manifest-csv' || document.kind === 'manifest-json')
        ? exportsOff
        : saveDocument(desk(), document, save),
    'table.save': (table) => saveTable(desk(), table, { save, exportsAllowed: exportsAllowed() }),
    'file.save': (input) => saveFileOfPage(desk(), input, save),
    'photograph.copy': (input) => copyPhotograph(desk(), input),
    'photograph.drag': (input) => dragPhotograph(desk(), input, deps),
    'photograph.save': (input) => savePhotograph(desk(), input, deps),
    'photograph.deleteCopy': (input) => deletePhotographCopy(desk(), input),
  }
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the posting list, or ask your RA manager.',
)
