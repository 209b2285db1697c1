/** Acts on cases: each is recorded by `main` and stored in the database before it counts as done. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { AgentEvent } from '../../domain/case/events.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { createSequencerByKey } from '../../domain/sequencer.ts'
import type { Result } from '../../domain/result.ts'
import type { Answer, CodeOf, GateCode, Input, Output } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { CaseKeys } from './case-keys.ts'
import type { ActingChannel, CaseClient, OpenCase, PageCode } from './case-client.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseFailed } from './failures.ts'
import { readMissedRows, readRecordPages } from './record-pages.ts'
import { createRecentCase } from './recent-case.ts'
import type { ReplacementActs, ReplacementActsDeps } from './replacement-acts.ts'
import type { RowStore, WithRows } from './row-store.ts'

export interface CaseActsDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'get'>
  readonly rows: Pick<RowStore, 'store' | 'storeAnswer' | 'revisionOf'>
  readonly caseKeys: Pick<CaseKeys, 'ofCases' | 'add'>
  readonly attach: CaseClient['attach']
  readonly editions: { get(): Editions }
}

export type CaseActs = Pick<
  CaseClient,
  | 'newCase'
  | 'newReplacement'
  | 'changeReplacement'
  | 'carryPhotograph'
  | 'openCase'
  | 'act'
  | 'run'
  | 'closeManifest'
  | 'handOver'
  | 'takeOver'
  | 'changeHandover'
>

/** No screen gets the case before it is noted that it was opened; both happen at once. */
async function openNoted(call: Call, caseId: string, finding: Promise<OpenCase | undefined>): ReturnType<CaseClient['openCase']> {
  finding.catch(() => undefined)
  const noted = await call('case.open', { caseId })
  if (!noted.ok) return noted.error.code === 'no-such-case' ? { ok: true, value: undefined } : noted
  return { ok: true, value: await finding }
}

/** Loaded when the first of them is asked for: the lock screen does without. */
function loadReplacementActs(deps: ReplacementActsDeps): ReplacementActs {
  const load = async () => (await import('./replacement-acts.ts')).createReplacementActs(deps)
  return {
    newReplacement: async (...input) => (await load()).newReplacement(...input),
    changeReplacement: async (...input) => (await load()).changeReplacement(...input),
    carryPhotograph: async (...input) => (await load()).carryPhotograph(...input),
  }
}

export function createCaseActs({ call, current, rows, caseKeys, attach, editions }: CaseActsDeps): CaseActs {
  // A double click must not race: acts on one case run one after another.
  const oneActAtATime = createSequencerByKey<string>()
  const recent = createRecentCase({ call, rows, caseKeys, current })
  const expectedSeq = async (caseId: string) => (await recent.find(caseId))?.events.length ?? 0
  const withExpectedSeq = (caseIds: readonly string[]) =>
    Promise.all(caseIds.map(async (caseId) => ({ caseId, expectedSeq: await expectedSeq(caseId) })))

  async function show(record: CaseRecord): Promise<OpenCase> {
    const [edition, { viewCase }] = [editions.get().get(record.edition), await import('../../domain/case/status.ts')]
    return { record, view: viewCase(record.events, edition), edition }
  }

  const findCase = async (caseId: string): Promise<OpenCase | undefined> => {
    const record = await recent.find(caseId)
    return record && show(record)
  }
  /** `begins`: the case is not in the database yet. */
  const recordBy = <Code extends string>(
    caseId: string,
    begins: boolean,
    ask: (expectedSeq: number) => Promise<Result<Output<'case.act'>, Code>>,
  ): Promise<Result<OpenCase, Code | PageCode>> =>
    oneActAtATime(caseId, async () => {
      const before = begins ? [] : ((await recent.find(caseId))?.events ?? [])
      const after = ({ head, recorded }: Output<'case.act'>): CaseRecord => ({ ...head, events: [...before, ...recorded] })
      const answer = await ask(before.length)
      // Kept before the rows are stored: the screen asks for the case again when it hears that they are.
      if (answer.ok) recent.keep(after(answer.value))
      const saved = await rows.storeAnswer(answer)
      return saved.ok ? { ok: true, value: await show(after(saved.value)) } : saved
    })

  const record = (caseId: string, event: AgentEvent, more: { readonly reason?: string; readonly edition?: string }) =>
    recordBy(caseId, more.edition !== undefined, (seq) => call('case.act', { caseId, expectedSeq: seq, event, ...more }))

  const act: CaseClient['act'] = (caseId, event, reason) => record(caseId, event, reason ? { reason } : {})

  return {
    act,
    openCase: (caseId) => openNoted(call, caseId, findCase(caseId)),
    newCase: async (edition, event, source) => {
      const prepared = await call('case.prepare', {})
      if (!prepared.ok) return prepared
      const { caseId, keys } = prepared.value
      await caseKeys.add(current.get(), keys, caseId)
      if (!source || event.kind !== 'requestReceived') return record(caseId, event, { edition })
      const attached = await attach(caseId, source.bytes, { mime: source.mime })
      return attached.ok ? record(caseId, { ...event, source: attached.value }, { edition }) : attached
    },
    ...loadReplacementActs({ call, current, rows, caseKeys, oneActAtATime, find: recent.find, recordBy }),
    run: <Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq'>) => {
      const { caseId } = input as unknown as { caseId: string }
      return oneActAtATime(caseId, async () => {
        const answer = await call(channel, { ...input, expectedSeq: await expectedSeq(caseId) } as unknown as Input<Name>)
        return rows.storeAnswer(answer as unknown as Result<Output<Name> & WithRows, CodeOf<Name> | GateCode>)
      })
    },
    closeManifest: async (caseIds, service) =>
      rows.storeAnswer(await call('manifest.close', { cases: await withExpectedSeq(caseIds), service })),
    handOver: async (caseIds, stationId) =>
      rows.storeAnswer(await call('handover.send', { cases: await withExpectedSeq(caseIds), stationId })),
    takeOver: async (upload) => {
      const answer = await call('handover.takeOver', { upload })
      if (!answer.ok) return answer
      const { keys, fromSeq, lastSeq } = answer.value
      try {
        await caseKeys.add(current.get(), keys)
        await readRecordPages(call, fromSeq, 'scans', async (pieces) => {
          await current.get().ask('store', { rows: pieces, lastSeq: 0 })
        })
        await rows.store(await readMissedRows(call, fromSeq), lastSeq)
      } catch {
        return databaseFailed
      }
      return answer
    },
    changeHandover: async (channel, input) => rows.storeAnswer((await call(channel, input)) as Answer<typeof channel>),
  }
}
