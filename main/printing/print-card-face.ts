/** Prints a side of the live card, or both. What is begun is recorded first: an app that dies while the printer works leaves a question for a person. Whether it printed well is for the agent to say; why it is printed again, too. */
import type { CaseEvent } from '../../domain/case/events.ts'
import { ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { readStationCard } from '../card-face/card-template.ts'
import { drawCardFaces } from '../card-face/draw-card-face.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, DevicePorts, Fonts, Practice, Settings, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type PrintCardFacePorts = Cases & Clock & DevicePorts & Fonts & Practice & Settings & SignedInAgent & Store

export async function printCardFace(
  desk: PrintCardFacePorts,
  { caseId, expectedSeq, printer, sides = 'front', again }: Input<'card.printFace'>,
): Promise<Reply<'card.printFace'>> {
  const card = await readStationCard(desk)
  const event = { kind: 'cardFacePrinted', printer, sides, template: card.mark, ...(again ? { again } : {}) } as const
  const open = await openForAct(desk, { caseId, expectedSeq }, 'print-card-face', { sides, again })
  if (!open.ok) return open
  const face = await drawCardFaces(desk, card, { caseId, facts: open.value.view.facts }, { sides })
  if (!face.ok) return face
  const reason = again ? { reason: again.why } : {}
  const begun = await desk.cases.commit({
    caseId,
    expectedSeq,
    opened: open.value,
    happened: true,
    events: [{ ...event, jobId: 'begun', outcome: 'begun' }],
    ...reason,
  })
  if (!begun.ok) return begun
  const printed = await desk.devices.printer.print({ printer, title: `Card face ${open.value.record.caseReference}`, pdf: face.value })
  const after: CaseEvent = printed.ok
    ? { ...event, jobId: printed.value.jobId }
    : printed.error.code === 'print-unknown'
      ? { ...event, jobId: 'unknown', outcome: 'unknown' }
      : { kind: 'cardFacePrintCalledOff', printer, why: printed.error.message }
  const settled = await desk.cases.commit({
    caseId,
    expectedSeq: expectedSeq + 1,
    happened: true,
    events: [after],
    ...(printed.ok ? reason : {}),
  })
  if (!settled.ok) return settled
  const { rows, lastSeq } = settled.value
  return ok({
    rows,
    lastSeq,
    recorded: [...begun.value.recorded, ...settled.value.recorded],
    ...(printed.ok ? {} : { failure: { ...printed.error } }),
  })
}
