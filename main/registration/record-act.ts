/** Records what the agent did on a screen. Secrets that the act makes useless are destroyed with it. */
import { findSpentSecrets } from '../../domain/case/spent-secrets.ts'
import type { Answer, Input, Output } from '../../preload/contract.ts'
import type { DeskContext } from '../station/desk-context.ts'

export async function recordAct(
  desk: DeskContext,
  { caseId, expectedSeq, event, reason, edition }: Input<'case.act'>,
): Promise<Answer<Output<'case.act'>>> {
  const before = (await desk.cases.get(caseId))?.view.facts
  const committed = await desk.cases.commit({
    caseId,
    expectedSeq,
    events: [event],
    ...(reason ? { reason } : {}),
    ...(edition ? { edition } : {}),
  })
  if (!committed.ok) return committed
  const after = (await desk.cases.get(caseId))?.view.facts
  const known = before ? findSpentSecrets(before) : []
  for (const custodyId of after ? findSpentSecrets(after) : []) if (!known.includes(custodyId)) await desk.custody.destroy(custodyId)
  return committed
}
