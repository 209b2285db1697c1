/** Acts on the case of a replacement, which `main` looks up before it records them. */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { Result } from '../../domain/result.ts'
import type { Output } from '../../preload/contract.ts'
import type { Call } from './calls.ts'
import type { CaseClient, OpenCase, PageCode } from './case-client.ts'
import type { CaseKeys } from './case-keys.ts'
import type { CurrentStorage } from './current-storage.ts'
import { databaseFailed } from './failures.ts'
import { readRecordPages } from './record-pages.ts'
import type { RowStore } from './row-store.ts'

export type ReplacementActs = Pick<CaseClient, 'newReplacement' | 'changeReplacement' | 'carryPhotograph'>

export interface ReplacementActsDeps {
  readonly call: Call
  readonly current: Pick<CurrentStorage, 'get'>
  readonly rows: Pick<RowStore, 'storeAnswer'>
  readonly caseKeys: Pick<CaseKeys, 'add'>
  readonly oneActAtATime: <Value>(caseId: string, act: () => Promise<Value>) => Promise<Value>
  readonly find: (caseId: string) => Promise<CaseRecord | undefined>
  /** Records what `ask` answers with, and shows the case as it is then. */
  readonly recordBy: <Code extends string>(
    caseId: string,
    begins: boolean,
    ask: (expectedSeq: number) => Promise<Result<Output<'case.act'>, Code>>,
  ) => Promise<Result<OpenCase, Code | PageCode>>
}

export function createReplacementActs({
  call,
  current,
  rows,
  caseKeys,
  oneActAtATime,
  find,
  recordBy,
}: ReplacementActsDeps): ReplacementActs {
  return {
    newReplacement: async (edition, told) => {
      const prepared = await call('case.prepare', {})
      if (!prepared.ok) return prepared
      const { caseId, keys } = prepared.value
      await caseKeys.add(current.get(), keys, caseId)
      // Somebody who has no other case here is the person of this one.
      const personId = told.personId ?? caseId
      return recordBy(caseId, true, (expectedSeq) =>
        call('replacement.record', { caseId, expectedSeq, told: { ...told, personId }, edition }),
      )
    },
    changeReplacement: (caseId, told, reason) =>
      recordBy(caseId, false, (expectedSeq) => call('replacement.record', { caseId, expectedSeq, told, ...(reason ? { reason } : {}) })),
    carryPhotograph: (caseId, reason) =>
      oneActAtATime(caseId, async () => {
        const expectedSeq = (await find(caseId))?.events.length ?? 0
        const answer = await call('replacement.carryPhotograph', { caseId, expectedSeq, ...(reason ? { reason } : {}) })
        if (!answer.ok) return answer
        try {
          await readRecordPages(call, answer.value.fromSeq, 'scans', async (pieces) => {
            await current.get().ask('store', { rows: pieces, lastSeq: 0 })
          })
        } catch {
          return databaseFailed
        }
        return rows.storeAnswer(answer)
      }),
  }
}
