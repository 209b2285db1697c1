/** Assembles the case client: IPC calls for what is done, the database worker for what is read. */
import type { AgentFirst } from '../../domain/agent-first.ts'
import type { Bridge, Output } from '../../preload/contract.ts'
import { startStorage as startWorker, type StorageClient } from '../storage/client.ts'
import { createBackgroundChecks } from './background-checks.ts'
import { createCalls, type Call } from './calls.ts'
import { createCaseActs } from './case-acts.ts'
import { createCaseKeys } from './case-keys.ts'
import type { CaseClient } from './case-client.ts'
import { createClientState } from './client-state.ts'
import { createCurrentStorage } from './current-storage.ts'
import { createDrafts } from './drafts.ts'
import { createEvidenceClient } from './evidence-client.ts'
import { askPassphraseAgain } from './passphrase-question.ts'
import { createRowStore } from './row-store.ts'
import { createScanUpkeep } from './scan-upkeep.ts'
import { createSession } from './session.ts'
import { createStationActs } from './station-acts.ts'
import { isOfChecks, watchAgent } from './watch-agent.ts'

/** Throws if `main` does not answer. `startStorage` and `agentFirst` are replaced in tests. */
export async function createCaseClient(
  bridge: Bridge,
  startStorage: () => StorageClient = startWorker,
  agentFirst: AgentFirst = watchAgent(),
): Promise<CaseClient> {
  const { call: plainCall, on } = createCalls(bridge)
  const plainOrFirst: Call = (channel, input) =>
    isOfChecks(channel) ? plainCall(channel, input) : agentFirst.act(() => plainCall(channel, input))
  const { call, passphraseQuestion, cancel: cancelQuestion } = askPassphraseAgain(plainOrFirst)
  on('vault.locked', cancelQuestion)
  const pause = () => agentFirst.giveWay()
  const first = await call('station.state', {})
  if (!first.ok) throw new Error(first.error.message)
  const state = createClientState(call, first.value)
  const current = createCurrentStorage()
  const caseKeys = createCaseKeys(call)
  const rows = createRowStore({ call, current, keys: caseKeys, summaries: state.summaries })
  const scans = createScanUpkeep({ call, current, caseKeys, state, pause })
  const now = () => new Date().toISOString()
  const checks = createBackgroundChecks({ call, current, caseKeys, rows, scans, state, pause, now })
  const session = createSession({ call, on, current, state, rows, caseKeys, checks, startStorage })
  const evidence = createEvidenceClient({ call, current, rows, caseKeys })
  const drafts = createDrafts({ call, on, current, draftsKept: state.draftsKept })

  const callAndFollowUp: Call = async (channel, input) => {
    const answer = await call(channel, input)
    if (!answer.ok) return answer
    if (channel === 'station.confirmRecoveryKey') {
      // The notice that set-up is not finished must go at once.
      await state.refreshStation()
      await rows.catchUp()
    }
    const storage = current.find()
    if (channel === 'files.check' && storage) void scans.restore(storage, (answer.value as Output<'files.check'>).findings)
    return answer
  }

  if (first.value.phase === 'unlocked') {
    // The page was loaded again while `main` is unlocked. Its keys died with the old page, so the agent signs in again.
    await session.lock()
    await state.refreshStation()
  }
  return {
    ...state,
    ...session,
    ...evidence,
    ...createStationActs({ call, state, rows }),
    ...createCaseActs({ call, current, rows, caseKeys, attach: evidence.attach, editions: state.editions }),
    call: callAndFollowUp,
    on,
    onCaseChanged: rows.onCaseChanged,
    passphraseQuestion,
    drafts,
  }
}
