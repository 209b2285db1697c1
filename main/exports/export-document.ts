/** Shows and saves documents. Each one is noted in the record first; if it cannot be noted, it is not shown or saved. */
import { extname } from 'node:path'
import { fitsEnding } from '../../domain/file-contents.ts'
import { err, ok } from '../../domain/result.ts'
import type { DocumentRequest, Input, Reply } from '../../preload/contract.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import { drawDocument, type DrawDocumentsPorts } from './draw-documents.ts'
import type { Views } from '../ports.ts'

/** What the use-cases of this file need. */
export type ExportDocumentPorts = DrawDocumentsPorts & Views

/** What the entry of the record is about. */
export const subjectOf = (
  document: DocumentRequest,
): { readonly caseId?: string; readonly detail?: { readonly dispatchReference: string } } =>
  'caseId' in document
    ? { caseId: document.caseId }
    : 'dispatchReference' in document
      ? { detail: { dispatchReference: document.dispatchReference } }
      : {}

export async function previewDocument(desk: ExportDocumentPorts, document: DocumentRequest): Promise<Reply<'document.preview'>> {
  const drawn = await drawDocument(desk, document)
  if (!drawn.ok) return drawn
  const noted = await desk.views.note({
    action: `document-previewed ${document.kind}`,
    of: JSON.stringify(document),
    ...subjectOf(document),
  })
  if (!noted.ok) return noted
  const { mime, fileName, bytes } = drawn.value
  return ok({ mime, fileName, base64: Buffer.from(bytes).toString('base64') })
}

export async function saveDocument(desk: ExportDocumentPorts, document: DocumentRequest, save: SaveFile): Promise<Reply<'document.save'>> {
  const drawn = await drawDocument(desk, document)
  return drawn.ok
    ? saveNoted(desk, { action: `document-saved ${document.kind}`, ...subjectOf(document) }, () =>
        save(drawn.value.fileName, drawn.value.bytes),
      )
    : drawn
}

/** A file that the page made: a draft of an email, an entry for the diary. Its name may identify a person, so it is not noted. */
export async function saveFileOfPage(
  desk: ExportDocumentPorts,
  { fileName, base64 }: Input<'file.save'>,
  save: SaveFile,
): Promise<Reply<'file.save'>> {
  const bytes = Buffer.from(base64, 'base64')
  return fitsEnding(fileName, bytes)
    ? saveNoted(desk, { action: `file-saved ${extname(fileName).slice(1)}` }, () => save(fileName, bytes))
    : otherContents
}

const otherContents = err(
  'contents-differ',
  'What is in this file does not fit the ending of its name. Nothing was saved.',
  'Do not save it under another name. Ask the sender for the file again, and tell your RA manager.',
)
