/** Records what the agent did on a screen. Secrets that the act makes useless are destroyed with it. */
import { findSpentSecrets } from '../../domain/case/spent-secrets.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Cases } from './case-store.ts'
import type { Custody } from '../ports.ts'

/** What the use-cases of this file need. */
export type RecordActPorts = Cases & Custody

export async function recordAct(
  desk: RecordActPorts,
  { caseId, expectedSeq, event, reason, edition }: Input<'case.act'>,
): Promise<Reply<'case.act'>> {
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
