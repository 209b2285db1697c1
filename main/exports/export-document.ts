/** Whatever leaves as a picture on the screen or as a file is noted first. What cannot be noted is not handed out. */
import { extname } from 'node:path'
import { ok } from '../../domain/result.ts'
import type { Answer, DocumentRequest, Input, Output } from '../../preload/contract.ts'
import type { AuditNote } from '../record/store.ts'
import type { DeskContext } from '../station/desk-context.ts'
import { drawDocument } from './draw-documents.ts'

export type SaveFile = (fileName: string, bytes: Uint8Array) => Promise<Answer<{ savedAs: string }>>

const subjectOf = (document: DocumentRequest) =>
  'caseId' in document
    ? { caseId: document.caseId }
    : 'dispatchReference' in document
      ? { detail: { dispatchReference: document.dispatchReference } }
      : {}

export async function previewDocument(desk: DeskContext, document: DocumentRequest): Promise<Answer<Output<'document.preview'>>> {
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

export async function saveDocument(desk: DeskContext, document: DocumentRequest, save: SaveFile): Promise<Answer<Output<'document.save'>>> {
  const drawn = await drawDocument(desk, document)
  return drawn.ok
    ? saveNoted(desk, { action: `document-saved ${document.kind}`, ...subjectOf(document) }, () =>
        save(drawn.value.fileName, drawn.value.bytes),
      )
    : drawn
}

/** A file that the page made: a draft of an email, an entry for the diary. Its name may name somebody and is not noted. */
export async function saveFileOfPage(
  desk: DeskContext,
  { fileName, base64 }: Input<'file.save'>,
  save: SaveFile,
): Promise<Answer<Output<'file.save'>>> {
  return saveNoted(desk, { action: `file-saved ${extname(fileName).slice(1)}` }, () => save(fileName, Buffer.from(base64, 'base64')))
}

/** The note comes first: a crash in between must not let a file out that nobody can see was saved. */
export async function saveNoted(
  desk: DeskContext,
  note: AuditNote,
  save: () => Promise<Answer<{ savedAs: string }>>,
): Promise<Answer<{ savedAs: string }>> {
  const noted = await desk.store.commit([], note)
  if (!noted.ok) return noted
  const saved = await save()
  if (!saved.ok || saved.value.savedAs === '')
    await desk.store.commit([], { action: 'not-saved', ...(note.caseId === undefined ? {} : { caseId: note.caseId }) })
  return saved
}
