/** Handlers of `preload/contract/exports.ts`. */
import { err } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { exportsChannels } from '../../preload/contract/exports.ts'
import type { SaveFile } from '../record/save-noted.ts'
import { previewDocument, saveDocument, saveFileOfPage, type ExportDocumentPorts } from './export-document.ts'

export interface ExportHandlerDeps {
  readonly desk: () => ExportDocumentPorts
  readonly save: SaveFile
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export function exportHandlers({ desk, save, exportsAllowed }: ExportHandlerDeps): Pick<Handlers, keyof typeof exportsChannels> {
  return {
    'document.preview': ({ document }) => previewDocument(desk(), document),
    'document.save': async ({ document }) =>
      !exportsAllowed() && (document.kind === 'manifest-csv' || document.kind === 'manifest-json')
        ? exportsOff
        : saveDocument(desk(), document, save),
    'file.save': (input) => saveFileOfPage(desk(), input, save),
  }
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the posting list, or ask your RA manager.',
)
