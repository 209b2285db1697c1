/** A bridge and a database worker that answer from tables and remember what they were asked. */
import type { AgentFirst } from '../../../domain/agent-first.ts'
import type { CaseSummary } from '../../../domain/case/summary.ts'
import type { Answer, Bridge, ChannelName, Input, Output, Push, PushName, SealedRow } from '../../../preload/contract.ts'
import type { DatabaseReport } from '../../../preload/contract/database.ts'
import type { CaseKeys } from '../../../renderer/client/case-keys.ts'
import { createCalls } from '../../../renderer/client/calls.ts'
import { createClientState } from '../../../renderer/client/client-state.ts'
import type { StationState } from '../../../renderer/client/case-client.ts'
import type { StorageClient } from '../../../renderer/storage/client.ts'
import type { StorageMethod, StorageRequests } from '../../../renderer/storage/messages.ts'

type BridgeAnswers = { [Name in ChannelName]?: (input: Input<Name>) => unknown }
type StorageAnswers = { [Method in StorageMethod]?: (...input: Parameters<StorageRequests[Method]>) => unknown }

export const done = <Value>(value: Value) => ({ ok: true, value }) as const
export const refused = { ok: false, error: { code: 'fault', message: 'Refused.', next: 'Stop.' } } as const

export function fakeBridge(answers: BridgeAnswers) {
  const asked: [ChannelName, unknown][] = []
  const listeners = new Map<PushName, Set<(payload: unknown) => void>>()
  const bridge: Bridge = {
    call: async (channel, input) => {
      asked.push([channel, input])
      const answer = answers[channel] as ((given: unknown) => unknown) | undefined
      if (!answer) throw new Error(`no answer for ${channel}`)
      return (await answer(input)) as never
    },
    on: (push, listener) => {
      listeners.set(push, (listeners.get(push) ?? new Set()).add(listener))
      return () => listeners.get(push)?.delete(listener)
    },
  }
  return {
    bridge,
    ...createCalls(bridge),
    asked,
    inputsOf: <Name extends ChannelName>(channel: Name) =>
      asked.filter(([name]) => name === channel).map(([, input]) => input as Input<Name>),
    push: <Name extends PushName>(push: Name, payload: Push<Name>) => listeners.get(push)?.forEach((listener) => listener(payload)),
  }
}

export function fakeStorage(answers: StorageAnswers = {}) {
  const asked: [StorageMethod, unknown][] = []
  let ended = false
  const storage: StorageClient = {
    ask: (async (method: StorageMethod, ...input: unknown[]) => {
      if (ended) throw new Error('the app was locked')
      asked.push([method, input[0]])
      return await (answers[method] as ((...given: unknown[]) => unknown) | undefined)?.(...input)
    }) as StorageClient['ask'],
    end: () => {
      ended = true
    },
  }
  return {
    ...storage,
    asked,
    methods: () => asked.map(([method]) => method),
    inputsOf: (method: StorageMethod) => asked.filter(([name]) => name === method).map(([, input]) => input),
    isEnded: () => ended,
  }
}

/** A line of the work list. `day`: when it was last changed. */
export const summaryOf = (caseId: string, day = 1): CaseSummary => ({
  caseId,
  reference: `RA-${caseId}`,
  name: 'Sample Person',
  organisation: 'Sampleton Surgery',
  status: 'open',
  completed: 1,
  of: 21,
  openedAt: '2026-01-01T00:00:00.000Z',
  changedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
  waitsForManifest: false,
  edition: 'remote-2020-04-08',
  practice: false,
})

/** As if the worker had every key. */
export const everyKey: CaseKeys = {
  ofCases: () => Promise.resolve(),
  ofRows: () => Promise.resolve(),
  ofScans: () => Promise.resolve(),
  add: async (storage, keys) => {
    await storage.ask('addKeys', keys)
  },
}
export const noPause = (): Promise<void> => Promise.resolve()
/** Lets checks go on whatever the agent does. */
export const everyTurn: AgentFirst = { act: (work) => work(), touched: () => {}, giveWay: noPause }

export const lockedStation = { phase: 'locked', agents: [], session: undefined } as unknown as StationState
export const fakeState = (call = fakeBridge({}).call) => createClientState(call, lockedStation)

export const row = (id: string, table: SealedRow['table'] = 'cases'): SealedRow => ({ table, id, rev: 1, env: 'c2VhbGVk' }) as SealedRow
export const counts = (cases: number, chunks = 0) => ({ cases, manifests: 0, station: 1, chunks })
export const report = (lastSeq: number, cases: number, chunks = 0): DatabaseReport => ({
  lastSeq,
  counts: counts(cases, chunks),
  digest: '0'.repeat(64),
  dataLoss: 'none',
})
export const compared = (verdict: Output<'database.compare'>['verdict'], lastSeq: number, held = counts(1)): Answer<'database.compare'> =>
  done({ verdict, lastSeq, counts: held, findings: [] })
export const page = (rows: readonly SealedRow[], lastSeq: number, more = false): Answer<'database.page'> =>
  done({ rows: [...rows], lastSeq, more })
