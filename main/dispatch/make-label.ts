/** Gives a case its item of the open dispatch and makes sure, before it is recorded, that the label can be drawn. */
import { ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { readDispatchLedger, takeItem } from './dispatch-ledger.ts'
import { drawLabel } from './draw-label.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Fonts, Practice, RandomBytes, Settings, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type MakeLabelPorts = Cases & Clock & Fonts & Practice & RandomBytes & Settings & Store

export async function makeLabel(
  desk: MakeLabelPorts,
  { caseId, expectedSeq, medium, position, reason }: Input<'label.make'>,
): Promise<Reply<'label.make'>> {
  const book = await readDispatchLedger(desk)
  const { itemReference, row } = takeItem(book, caseId)
  const event = { kind: 'labelMade', dispatchReference: book.reference, itemReference, medium, position } as const
  const open = await openForAct(desk, { caseId, expectedSeq }, 'make-label', undefined, { reason })
  if (!open.ok) return open
  const drawn = await drawLabel(desk, open.value.view.facts, event)
  if (!drawn.ok) return drawn
  const committed = await desk.cases.commitTogether(
    [{ caseId, expectedSeq, opened: open.value, events: [event], ...(reason ? { reason } : {}) }],
    [row],
    'label-made',
  )
  return committed.ok ? ok(committed.value) : committed
}
