/** Gives a case its item of the open dispatch and makes sure, before it is recorded, that the label can be drawn. */
import { ok } from '../../domain/result.ts'
import type { Answer, Input, Output } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import type { DeskContext } from '../station/desk-context.ts'
import { readDispatchLedger, takeItem } from './dispatch-ledger.ts'
import { drawLabel } from '../exports/draw-documents.ts'

export async function makeLabel(
  desk: DeskContext,
  { caseId, expectedSeq, medium, position, reason }: Input<'label.make'>,
): Promise<Answer<Output<'label.make'>>> {
  const book = await readDispatchLedger(desk)
  const { itemReference, row } = takeItem(book, caseId)
  const event = { kind: 'labelMade', dispatchReference: book.reference, itemReference, medium, position } as const
  const open = await openForAct(desk, { caseId, expectedSeq }, 'make-label', undefined, { reason })
  if (!open.ok) return open
  const drawn = await drawLabel(desk, open.value.view.facts, event)
  if (!drawn.ok) return drawn
  const committed = await desk.cases.commitTogether(
    [{ caseId, expectedSeq, events: [event], ...(reason ? { reason } : {}) }],
    [row],
    'label-made',
  )
  return committed.ok ? ok(committed.value) : committed
}
