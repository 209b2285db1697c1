/**
 * The cropped photograph leaves RA Desk for CIS, which cannot issue a card from one that was not cropped: saved as a file, put on the
 * clipboard, or dragged. Always the crop that was accepted. Each way is noted before the picture leaves.
 */
import { join } from 'node:path'
import { findAcceptedCrop, MAXIMUM_PATH } from '../../domain/journey/photograph-copies.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { readEvidence } from '../evidence/evidence.ts'
import { dragFolder } from './drag-folder.ts'
import { dragIcon } from './drag-icon.ts'
import { deleteOutside, writeOutside } from '../files/copy-outside.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { mayDo } from '../../domain/case/guard.ts'
import type { OpenCase } from '../registration/stored-cases.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Ids, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type PhotographCopyPorts = Cases & Ids & Store

/** Where files of the agent go. Paths stay in `main`. */
export interface AgentFiles {
  /** Asks the agent where to save a file of this name; `undefined` if the agent cancels. */
  readonly chooseSavePath: (fileName: string) => Promise<string | undefined>
}

/** Nothing in it names the registrant. */
const fileNameOf = ({ record }: Pick<OpenCase, 'record'>): string => `photograph-${record.caseReference}.jpg`

type Picture = Extract<Awaited<ReturnType<typeof readEvidence>>, { ok: true }>['value']

async function readCrop(desk: Store, { record, view }: OpenCase) {
  const crop = findAcceptedCrop(view.facts)
  if (!crop) throw new Error('the guard let a photograph through that was not accepted')
  const bytes = await readEvidence(desk, record.caseId, crop)
  return bytes.ok ? ok({ bytes: bytes.value, sha256: crop.sha256 }) : bytes
}

export async function savePhotograph(
  desk: PhotographCopyPorts,
  { caseId, expectedSeq }: Input<'photograph.save'>,
  { chooseSavePath }: AgentFiles,
): Promise<Reply<'photograph.save'>> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'save-photograph-copy')
  if (!open.ok) return open
  const crop = await readCrop(desk, open.value)
  if (!crop.ok) return crop
  const savedAs = await chooseSavePath(fileNameOf(open.value))
  if (savedAs === undefined) return ok({ state: 'cancelled', rows: [], recorded: [], lastSeq: desk.store.lastSeq() })
  if (savedAs.length > MAXIMUM_PATH) return notSaved
  const copyId = desk.newId()
  const { bytes, sha256 } = crop.value
  const saved = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    events: [{ kind: 'photographCopySaved', copyId, savedAs, bytes: bytes.length, sha256 }],
  })
  if (!saved.ok) return saved
  try {
    await writeOutside(savedAs, bytes)
    return ok({ ...saved.value, state: 'saved' })
  } catch {
    const noted = await desk.cases.commit({
      caseId,
      expectedSeq: expectedSeq + 1,
      happened: true,
      events: [{ kind: 'photographCopyDeletion', copyId, outcome: 'not-written' }],
    })
    if (!noted.ok) return noted
    return ok({ ...noted.value, recorded: [...saved.value.recorded, ...noted.value.recorded], state: 'not-written' })
  }
}

/** Deletes a copy that was saved before, if it is still the file that was saved. */
export async function deletePhotographCopy(
  desk: PhotographCopyPorts,
  { caseId, expectedSeq, copyId }: Input<'photograph.deleteCopy'>,
): Promise<Reply<'photograph.deleteCopy'>> {
  const open = await openForAct(desk, { caseId, expectedSeq }, 'delete-photograph-copy')
  if (!open.ok) return open
  const copy = open.value.view.facts.photographCopies.find((one) => one.copyId === copyId)
  if (!copy) return noSuchCopy
  const deletion = await deleteOutside(copy).catch(() => undefined)
  if (deletion === undefined) return notDeleted
  if (deletion === copy.trouble) return ok({ outcome: deletion, rows: [], recorded: [], lastSeq: desk.store.lastSeq() })
  const noted = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [{ kind: 'photographCopyDeletion', copyId, outcome: deletion }],
  })
  return noted.ok ? ok({ ...noted.value, outcome: deletion }) : noted
}

/** For the clipboard or a drag: noted, then read. `take` gets the bytes and the name that a file of them has. */
async function takeOut(
  desk: PhotographCopyPorts,
  caseId: string,
  action: 'photograph-copied' | 'photograph-dragged',
  take: (bytes: Picture, fileName: string) => Promise<void>,
): Promise<Reply<'photograph.copy'>> {
  const open = await desk.cases.get(caseId)
  if (!open) return err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
  const refusal = mayDo(open.view, 'save-photograph-copy')
  if (refusal) return { ok: false, error: refusal }
  const crop = await readCrop(desk, open)
  if (!crop.ok) return crop
  const noted = await desk.store.commit([], { action, caseId })
  if (!noted.ok) return noted
  await take(crop.value.bytes, fileNameOf(open))
  return ok({})
}

/** Whether the page may put its own picture of the crop on the clipboard, which it then does: `main` decodes no picture. */
export const copyPhotograph = (desk: PhotographCopyPorts, { caseId }: Input<'photograph.copy'>): Promise<Reply<'photograph.copy'>> =>
  takeOut(desk, caseId, 'photograph-copied', () => Promise.resolve())

export async function dragPhotograph(
  desk: PhotographCopyPorts,
  { caseId }: Input<'photograph.drag'>,
  { folder, startDrag }: { readonly folder: string; readonly startDrag: (path: string, icon: string) => void },
): Promise<Result<Record<string, never>, Extract<Reply<'photograph.drag'>, { ok: false }>['error']['code']>> {
  let written = true
  const dragged = await takeOut(desk, caseId, 'photograph-dragged', async (bytes, fileName) => {
    const path = join(dragFolder(folder), fileName)
    const icon = join(dragFolder(folder), 'icon.png')
    try {
      await writeOutside(path, bytes)
      await writeOutside(icon, dragIcon)
    } catch {
      written = false
      return
    }
    startDrag(path, icon)
  })
  return written ? dragged : notSaved
}

const notSaved = err(
  'not-saved',
  'The photograph could not be saved there. Nothing in RA Desk was changed.',
  'Choose another folder, or free some space, and save it again.',
)
const noSuchCopy = err('no-such-copy', 'This copy is deleted already. Nothing was changed.', 'You do not need to do anything.')
const notDeleted = err(
  'not-deleted',
  'The saved copy could not be deleted. It is still there, and it is not encrypted.',
  'Close any program that has it open, then delete it again.',
)
