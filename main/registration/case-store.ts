/**
 * Cases as `main` keeps them: sealed at rest, opened to check a guard, closed again. Every act on a case comes through
 * `commit`, which asks the domain's guard first and stamps who and when itself.
 */
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent, EventOf } from '../../domain/case/events.ts'
import type { CaseLine } from '../../domain/case/case-line.ts'
import { actionOfKind } from '../../domain/case/action-name.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import type { World } from '../../domain/journey/part.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { StationSettings } from '../../domain/station.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createCaseIndex, type CaseIndex } from './case-index.ts'
import { storeLines } from './case-lines.ts'
import { createCaseChanges, type CaseFailureCode } from './change-cases.ts'
import type { CaseChange } from './extend-case.ts'
import { createStoredCases, type Committed, type OpenCase } from './stored-cases.ts'
import { worldOf, type WorldDeps } from './world.ts'
import type { BlindMark } from './blind-marks.ts'
import { ownerOfLine, type MarkIndex } from './mark-index.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'

/** A change of one case, with the case before and after it. */
export interface Changed {
  readonly committed: Committed
  /** Absent when the case began with this change. */
  readonly before: OpenCase | undefined
  readonly after: OpenCase
}

/** What goes into the frame of a case's change, for an act that is recorded in two places. */
export interface AlsoCommitted {
  readonly rows: readonly RowToSeal[]
  /** Name of the second act, `locum-granted`. */
  readonly action: string
}

type InIndex = 'ownerOfUuid' | 'personOf' | 'casesOf' | 'isPerson' | 'liveSecrets' | 'waitingPasscodes' | 'lastTime' | 'withUuid' | 'forget'

/** `forget`: call it when a case was erased. `lastTime`: a clock behind it was set back. */
export interface CaseStore extends Pick<CaseIndex, InIndex> {
  get(caseId: string): Promise<OpenCase | undefined>
  /** What the guard may ask beyond the case, for an act that attaches nothing and is judged before it is done. */
  worldOf(caseId: string): Promise<World>
  commit(change: CaseChange): Promise<Result<Committed, CaseFailureCode>>
  /** As `commit`, for a use-case that goes on with the case: it need not be opened again. */
  change(change: CaseChange, also?: AlsoCommitted): Promise<Result<Changed, CaseFailureCode>>
  /** Several cases and further rows in one frame: all of it or none. */
  commitTogether(
    changes: readonly CaseChange[],
    extra: readonly (RowToSeal | RowToErase)[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>>
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
  prepare(): Promise<Result<{ readonly caseId: string; readonly keyId: string }, CaseFailureCode>>
  /** Stores the lines that opening had to make again. If it fails, the next sign-in makes them again. */
  storeRenewedLines(): Promise<Result<void, RecordFailureCode>>
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
  /** The policy's limit for one card. */
  readonly passcodeReleases: () => number
  readonly blindMark: BlindMark
  /** Knows by which marks each case may be found; told of the lines as `onLine` is. */
  readonly marks: Pick<MarkIndex, 'put' | 'forget'>
  /** Cards that a case began or issued, and that can be used or finished, from the register. */
  readonly liveCardsOf: WorldDeps['liveCardsOf']
  readonly cardCasesOf: WorldDeps['cardCasesOf']
  /** Called with the line of each case at opening, and again after each change. */
  readonly onLine?: (line: CaseLine) => void
  /** Called with each case that was changed, as it is now. */
  readonly onChanged?: (changed: OpenCase) => void
}

export async function createCaseStore(deps: CaseStoreDeps): Promise<CaseStore> {
  const { store } = deps
  const index = createCaseIndex()
  const stored = createStoredCases({
    store,
    editions: deps.editions,
    blindMark: deps.blindMark,
    onLine: (line) => {
      index.put(line)
      deps.marks.put(ownerOfLine(line))
      deps.onLine?.(line)
    },
    onChanged: deps.onChanged,
  })
  const renewed = await stored.readLines()
  const extending = {
    ...deps,
    viewOf: stored.viewOf,
    worldOf: (caseId: string, event: CaseEvent) => worldOf({ ...deps, index }, caseId, event),
  }

  const changing = createCaseChanges({ store, stored, extending })

  async function commit(...all: Parameters<CaseStore['commitTogether']>): Promise<Result<Committed, CaseFailureCode>> {
    const saved = await changing.change(...all)
    return saved.ok ? ok(saved.value.committed) : saved
  }

  async function change(wanted: CaseChange, also?: AlsoCommitted): Promise<Result<Changed, CaseFailureCode>> {
    const action = [actionOf(wanted), ...(also ? [also.action] : [])].join(' ')
    const saved = await changing.change([wanted], also?.rows ?? [], action)
    if (!saved.ok) return saved
    const { committed, before, cases } = saved.value
    return ok({ committed, before: before[0], after: cases[0]! })
  }

  // One change at a time: asking the guard and storing what it allowed are one act.
  const inSequence = createSequencer()

  return {
    forget(caseId) {
      index.forget(caseId)
      deps.marks.forget(caseId)
    },
    ownerOfUuid: index.ownerOfUuid,
    personOf: index.personOf,
    casesOf: index.casesOf,
    isPerson: index.isPerson,
    liveSecrets: index.liveSecrets,
    waitingPasscodes: index.waitingPasscodes,
    lastTime: index.lastTime,
    withUuid: index.withUuid,
    get: stored.get,
    worldOf: (caseId) => worldOf({ ...deps, index }, caseId, {}),
    change: (wanted, also) => inSequence(() => change(wanted, also)),
    commit: (wanted) => inSequence(() => commit([wanted], [], actionOf(wanted))),
    commitTogether: (...all) => inSequence(() => commit(...all)),
    adopt: (records, event, extra, action) => inSequence(() => changing.adopt(records, event, extra, action)),
    storeRenewedLines: () => inSequence(() => storeLines(store, renewed)),
    prepare: async () => {
      const caseId = deps.newId()
      const key = await store.newKey('case', caseId)
      return key.ok ? ok({ caseId, keyId: key.value.keyId }) : key
    },
  }
}

const actionOf = ({ events }: CaseChange): string => actionOfKind(events[0]!.kind)
