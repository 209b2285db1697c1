/**
 * The National Locum (FFFFF) log as `main` keeps it: one sealed row for each entry, which is its list of events. Rows are only ever added
 * to. They are sealed with the records key and not with a case's, so that the log outlives the cases it was made from.
 */
import { z } from 'zod'
import { foldLocumEntry, type LocumEntry } from '../../domain/locum/entry.ts'
import { recordedLocumEvent, type LocumEvent, type RecordedLocumEvent } from '../../domain/locum/events.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createSequencer, type Sequencer } from '../../domain/sequencer.ts'
import type { AuditNote, RecordFailureCode, RecordStore, RowToSeal } from '../record/store.ts'

const TABLE = 'locum-log'
const storedEntry = z.strictObject({ events: z.array(recordedLocumEvent).min(1) })

export interface KnownLocumEntry {
  readonly entryId: string
  /** How many events it has: a change names the number that it was made from. */
  readonly rev: number
  readonly events: readonly RecordedLocumEvent[]
  readonly entry: LocumEntry
}

/** Events for one entry, new or known. */
export interface LocumChange {
  readonly entryId: string
  readonly events: readonly LocumEvent[]
}

export interface PlannedLocumChange {
  readonly rows: readonly RowToSeal[]
  /** Call it when the rows are on the disk. */
  kept(): void
}

export interface LocumBook {
  /** In the order in which they were first written or last changed. */
  all(): readonly KnownLocumEntry[]
  find(entryId: string): KnownLocumEntry | undefined
  /** An entry of this UUID that is not revoked, other than `except`. */
  openWithUuid(uuid: string, except?: string): KnownLocumEntry | undefined
  /** The newest entry that this case made. */
  ofCase(caseId: string): KnownLocumEntry | undefined
  /** Rows for a commit that is made together with something else. */
  plan(changes: readonly LocumChange[]): PlannedLocumChange
  commit(changes: readonly LocumChange[], note: AuditNote): Promise<Result<void, RecordFailureCode>>
}

export interface LocumLog {
  /** Reads the log when it is first asked for. */
  open(): Promise<LocumBook>
  /** One change at a time: asking the rules and storing what they allowed are one act. */
  readonly inSequence: Sequencer
}

/** Port of use-cases that read or change the log. */
export interface LocumLogs {
  readonly locumLog: LocumLog
}

export interface LocumLogDeps {
  readonly store: Pick<RecordStore, 'ids' | 'read' | 'readAll' | 'commit'>
  readonly agent: { readonly agentId: string; readonly agentName: string }
  readonly now: () => Date
}

export function createLocumLog(deps: LocumLogDeps): LocumLog {
  let opening: Promise<LocumBook> | undefined
  return {
    open: () =>
      (opening ??= openBook(deps).catch((failure: unknown) => {
        opening = undefined
        throw failure
      })),
    inSequence: createSequencer(),
  }
}

async function openBook({ store, agent, now }: LocumLogDeps): Promise<LocumBook> {
  const entries = new Map<string, KnownLocumEntry>()
  const openByUuid = new Map<string, Set<string>>()
  const byCase = new Map<string, string>()

  function put(known: KnownLocumEntry): void {
    const before = entries.get(known.entryId)
    if (before) openByUuid.get(before.entry.grant.uuid)?.delete(known.entryId)
    entries.set(known.entryId, known)
    const { grant, revoked, case: made } = known.entry
    if (!revoked) openByUuid.set(grant.uuid, (openByUuid.get(grant.uuid) ?? new Set()).add(known.entryId))
    if (made && isNewer(known, entries.get(byCase.get(made.caseId) ?? ''))) byCase.set(made.caseId, known.entryId)
  }

  const read = (entryId: string, value: unknown) => put(known(entryId, storedEntry.parse(value).events))
  for await (const { id, value } of store.readAll(TABLE)) read(id, value)
  // What does not open in the first copy of the record is read from the second.
  for (const id of store.ids(TABLE)) if (!entries.has(id)) read(id, await store.read(TABLE, id, 'records'))

  function plan(changes: readonly LocumChange[]): PlannedLocumChange {
    const at = now().toISOString()
    const planned = changes.map(({ entryId, events }) =>
      known(entryId, [...(entries.get(entryId)?.events ?? []), ...events.map((event) => ({ at, ...agent, event }))]),
    )
    return {
      rows: planned.map(({ entryId, rev, events }) => ({ table: TABLE, id: entryId, rev, keyId: 'records', value: { events } })),
      kept: () => planned.forEach(put),
    }
  }

  return {
    all: () => [...entries.values()],
    find: (entryId) => entries.get(entryId),
    openWithUuid: (uuid, except) => {
      const id = [...(openByUuid.get(uuid) ?? [])].find((one) => one !== except)
      return id === undefined ? undefined : entries.get(id)
    },
    ofCase: (caseId) => entries.get(byCase.get(caseId) ?? ''),
    plan,
    commit: async (changes, note) => {
      const planned = plan(changes)
      const committed = await store.commit(planned.rows, note)
      if (!committed.ok) return committed
      planned.kept()
      return ok()
    },
  }
}

/** By when it was granted: an older entry may have been corrected since. */
const isNewer = (one: KnownLocumEntry, other: KnownLocumEntry | undefined): boolean =>
  other === undefined || one.events[0]!.at >= other.events[0]!.at

const known = (entryId: string, events: readonly RecordedLocumEvent[]): KnownLocumEntry => ({
  entryId,
  rev: events.length,
  events,
  entry: foldLocumEntry(events.map(({ event }) => event)),
})
