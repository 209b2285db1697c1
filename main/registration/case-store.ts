/**
 * Cases as `main` keeps them: sealed at rest, opened to check a guard, closed again. Every act on a case comes through
 * `commit`, which asks the domain's guard first and stamps who and when itself.
 */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent, EventOf, RecordedEvent } from '../../domain/case/events.ts'
import { actionOfKind } from '../../domain/case/action-name.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { StationSettings } from '../../domain/station.ts'
import type { CaseView } from '../../domain/case/status.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import { adoptCase } from './adopt-case.ts'
import type { ExtendedCase } from './append-event.ts'
import { createCaseIndex } from './case-index.ts'
import { extendCase, type CaseChange, type ExtendFailureCode } from './extend-case.ts'
import { createStoredCases } from './stored-cases.ts'
import { worldOf } from './world.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'

export type CaseFailureCode = ExtendFailureCode | RecordFailureCode

export interface Committed {
  readonly rows: SealedRow[]
  readonly recorded: RecordedEvent[]
  readonly lastSeq: number
}

export interface CaseStore {
  get(caseId: string): Promise<{ readonly record: CaseRecord; readonly view: CaseView } | undefined>
  commit(change: CaseChange): Promise<Result<Committed, CaseFailureCode>>
  /** Several cases and further rows in one frame: all of it or none. */
  commitTogether(
    changes: readonly CaseChange[],
    extra: readonly (RowToSeal | RowToErase)[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>>
  /** The case was erased: nothing of it stays in memory. */
  forget(caseId: string): void
  /**
   * Cases that come from another workstation, each with the event that says so: all of it in one frame, or none. What a case here says
   * is replaced: the caller has compared both, and this checks again whether custody may move.
   */
  adopt(
    records: readonly CaseRecord[],
    event: EventOf<'takenOver'>,
    extra: readonly RowToSeal[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>>
  /** The case that has this UUID. */
  ownerOfUuid(uuid: string): string | undefined
  /** Secrets that the cases have no more use for, as they stood at opening: a crash may have left them undestroyed. */
  spentSecrets(): readonly string[]
  /** Every secret that a case named, as the cases stood at opening. */
  namedSecrets(): ReadonlySet<string>
  /** Latest time that any case speaks of, empty when there is none: a clock behind it was set back. */
  lastTime(): string
  prepare(): Promise<Result<{ readonly caseId: string; readonly keyId: string }, CaseFailureCode>>
}

/** Port of use-cases that work on cases. */
export interface Cases {
  readonly cases: CaseStore
}

export interface CaseStoreDeps {
  readonly store: RecordStore
  readonly agent: { readonly agentId: string; readonly agentName: string }
  readonly now: () => Date
  readonly newId: () => string
  readonly newReference: () => string
  readonly editions: Editions
  /** What was agreed with the organisations. */
  readonly settings: () => StationSettings | undefined
  /** The calendar day where the workstation stands. */
  readonly today: () => string
  readonly practice: boolean
  /** Called with each case at opening, and again after each change. */
  readonly onCase?: (record: CaseRecord, view: CaseView) => void
}

export async function createCaseStore(deps: CaseStoreDeps): Promise<CaseStore> {
  const { store } = deps
  const index = createCaseIndex()
  const stored = createStoredCases({ store, editions: deps.editions, index, onCase: deps.onCase })
  await stored.indexAll()
  const extending = {
    ...deps,
    viewOf: stored.viewOf,
    worldOf: (caseId: string, event: CaseEvent) => worldOf({ ...deps, index }, caseId, event),
  }

  async function commit(
    changes: readonly CaseChange[],
    extra: readonly (RowToSeal | RowToErase)[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>> {
    const extended: ExtendedCase[] = []
    for (const change of changes) {
      const open = await stored.get(change.caseId)
      const one = await extendCase(extending, change, { stored: open?.record, keyId: store.findCaseKey(change.caseId) })
      if (!one.ok) return one
      extended.push(one.value)
    }
    return stored.save(extended, extra, {
      action,
      detail: {
        cases: changes.map((change) => ({ caseId: change.caseId, kinds: change.events.map((event) => event.kind), reason: change.reason })),
      },
    })
  }

  async function adopt(
    records: readonly CaseRecord[],
    event: EventOf<'takenOver'>,
    extra: readonly RowToSeal[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>> {
    const adopted: ExtendedCase[] = []
    for (const record of records) {
      const here = await stored.get(record.caseId)
      const one = adoptCase(extending, record, event, here?.view)
      if (!one.ok) return one
      adopted.push(one.value)
    }
    return stored.save(adopted, extra, {
      action,
      detail: { handoverId: event.handoverId, from: event.from, cases: adopted.map(({ record }) => record.caseId) },
    })
  }

  // One change at a time: asking the guard and storing what it allowed are one act.
  const inSequence = createSequencer()

  return {
    get: stored.get,
    forget: index.forget,
    lastTime: index.lastTime,
    spentSecrets: index.spentSecrets,
    namedSecrets: index.namedSecrets,
    commit: (change) => inSequence(() => commit([change], [], actionOfKind(change.events[0]!.kind))),
    commitTogether: (changes, extra, action) => inSequence(() => commit(changes, extra, action)),
    adopt: (records, event, extra, action) => inSequence(() => adopt(records, event, extra, action)),
    ownerOfUuid: index.ownerOfUuid,
    prepare: async () => {
      const caseId = deps.newId()
      const key = await store.newKey('case', caseId)
      return key.ok ? ok({ caseId, keyId: key.value.keyId }) : key
    },
  }
}
