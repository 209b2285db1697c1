/** The work list's lines: each case once, from its newest row, whatever older chunks the browser brings back. */
import { expect, test } from 'vitest'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import { createSummaryStore, type SummaryChunk } from '../../../renderer/storage/worker/summaries.ts'
import { journeyKinds, record, until } from '../../fixtures/journey-events.ts'

const editions = createEditions()

const recordOf = (caseId: string, events: number): CaseRecord => ({
  schema: 2,
  caseId,
  caseReference: `RA-${caseId}`,
  edition: 'remote-2020-04-08',
  keyId: 'k',
  practice: false,
  events: record(until(journeyKinds[events]!)),
})

/** A stored chunk that was made when the cases had so many events. */
function chunkOf(id: string, cases: Readonly<Record<string, number>>): SummaryChunk {
  const book = createSummaryStore([], () => id, new Map(), editions)
  const chunks = Object.entries(cases).map(([caseId, rev]) => book.put(recordOf(caseId, rev), rev).chunk)
  return structuredClone(chunks.at(-1)!)
}

const cases = [
  { what: 'as it was stored', chunks: [chunkOf('one', { a: 3, b: 2 })], revs: { a: 3, b: 2 }, known: ['a', 'b'], missing: [] },
  {
    what: 'an older chunk beside newer cases',
    chunks: [chunkOf('one', { a: 2, b: 2 })],
    revs: { a: 3, b: 2 },
    known: ['b'],
    missing: ['a'],
  },
  { what: 'a newer chunk beside older cases', chunks: [chunkOf('one', { a: 4 })], revs: { a: 3 }, known: [], missing: ['a'] },
  { what: 'a line of a case that is gone', chunks: [chunkOf('one', { a: 3, gone: 2 })], revs: { a: 3 }, known: ['a'], missing: [] },
  {
    what: 'the same case in two chunks',
    chunks: [chunkOf('one', { a: 3 }), chunkOf('two', { a: 3, b: 2 })],
    revs: { a: 3, b: 2 },
    known: ['a', 'b'],
    missing: [],
  },
  {
    what: 'its old line and its new one',
    chunks: [chunkOf('one', { a: 2 }), chunkOf('two', { a: 3 })],
    revs: { a: 3 },
    known: ['a'],
    missing: [],
  },
  { what: 'a chunk that is lost', chunks: [], revs: { a: 3 }, known: [], missing: ['a'] },
  {
    what: 'lines of another shape, as an earlier version wrote them',
    chunks: [{ ...chunkOf('one', { a: 3 }), lines: chunkOf('one', { a: 3 }).lines.map(({ shape: _shape, ...line }) => line) }],
    revs: { a: 3 },
    known: [],
    missing: ['a'],
  },
  {
    what: 'lines without a revision, as an earlier version wrote them',
    chunks: [{ id: 'one', rev: 1, lines: [{ summary: { caseId: 'a' } }] as never }],
    revs: { a: 3 },
    known: [],
    missing: ['a'],
  },
] as const

test.each(cases)('$what: each case in the database has its newest line, or none is reported', ({ chunks, revs, known, missing }) => {
  const book = createSummaryStore(chunks, () => 'new', new Map(Object.entries(revs)), editions)
  expect(book.all().map(({ caseId }) => caseId)).toEqual(known)
  expect(Object.keys(revs).filter((caseId) => !book.has(caseId))).toEqual(missing)
  for (const caseId of missing) book.put(recordOf(caseId, 3), 3)
  expect(
    book
      .all()
      .map(({ caseId }) => caseId)
      .sort(),
  ).toEqual(Object.keys(revs).sort())
})

test('work list lines: a save rewrites a chunk of some dozens, however many cases there are', () => {
  let made = 0
  const book = createSummaryStore([], () => `chunk-${(made += 1)}`, new Map(), editions)
  for (let number = 0; number < 500; number += 1) book.put(recordOf(`case-${number}`, 1), 1)
  expect(book.put(recordOf('case-7', 2), 2).chunk.lines.length).toBeLessThanOrEqual(48)
  expect(book.all()).toHaveLength(500)
})
