import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { rowsToDigest } from '../../../domain/record/rows-digest.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { countRows, judgeDatabase } from '../../../main/integrity/compare-database.ts'
import type { LatestRow } from '../../../main/record/journal-rows.ts'

const row = (table: string, id: string, seq: number, change: Partial<LatestRow> = {}): LatestRow => ({
  table,
  id,
  rev: 1,
  seq,
  erased: false,
  sha256: new Uint8Array(32).fill(seq),
  ...change,
})
const rows = [
  row('cases', 'a', 1),
  row('manifests', 'm', 2),
  row('station', 's', 3),
  row('chunks', 'c', 4),
  row('cases', 'gone', 5, { erased: true }),
  row('secrets', 'x', 6),
]
const digestOf = (...ids: readonly string[]) => toHex(sha256(rowsToDigest(rows.filter(({ id }) => ids.includes(id)))))
const digest = digestOf('a', 'm', 's')
const counts = { cases: 1, manifests: 1, station: 1, chunks: 1 }
type Report = Parameters<typeof judgeDatabase>[0]
const judge = (report: Partial<Report>, lastSeq = 6, kept: readonly LatestRow[] = rows) =>
  judgeDatabase({ lastSeq: 6, digest, counts, ...report } as Report, lastSeq, kept)

test('rows that the database should hold: erased ones and those that stay here do not count', () => {
  expect(countRows(rows)).toEqual(counts)
  expect(countRows([])).toEqual({ cases: 0, manifests: 0, station: 0, chunks: 0 })
})

describe('the database of the page', () => {
  test('the same rows in any order: in order', () => {
    expect(judge({})).toBe('in-order')
    expect(judge({}, 6, rows.toReversed())).toBe('in-order')
  })

  test('another digest: altered', () => {
    expect(judge({ digest: digestOf('a', 'm') })).toBe('altered')
  })

  test.each([
    ['a case', [...rows, row('cases', 'b', 7)], 'behind'],
    ['a case that was erased', [...rows, row('cases', 'a', 7, { erased: true })], 'behind'],
    ['a piece of a scan', [...rows, row('chunks', 'd', 7)], 'in-order'],
    ['a row that stays here', [...rows, row('secrets', 'y', 7)], 'in-order'],
  ] as const)('written since its last frame: %s', (_, kept, verdict) => {
    expect(judge({}, 7, kept)).toBe(verdict)
  })

  test('further than the record: ahead, whatever else is wrong', () => {
    expect(judge({ lastSeq: 7, digest: '' })).toBe('ahead')
    expect(judge({ lastSeq: 7, dataLoss: 'total' })).toBe('ahead')
  })

  test('empty although the record has rows, or reported as lost: wiped', () => {
    expect(judge({ lastSeq: 0 })).toBe('wiped')
    expect(judge({ dataLoss: 'total' })).toBe('wiped')
  })

  test('empty as the record has nothing for it: in order', () => {
    const none = digestOf()
    expect(judge({ lastSeq: 0, digest: none }, 1, [row('secrets', 'x', 1)])).toBe('in-order')
    expect(judge({ lastSeq: 0, digest: none, dataLoss: 'total' }, 0, [])).toBe('in-order')
  })
})
