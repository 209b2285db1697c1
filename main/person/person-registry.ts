/**
 * Persons beside their cases: their own rows in the record. The rows are read when somebody asks for them; what is kept in memory is by which
 * marks they may be found, from the first question on.
 */
import type { PersonEntry } from '../../domain/person/person-entry.ts'
import { valuesOfEntry } from '../../domain/person/person-entry.ts'
import { findMarks } from '../../domain/person/marks.ts'
import { ok, type Result } from '../../domain/result.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import type { Clock, Ids, SignedInAgent, Store } from '../ports.ts'
import type { RecordFailureCode, RowToErase, RowToSeal } from '../record/store.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import type { MarkIndex, MarkOwner } from '../registration/mark-index.ts'
import { entryOf, PERSONS_TABLE, readPersonRow, type PersonEvent, type PersonRow } from './person-rows.ts'

export interface EnteredPerson {
  readonly personId: string
  readonly entry: PersonEntry
}

export interface PersonRegistry {
  has(personId: string): boolean
  read(personId: string): Promise<PersonRow | undefined>
  /** Who of so many rows, from one on, has a short entry; `next` is absent when there are no more rows. */
  entered(from: number, rows: number): Promise<{ readonly people: EnteredPerson[]; readonly next?: number }>
  add(entry: PersonEntry): Promise<Result<string, RecordFailureCode>>
  /** Several in one frame; `from` says where they come from. */
  addSeveral(entries: readonly PersonEntry[], from: object): Promise<Result<readonly string[], RecordFailureCode>>
  correct(personId: string, entry: PersonEntry, why: string): Promise<Result<void, RecordFailureCode>>
  /** What stays of a case that is deleted, to be committed with the deletion: under which marks the person is found, and nothing readable. */
  keptOf(caseId: string): Promise<RowToSeal | undefined>
  /** Rows to commit with the cases when one person turned out to be another; `done` after the commit. */
  join(from: string, into: string, why: string): Promise<{ readonly rows: readonly (RowToSeal | RowToErase)[]; done(): void }>
  /** Short entries by person, as far as rows were read: after `load`, all of them. */
  entries(): ReadonlyMap<string, PersonEntry>
  /** Instant at which the short entry was added or last changed. */
  changedAt(personId: string): string | undefined
  /** Takes the short entries of several persons away, in one frame. Marks of deleted cases stay. */
  forgetEntries(personIds: readonly string[], detail: object): Promise<Result<void, RecordFailureCode>>
  /** Reads all rows once, so that the marks answer for everybody. */
  load(): Promise<void>
}

export interface Persons {
  readonly persons: PersonRegistry
  readonly marks: MarkIndex
}

export type PersonRegistryDeps = Clock & Ids & SignedInAgent & Store & { readonly marks: MarkIndex; readonly blindMark: BlindMark }

export function createPersonRegistry({ store, marks, blindMark, now, newId, agent }: PersonRegistryDeps): PersonRegistry {
  const inTurn = createSequencer()
  let loading: Promise<void> | undefined

  const stamp = () => ({ at: now().toISOString(), by: agent.agentName })
  const { read, rowWith, withoutEntry, entered } = rowsIn(store)
  const { entries, changed, observe, forget } = foundBy(marks, blindMark)

  async function append(personId: string, event: PersonEvent, action: string): Promise<Result<void, RecordFailureCode>> {
    const { row, sealed } = await rowWith(personId, [event])
    const committed = await store.commit([sealed], { action, detail: { personId, kind: event.kind } })
    if (!committed.ok) return committed
    observe(personId, row)
    return ok()
  }

  async function loadAll(): Promise<void> {
    for await (const { id, value } of store.readAll(PERSONS_TABLE)) {
      const row = readPersonRow(value)
      if (row) observe(id, row)
    }
  }

  return {
    read,
    entries: () => entries,
    changedAt: (personId) => changed.get(personId),
    ...ofSeveral({ store, newId, stamp, inTurn, observe, forget, withoutEntry }),
    has: (personId) => store.has(PERSONS_TABLE, personId),
    entered,
    add: (entry) =>
      inTurn(async () => {
        const personId = newId()
        const added = await append(personId, { kind: 'entered', entry, ...stamp() }, 'person-added')
        return added.ok ? ok(personId) : added
      }),
    correct: (personId, entry, why) => inTurn(() => append(personId, { kind: 'corrected', entry, why, ...stamp() }, 'person-corrected')),
    keptOf: (caseId) =>
      inTurn(async () => {
        const known = marks.find(caseId)
        if (!known?.ofCase) return undefined
        const { personId, toldApart } = known
        const { caseReference } = known.ofCase
        const before = await read(personId)
        if (before?.events.some((event) => event.kind === 'case-deleted' && event.caseId === caseId)) return undefined
        const { row, sealed } = await rowWith(personId, [
          {
            kind: 'case-deleted',
            caseId,
            caseReference,
            month: now().toISOString().slice(0, 7),
            marks: [...known.marks],
            toldApart: [...toldApart],
          },
        ])
        // Before the commit: until then, the case itself answers for the same person.
        observe(personId, row)
        return sealed
      }),
    join: (from, into, why) =>
      inTurn(async () => {
        const left = await read(from)
        if (!left) return { rows: [], done: () => undefined }
        const { row, sealed } = await rowWith(into, [...left.events, { kind: 'joined', personId: from, why, ...stamp() }])
        return {
          rows: [sealed, { table: PERSONS_TABLE, id: from, erase: true }],
          done() {
            forget(from)
            observe(into, row)
          },
        }
      }),
    load: () =>
      (loading ??= loadAll().catch((failure: unknown) => {
        loading = undefined
        throw failure
      })),
  }
}

interface SeveralDeps extends Pick<PersonRegistryDeps, 'store' | 'newId'> {
  readonly stamp: () => { readonly at: string; readonly by: string }
  readonly inTurn: ReturnType<typeof createSequencer>
  readonly observe: (personId: string, row: PersonRow) => void
  readonly forget: (personId: string) => void
  readonly withoutEntry: (personId: string) => Promise<RowToSeal | RowToErase>
}

/** Short entries of several persons in one frame. */
function ofSeveral({
  store,
  newId,
  stamp,
  inTurn,
  observe,
  forget,
  withoutEntry,
}: SeveralDeps): Pick<PersonRegistry, 'addSeveral' | 'forgetEntries'> {
  return {
    forgetEntries: (personIds, detail) =>
      inTurn(async () => {
        const rows = await Promise.all(personIds.map(withoutEntry))
        const committed = await store.commit(rows, { action: 'short-entries-erased', detail: { ...detail, persons: rows.length } })
        if (committed.ok) personIds.forEach(forget)
        return committed.ok ? ok() : committed
      }),
    addSeveral: (several, from) =>
      inTurn(async () => {
        const added = several.map((entry) => ({
          personId: newId(),
          row: { rev: 1, events: [{ kind: 'entered' as const, entry, ...stamp() }] },
        }))
        const committed = await store.commit(
          added.map(({ personId, row }) => ({ table: PERSONS_TABLE, id: personId, rev: 1, keyId: 'records', value: row })),
          { action: 'people-added', detail: { ...from, persons: added.length } },
        )
        if (!committed.ok) return committed
        for (const { personId, row } of added) observe(personId, row)
        return ok(added.map(({ personId }) => personId))
      }),
  }
}

/** By what persons are found, in memory. */
function foundBy(marks: MarkIndex, blindMark: BlindMark) {
  const entries = new Map<string, PersonEntry>()
  const changed = new Map<string, string>()
  return {
    entries,
    changed,
    observe(personId: string, row: PersonRow): void {
      const entry = entryOf(row)
      if (entry) {
        entries.set(personId, entry)
        changed.set(personId, changedOf(row))
      }
      for (const owner of ownersOf(personId, row, blindMark)) marks.put(owner)
    },
    forget(personId: string): void {
      marks.forget(`person ${personId}`)
      entries.delete(personId)
      changed.delete(personId)
    },
  }
}

/** A row of a person, the row that it becomes with more events, and who of some rows has a short entry. */
function rowsIn(store: PersonRegistryDeps['store']) {
  const read = async (personId: string): Promise<PersonRow | undefined> =>
    store.has(PERSONS_TABLE, personId) ? readPersonRow(await store.read(PERSONS_TABLE, personId, 'records')) : undefined
  async function rowWith(personId: string, events: readonly PersonEvent[]): Promise<{ sealed: RowToSeal; row: PersonRow }> {
    const before = await read(personId)
    const rev = ((await store.revOf(PERSONS_TABLE, personId)) ?? 0) + 1
    const row: PersonRow = { rev, events: [...(before?.events ?? []), ...events] }
    return { row, sealed: { table: PERSONS_TABLE, id: personId, rev, keyId: 'records', value: row } }
  }
  async function entered(from: number, rows: number) {
    const ids = store.ids(PERSONS_TABLE)
    const people: EnteredPerson[] = []
    for (const personId of ids.slice(from, from + rows)) {
      const row = await read(personId)
      const entry = row && entryOf(row)
      if (entry) people.push({ personId, entry })
    }
    return { people, ...(from + rows < ids.length ? { next: from + rows } : {}) }
  }
  async function withoutEntry(personId: string): Promise<RowToSeal | RowToErase> {
    const before = await read(personId)
    const left = before?.events.filter(({ kind }) => kind === 'case-deleted') ?? []
    if (left.length === 0) return { table: PERSONS_TABLE, id: personId, erase: true }
    const rev = ((await store.revOf(PERSONS_TABLE, personId)) ?? 0) + 1
    return { table: PERSONS_TABLE, id: personId, rev, keyId: 'records', value: { rev, events: left } }
  }
  return { read, rowWith, withoutEntry, entered }
}

const changedOf = ({ events }: PersonRow): string =>
  events.reduce((last, event) => (event.kind === 'entered' || event.kind === 'corrected' ? event.at : last), '')

/** By what a person is found: the short entry as it is now, and each deleted case. */
function ownersOf(personId: string, row: PersonRow, blindMark: BlindMark): MarkOwner[] {
  const entry = entryOf(row)
  const deleted = row.events.flatMap((event): MarkOwner[] => {
    if (event.kind !== 'case-deleted') return []
    const { caseId, caseReference, month, marks, toldApart } = event
    return [{ id: `deleted ${caseId}`, personId, marks, toldApart, deleted: { caseReference, month } }]
  })
  return entry
    ? [{ id: `person ${personId}`, personId, marks: findMarks(valuesOfEntry(entry)).map(blindMark), toldApart: [] }, ...deleted]
    : deleted
}
