/** Prints a side of the live card, or both. Whether it printed well is for the agent to say; why it is printed again, too. */
import { ok } from '../../domain/result.ts'
import type { Answer, Input, Output } from '../../preload/contract.ts'
import { openForAct } from './acted.ts'
import { readStationCard } from './card-template.ts'
import type { DeskContext } from './desk-context.ts'
import { drawCardFaces } from './draw-card-face.ts'

export async function printCardFace(desk: DeskContext, { caseId, expectedSeq, printer, sides = 'front', again }: Input<'card.printFace'>): Promise<Answer<Output<'card.printFace'>>> {
  const card = await readStationCard(desk)
  const event = { kind: 'cardFacePrinted', printer, sides, template: card.mark, ...(again ? { again } : {}) } as const
  const open = await openForAct(desk, caseId, expectedSeq, { ...event, jobId: '0' })
  if (!open.ok) return open
  const face = await drawCardFaces(desk, card, open.value.view.facts, { sides })
  if (!face.ok) return face
  const printed = await desk.devices.printer.print({ printer, title: `Card face ${open.value.record.caseReference}`, pdf: face.value })
  if (!printed.ok) return printed
  const committed = await desk.cases.commit({ caseId, expectedSeq, happened: true, events: [{ ...event, jobId: printed.value.jobId }], ...(again ? { reason: again.why } : {}) })
  return committed.ok ? ok(committed.value) : committed
}
