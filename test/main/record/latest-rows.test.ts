import { describe, expect, test } from 'vitest'
import type { JournalRow } from '../../../domain/record/frame.ts'
import { sha256 } from '../../../main/files/sha256.ts'
import { digestOf, latestRows } from '../../../main/record/latest-rows.ts'

const place = { file: 'journal.log', offset: 100, length: 50 }
const row = (id: string, rev: number, env: string | null = 'AAAA', table = 'cases'): JournalRow => ({ table, id, rev, env })
const rowsWith = (...frames: readonly (readonly JournalRow[])[]) => {
  const rows = latestRows()
  for (const [index, changed] of frames.entries()) rows.note(changed, index + 1, place)
  return rows
}
const named = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

describe('newest version of each row', () => {
  test('a later frame counts; tables do not share ids', () => {
    const rows = rowsWith([row('a', 1)], [row('a', 2), row('a', 1, 'AAAA', 'manifests')])
    expect(rows.find('cases', 'a')).toMatchObject({ rev: 2, seq: 2, erased: false })
    expect(rows.find('manifests', 'a')?.rev).toBe(1)
    expect(rows.find('station', 'a')).toBeUndefined()
  })

  test('an envelope has a digest; an erased row and a piece of a scan have none', () => {
    const rows = rowsWith([row('a', 1), row('b', 1, null), row('c', 1, 'AAAA', 'chunks')])
    expect(rows.find('cases', 'a')?.sha256).toEqual(sha256(new Uint8Array(3)))
    expect(digestOf('AAAA')).toEqual(sha256(new Uint8Array(3)))
    expect([rows.find('cases', 'b')?.erased, rows.find('cases', 'b')?.sha256]).toEqual([true, undefined])
    expect(rows.find('chunks', 'c')?.sha256).toBeUndefined()
  })

  test('oldest change first: a row that changes again is last', () => {
    const rows = rowsWith([row('a', 1)], [row('b', 1)], [row('c', 1)], [row('a', 2)])
    expect(named(rows.all())).toEqual(['b', 'c', 'a'])
  })

  test.each([
    [0, ['b', 'c', 'a']],
    [2, ['c', 'a']],
    [3, ['a']],
    [4, []],
  ])('changed after frame %d', (seq, expected) => {
    expect(named(rowsWith([row('a', 1)], [row('b', 1)], [row('c', 1)], [row('a', 2)]).changedAfter(seq))).toEqual(expected)
  })
})

describe('which changes are allowed', () => {
  const rows = rowsWith([row('a', 3), row('gone', 2, null)])
  test.each([
    ['a new row', [row('new', 1)], true],
    ['the next version', [row('a', 4)], true],
    ['the same version', [row('a', 3)], false],
    ['an older one', [row('a', 2)], false],
    ['an erasure that keeps the number', [row('a', 3, null)], true],
    ['an erasure with an older number', [row('a', 2, null)], false],
    ['the number of an erased row again', [row('gone', 2)], false],
    ['two versions in one frame', [row('a', 4), row('a', 5)], true],
    ['the same version twice in one frame', [row('a', 4), row('a', 4)], false],
    ['one of several that is not allowed', [row('new', 1), row('a', 3)], false],
  ])('%s: %3$s', (_, changed, allowed) => {
    expect(rows.allows(changed)).toBe(allowed)
  })

  test.each([
    ['the newest version', [row('a', 3)], true],
    ['another version', [row('a', 4)], false],
    ['an erased row', [row('gone', 2)], false],
    ['an erasure', [row('a', 3, null)], false],
    ['a row that was never there', [row('new', 1)], false],
  ])('written again after a loss, %s: %3$s', (_, changed, allowed) => {
    expect(rows.allowsAgain(changed)).toBe(allowed)
  })
})
