/** One act in both copies: all of it in both, or nothing of it in either, at each place where a copy can fail. */
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { auditTrail } from '../../../../main/record/audit.ts'
import type { JournalAct } from '../../../../main/record/journal.ts'
import { openCopy, type Change, type RecordCopy } from '../../../../main/record/database/copy.ts'
import { firstHead, rowsKeyOf, theBeginning, type Head } from '../../../../main/record/database/head.ts'
import { createObservers } from '../../../../main/record/database/observe.ts'
import { rowReader } from '../../../../main/record/database/row-reader.ts'
import type { ScansDatabase } from '../../../../main/record/database/scans-database.ts'
import { recordKind, type RecordFile } from '../../../../main/record/database/schema.ts'
import { actWriter, type WriterState } from '../../../../main/record/database/write-act.ts'
import type { VaultRevisions } from '../../../../main/vault/vault-revisions.ts'
import { code } from '../../vault/support.ts'

const key = new Uint8Array(32).fill(2)
const signer = { keyVersion: 1, key }
const noted: VaultRevisions = {
  keySlots: { rev: 5, hash: 'a'.repeat(64) },
  keyring: 7,
  keys: 9,
  destroyed: { count: 2, hash: 'd'.repeat(64) },
}
const full = () => Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })

/** `failing`: what the next write does instead of, or after, its work. */
function copyNamed(name: RecordFile) {
  const database = new DatabaseSync(':memory:')
  database.exec(recordKind.schema)
  const copy = openCopy(name, database)
  const failing: ('before' | 'after')[] = []
  const write = (change: Change) => {
    const how = failing.shift()
    if (how === 'before') throw full()
    copy.write(change)
    if (how === 'after') throw full()
  }
  return { copy: { ...copy, write } as RecordCopy, failing }
}

function bench(head: Head = firstHead(theBeginning, 1)) {
  const [first, second] = [copyNamed('record.db'), copyNamed('record-second.db')]
  const pieces = new Map<number, Uint8Array>()
  const scans = {
    find: (row: number) => pieces.get(row),
    put: (added: readonly { row: number; env: Uint8Array }[]) => {
      for (const { row, env } of added) pieces.set(row, env)
    },
    drop: (rows: readonly number[]) => {
      for (const row of rows) pieces.delete(row)
    },
  } as unknown as ScansDatabase
  const state: WriterState = { head, signer, owed: undefined }
  const rowsKey = rowsKeyOf(key)
  const copies = { first: first.copy, second: second.copy }
  const reader = rowReader({ ...copies, scans, rowsKey, doubt: () => undefined, isUneven: () => state.owed !== undefined })
  const write = actWriter({
    ...copies,
    scans,
    rowsKey,
    reader,
    state,
    vaultId: new Uint8Array(16),
    keys: new Map([[1, key]]),
    observers: createObservers(),
    doubt: () => undefined,
    watched: { now: () => noted },
  })
  const trail = auditTrail({ now: () => new Date('2026-11-23T09:30:00.000Z'), monotonic: () => 5 })
  const act = (...rows: JournalAct['rows']): JournalAct => {
    const audit = trail.next({ agentId: 'a'.repeat(32), action: 'saved' })
    return { rows, audit, auditState: trail.stateAfter(audit) }
  }
  /** All that a copy holds. */
  const contentOf = (copy: RecordCopy) => ({
    rows: copy
      .rowsAfter(0, 99)
      .map(({ row, id, rev, seq }) => [row, id, rev, seq, copy.body(row) && Buffer.from(copy.body(row)!).toString('base64')]),
    entries: copy.entriesFrom(0, 99).map(({ seq }) => seq),
    frames: copy.framesAfter(0).map(({ seq }) => seq),
    head: copy.head()?.body,
  })
  const both = () => [contentOf(first.copy), contentOf(second.copy)]
  const save = (given: JournalAct) => {
    const written = write(given, 'new')
    if (written.ok && given.audit) trail.take(given.audit)
    return written
  }
  return { first, second, pieces, state, write, act, save, both }
}
const row = (id: string, rev: number, env: string | null, table = 'cases') => ({ table, id, rev, env })

test('act: the same in both copies, with its entry, its frame, and how far the other files had got', () => {
  const { act, save, both, state, pieces } = bench()
  expect(code(save(act(row('a', 1, 'AAAA'), row('b', 3, 'AAAB'), row('scan:0', 1, 'AAAC', 'chunks'))))).toBe('ok')
  expect(code(save(act(row('a', 2, 'AAAD'), row('a', 3, 'AAAE'), row('b', 3, null))))).toBe('ok')
  const [here, there] = both()
  expect(here).toEqual(there)
  expect(here!.rows).toEqual([
    [1, 'a', 3, 2, 'AAAE'],
    [2, 'b', 3, 2, undefined],
    [3, 'scan:0', 1, 1, undefined],
  ])
  expect([here!.entries, here!.frames, state.head.seq, state.head.lastRow, state.head.files]).toEqual([[0, 1], [1, 2], 2, 3, noted])
  expect([...pieces].map(([number, env]) => [number, Buffer.from(env).toString('base64')])).toEqual([[3, 'AAAC']])
  expect(code(save(act(row('scan:0', 1, null, 'chunks'))))).toBe('ok')
  expect(pieces.size).toBe(0)
})

test('act without an entry: the audit record stays as it was', () => {
  const { act, save, both, state, write } = bench()
  save(act(row('a', 1, 'AAAA')))
  const { audit } = state.head
  expect(code(write({ rows: [row('b', 1, 'AAAA')], audit: null }, 'new'))).toBe('ok')
  expect(state.head.audit).toEqual(audit)
  expect(both()[0]!.entries).toEqual([0])
})

test.each([
  ['the first copy refuses', 'first', ['before']],
  ['the second copy refuses', 'second', ['before']],
] as const)('%s: said, nothing of the act is in either, and the next one is in both', (_, which, how) => {
  const made = bench()
  made.save(made.act(row('a', 1, 'AAAA'), row('b', 1, 'AAAB')))
  const before = made.both()
  made[which].failing.push(...how)
  expect(code(made.save(made.act(row('a', 2, 'AAAC'), row('b', 1, null), row('new', 1, 'AAAD'))))).toBe('disk-full')
  expect(made.both()).toEqual(before)
  expect(code(made.save(made.act(row('a', 2, 'AAAE'))))).toBe('ok')
  const [here, there] = made.both()
  expect(here).toEqual(there)
  expect(here!.rows[0]).toEqual([1, 'a', 2, 2, 'AAAE'])
})

test.each(['first', 'second'] as const)('the %s copy fails after it has the act: it is saved', (which) => {
  const made = bench()
  made[which].failing.push('after')
  expect(code(made.save(made.act(row('a', 1, 'AAAA'))))).toBe('ok')
  const [here, there] = made.both()
  expect(here).toEqual(there)
  expect(here!.rows).toHaveLength(1)
})

test('the second copy refuses, and the act cannot be taken back from the first: nothing is written before that is done', () => {
  const made = bench()
  const { first, second, state, act, save, both } = made
  // No act before it: what is taken back leaves no entry at all.
  second.failing.push('before')
  first.failing.push(undefined as never, 'before')
  expect(code(save(act(row('a', 1, 'AAAA'))))).toBe('disk-full')
  expect(state.owed).toBeDefined()
  first.failing.push('before')
  expect(code(save(act(row('b', 1, 'AAAB'))))).toBe('disk-full')
  expect(state.owed).toBeDefined()
  expect(code(save(act(row('c', 1, 'AAAC'))))).toBe('ok')
  expect(state.owed).toBeUndefined()
  const [here, there] = both()
  expect(here).toEqual(there)
  expect(here!.rows).toEqual([[1, 'c', 1, 1, 'AAAC']])
  expect(here!.entries).toEqual([0])
})

test('rows stored again: only the version that is the newest, and is not erased', () => {
  const { act, save, write } = bench()
  save(act(row('a', 2, 'AAAA'), row('b', 1, 'AAAB')))
  save(act(row('b', 1, null)))
  const again = (...rows: JournalAct['rows']) => code(write({ rows, audit: null }, 'again'))
  expect([
    again(row('a', 1, 'AAAA')),
    again(row('a', 3, 'AAAA')),
    again(row('a', 2, null)),
    again(row('b', 1, 'AAAB')),
    again(row('x', 1, 'AAAA')),
  ]).toEqual(Array(5).fill('row-conflict'))
  expect(again(row('a', 2, 'AAAC'))).toBe('ok')
})

test('act of too many bytes: refused before anything is read', () => {
  const { write, state } = bench()
  const most = 'A'.repeat(32 * 1024 * 1024)
  expect(code(write({ rows: [row('a', 1, `${most}AAAA`)], audit: null }, 'new'))).toBe('too-large')
  expect(code(write({ rows: [row('a', 1, most), row('b', 1, 'AAAA')], audit: null }, 'new'))).toBe('too-large')
  expect(state.head.seq).toBe(0)
  expect(code(write({ rows: [row('a', 1, most.slice(0, 1_000_000))], audit: null }, 'new'))).toBe('ok')
})

test('act that erases a row that is kept for good: a bug, and nothing is written', () => {
  const { write, state } = bench()
  expect(() => write({ rows: [row('a', 1, null, 'locum-log')], audit: null }, 'new')).toThrow('never erased')
  expect(state.head.seq).toBe(0)
})

test('every hundredth act: frames before the last thousand are dropped', () => {
  const head = { ...firstHead(theBeginning, 1), seq: 1_098 }
  const { first, second, save, act, both } = bench(head)
  for (const { copy } of [first, second])
    copy.write({
      rows: [],
      entries: [],
      frames: [99, 100, 101].map((seq) => ({ seq, hash: new Uint8Array(32) })),
      head: { body: '{}', mac: new Uint8Array(32) },
    })
  save(act(row('a', 1, 'AAAA')))
  expect(both()[0]!.frames).toEqual([99, 100, 101, 1_099])
  save(act(row('a', 2, 'AAAA')))
  expect(both().map(({ frames }) => frames)).toEqual([
    [100, 101, 1_099, 1_100],
    [100, 101, 1_099, 1_100],
  ])
})
