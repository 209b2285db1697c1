/**
 * Cases as `main` keeps them: sealed at rest, opened to check a guard, closed again. Every act on a case comes through
 * `commit`, which asks the domain's guard first and stamps who and when itself.
 */
import { CASE_SCHEMA_VERSION, readCaseRecord, type CaseRecord } from '../../domain/case/case.ts'
import type { CaseEvent, EventOf, RecordedEvent } from '../../domain/case/events.ts'
import { foldFacts } from '../../domain/case/facts.ts'
import { actionOfKind } from '../../domain/case/action-name.ts'
import { findFirstEventRefusal, findRefusal, type GuardCode, type World } from '../../domain/case/guard.ts'
import type { Editions } from '../../domain/guidance/index.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { findAgentWithMobile, type StationSettings } from '../../domain/station.ts'
import { viewCase, type CaseView } from '../../domain/case/status.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SealedRow } from '../../preload/contract.ts'
import { createCaseIndex } from './case-index.ts'
import type { RecordFailureCode, RecordStore, RowToErase, RowToSeal } from '../record/store.ts'

export type CaseFailureCode = GuardCode | RecordFailureCode | 'no-such-case' | 'no-such-edition'

export interface Committed {
  readonly rows: SealedRow[]
  readonly recorded: RecordedEvent[]
  readonly lastSeq: number
}

export interface CaseChange {
  readonly caseId: string
  readonly expectedSeq: number
  readonly events: readonly CaseEvent[]
  readonly reason?: string
  /** Id of the edition that a new case begins under. */
  readonly edition?: string
  /** For what has already happened, as a device's answer: it is recorded without asking the guard. */
  readonly happened?: true
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

export async function createCaseStore(parts: CaseStoreDeps): Promise<CaseStore> {
  const { store } = parts
  const index = createCaseIndex()
  for (const caseId of store.ids('cases')) {
    const open = await get(caseId)
    if (open) parts.onCase?.(open.record, open.view)
    if (open) index.addAtOpening(open.record, open.view.facts)
  }

  async function get(caseId: string) {
    const keyId = store.findCaseKey(caseId)
    const stored = keyId && (await store.read('cases', caseId, keyId))
    if (!stored) return undefined
    const record = readCaseRecord(stored)
    return { record, view: viewOf(record) }
  }

  function viewOf(record: CaseRecord): CaseView {
    return viewCase(record.events, parts.editions.get(record.edition))
  }

  function worldOf(caseId: string): World {
    return {
      now: parts.now().toISOString(),
      today: parts.today(),
      agreedWith: (odsCode) => parts.settings()?.organisations.find((one) => one.odsCode === odsCode),
      agentWithMobile: (mobile) => findAgentWithMobile(parts.settings(), mobile),
      otherCaseWithUuid: (uuid) => index.otherWithUuid(uuid, caseId),
      otherCaseWithTracking: (reference) => index.otherWithTracking(reference, caseId),
    }
  }

  async function extend(change: CaseChange): Promise<Result<{ record: CaseRecord; recorded: RecordedEvent[] }, CaseFailureCode>> {
    const open = await get(change.caseId)
    const keyId = store.findCaseKey(change.caseId)
    if (!keyId) return noSuchCase
    const edition = parts.editions.find(open?.record.edition ?? change.edition ?? '')
    if (!edition) return noSuchEdition
    let record =
      open?.record ??
      ({
        schema: CASE_SCHEMA_VERSION,
        caseId: change.caseId,
        caseReference: parts.newReference(),
        edition: edition.id,
        keyId,
        practice: parts.practice,
        events: [],
      } satisfies CaseRecord)
    if (record.events.length !== change.expectedSeq)
      return err(
        'stale',
        'This case was changed elsewhere since it was opened.',
        'Look at the case again, then repeat what you wanted to do.',
      )
    const recorded: RecordedEvent[] = []
    for (const event of change.events) {
      if (!change.happened) {
        const world = worldOf(change.caseId)
        const refusal =
          record.events.length > 0 ? findRefusal(viewOf(record), event, change.reason, world) : findFirstEventRefusal(edition, event, world)
        if (refusal) return { ok: false, error: refusal }
      }
      const entry: RecordedEvent = {
        seq: record.events.length + 1,
        at: parts.now().toISOString(),
        ...parts.agent,
        ...(change.reason ? { reason: change.reason } : {}),
        event,
      }
      recorded.push(entry)
      record = { ...record, events: [...record.events, entry] }
    }
    return ok({ record, recorded })
  }

  /** As many as there are events, as a rule: more where the copy that was here was longer, or was erased, before the case came back. */
  const rowOf = async (record: CaseRecord): Promise<RowToSeal> => ({
    table: 'cases',
    id: record.caseId,
    rev: Math.max(record.events.length, ((await store.revOf('cases', record.caseId)) ?? 0) + 1),
    keyId: record.keyId,
    value: record,
  })

  async function commitNow(
    changes: readonly CaseChange[],
    extra: readonly (RowToSeal | RowToErase)[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>> {
    const recorded: RecordedEvent[] = []
    const rows: RowToSeal[] = []
    const changed: CaseRecord[] = []
    for (const change of changes) {
      const extended = await extend(change)
      if (!extended.ok) return extended
      const { record } = extended.value
      recorded.push(...extended.value.recorded)
      changed.push(record)
      rows.push(await rowOf(record))
    }
    const only = changes.length === 1 ? changes[0]!.caseId : undefined
    const committed = await store.commit([...rows, ...extra], {
      action,
      ...(only ? { caseId: only } : {}),
      detail: {
        cases: changes.map((change) => ({ caseId: change.caseId, kinds: change.events.map((event) => event.kind), reason: change.reason })),
      },
    })
    if (!committed.ok) return committed
    for (const record of changed) remember(record)
    return ok({ ...committed.value, recorded })
  }

  function remember(record: CaseRecord): void {
    const view = viewOf(record)
    parts.onCase?.(record, view)
    index.update(record, view.facts)
  }

  async function adoptNow(
    records: readonly CaseRecord[],
    event: EventOf<'takenOver'>,
    extra: readonly RowToSeal[],
    action: string,
  ): Promise<Result<Committed, CaseFailureCode>> {
    const recorded: RecordedEvent[] = []
    const adopted: CaseRecord[] = []
    for (const record of records) {
      const here = await get(record.caseId)
      const refusal = (here && findRefusal(here.view, event)) || findRefusal(viewOf(record), event)
      if (refusal) return { ok: false, error: refusal }
      // Held here while it was elsewhere: it stays held, although the other workstation could not know.
      const held = foldFacts(record.events).held ? undefined : here?.view.facts.held
      const entries = [event, ...(held ? [{ kind: 'heldFromErasing' as const, held: true, why: held.why }] : [])].map(
        (one, index): RecordedEvent => ({
          seq: record.events.length + 1 + index,
          at: parts.now().toISOString(),
          ...parts.agent,
          event: one,
        }),
      )
      recorded.push(...entries)
      adopted.push({ ...record, events: [...record.events, ...entries] })
    }
    const rows = await Promise.all(adopted.map(rowOf))
    const only = adopted.length === 1 ? adopted[0]!.caseId : undefined
    const committed = await store.commit([...rows, ...extra], {
      action,
      ...(only ? { caseId: only } : {}),
      detail: { handoverId: event.handoverId, from: event.from, cases: adopted.map(({ caseId }) => caseId) },
    })
    if (!committed.ok) return committed
    for (const record of adopted) remember(record)
    return ok({ ...committed.value, recorded })
  }

  // One change at a time: asking the guard and storing what it allowed are one act.
  const inSequence = createSequencer()

  return {
    get,
    forget: index.forget,
    lastTime: index.lastTime,
    spentSecrets: index.spentSecrets,
    namedSecrets: index.namedSecrets,
    commit: (change) => inSequence(() => commitNow([change], [], actionOfKind(change.events[0]!.kind))),
    commitTogether: (changes, extra, action) => inSequence(() => commitNow(changes, extra, action)),
    adopt: (records, event, extra, action) => inSequence(() => adoptNow(records, event, extra, action)),
    ownerOfUuid: index.ownerOfUuid,
    prepare: async () => {
      const caseId = parts.newId()
      const key = await store.newKey('case', caseId)
      return key.ok ? ok({ caseId, keyId: key.value.keyId }) : key
    },
  }
}

const noSuchCase = err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
const noSuchEdition = err(
  'no-such-edition',
  'This version of RA Desk does not have the edition of the guidance that was asked for. Nothing was saved.',
  'Go back to “New request” and choose from the list.',
)
