/** Prints the face of the live card. Whether it printed well is for the agent to say. */
import { ok } from '../../domain/result.ts'
import type { Answer, Input, Output } from '../../preload/contract.ts'
import { openForAct } from './acted.ts'
import type { DeskContext } from './desk-context.ts'
import { drawCardFace } from './draw-documents.ts'

export async function printCardFace(desk: DeskContext, { caseId, expectedSeq, printer }: Input<'card.printFace'>): Promise<Answer<Output<'card.printFace'>>> {
  const open = await openForAct(desk, caseId, expectedSeq, { kind: 'cardFacePrinted', printer, jobId: '0' })
  if (!open.ok) return open
  const face = await drawCardFace(desk, open.value.view.facts)
  if (!face.ok) return face
  const printed = await desk.devices.printer.print({ printer, title: `Card face ${open.value.record.caseReference}`, pdf: face.value })
  if (!printed.ok) return printed
  const committed = await desk.cases.commit({ caseId, expectedSeq, happened: true, events: [{ kind: 'cardFacePrinted', printer, jobId: printed.value.jobId }] })
  return committed.ok ? ok(committed.value) : committed
}
