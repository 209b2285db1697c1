/** Records what the agent did on a screen. Secrets that the act makes useless are destroyed with it. */
import { findSpentSecrets } from '../../domain/case/spent-secrets.ts'
import { ok } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { Cases } from './case-store.ts'
import type { Custody } from '../ports.ts'

/** What the use-cases of this file need. */
export type RecordActPorts = Cases & Custody

export async function recordAct(
  desk: RecordActPorts,
  { caseId, expectedSeq, event, reason, edition }: Input<'case.act'>,
): Promise<Reply<'case.act'>> {
  const changed = await desk.cases.change({
    caseId,
    expectedSeq,
    events: [event],
    ...(reason ? { reason } : {}),
    ...(edition ? { edition } : {}),
  })
  if (!changed.ok) return changed
  const { committed, before, after } = changed.value
  const known = before ? findSpentSecrets(before.view.facts) : []
  for (const custodyId of findSpentSecrets(after.view.facts)) if (!known.includes(custodyId)) await desk.custody.destroy(custodyId)
  const { events: _events, ...head } = after.record
  return ok({ ...committed, head })
}
