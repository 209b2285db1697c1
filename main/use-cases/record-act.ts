/** Records what the agent did on a screen. Secrets that the act makes useless are destroyed with it. */
import type { Answer, Input, Output } from '../../preload/contract.ts'
import type { DeskContext } from './desk-context.ts'

export async function recordAct(desk: DeskContext, { caseId, expectedSeq, event, reason }: Input<'case.act'>): Promise<Answer<Output<'case.act'>>> {
  const before = await desk.cases.get(caseId)
  const committed = await desk.cases.commit({ caseId, expectedSeq, events: [event], ...(reason ? { reason } : {}) })
  if (!committed.ok) return committed
  const ends = event.kind === 'firstLogInConfirmed' || (event.kind === 'cardFaceChecked' && !event.good)
  const card = before?.view.facts.liveCard
  if (ends && card) for (const custodyId of [card.passcodeId, card.pukId]) if (custodyId) await desk.custody.destroy(custodyId)
  return committed
}
