/** Records what the agent did on a screen. Secrets that the act makes useless are destroyed with it. */
import type { EventOf } from '../../domain/case/events.ts'
import { findRefusal } from '../../domain/case/guard.ts'
import { findSpentSecrets } from '../../domain/case/spent-secrets.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { planLocumOfCase, type LocumOfCaseCode, type LocumOfCasePorts } from '../locum/locum-of-case.ts'
import type { Cases, Changed } from './case-store.ts'
import type { CaseFailureCode } from './change-cases.ts'
import type { CaseChange } from './extend-case.ts'
import type { Custody } from '../ports.ts'

/** What the use-cases of this file need. */
export type RecordActPorts = Cases & Custody & LocumOfCasePorts

export async function recordAct(
  desk: RecordActPorts,
  { caseId, expectedSeq, event, reason, edition }: Input<'case.act'>,
): Promise<Reply<'case.act'>> {
  const change = { caseId, expectedSeq, events: [event], ...(reason ? { reason } : {}), ...(edition ? { edition } : {}) }
  const changed = event.kind === 'accessRecorded' ? await recordAccess(desk, change, event) : await desk.cases.change(change)
  if (!changed.ok) return changed
  const { committed, before, after } = changed.value
  const known = before ? findSpentSecrets(before.view.facts) : []
  for (const custodyId of findSpentSecrets(after.view.facts)) if (!known.includes(custodyId)) await desk.custody.destroy(custodyId)
  const { events: _events, ...head } = after.record
  return ok({ ...committed, head })
}

/** With the entry of the National Locum log that it makes or changes, in one frame. */
const recordAccess = (
  desk: RecordActPorts,
  change: CaseChange,
  { positions }: EventOf<'accessRecorded'>,
): Promise<Result<Changed, CaseFailureCode | LocumOfCaseCode>> =>
  desk.locumLog.inSequence(async () => {
    const opened = await desk.cases.get(change.caseId)
    // What is wrong with the act itself is said by the guard, before anything of the log.
    const refusal = opened && findRefusal(opened.view, change.events[0]!, change.reason, await desk.cases.worldOf(change.caseId))
    if (!opened || refusal || opened.record.events.length !== change.expectedSeq) return desk.cases.change(change)
    const { record, view } = opened
    const planned = planLocumOfCase(desk, await desk.locumLog.open(), {
      caseId: record.caseId,
      caseReference: record.caseReference,
      facts: view.facts,
      exceptionalCode: view.edition.positions.exceptional.code,
      positions,
      reason: change.reason,
    })
    if (!planned.ok) return planned
    const changed = await desk.cases.change({ ...change, opened }, planned.value)
    if (changed.ok) planned.value?.kept()
    return changed
  })
