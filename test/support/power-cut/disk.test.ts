import { describe, expect, test } from 'vitest'
import { Disk } from './disk.ts'
import { flush, make, outcomes, resize, type Row, sectors, show, write } from './hand-written.ts'
import type { Operation } from './recording.ts'
import { seededRandom } from '../seeded-random.ts'

const bytes: readonly Row[] = [
  { title: 'flushed bytes are there', operations: [make('f'), write('f', 'AB'), flush('f')], found: ['f=AB'] },
  { title: 'what lay there before the recording is there', start: { f: 'A' }, operations: [], found: ['f=A'] },
  {
    title: 'a write that was not flushed is there, lost or torn',
    start: { f: 'AA' },
    operations: [write('f', 'BB')],
    found: ['f=AA', 'f=AB', 'f=BA', 'f=BB'],
  },
  {
    title: 'a later write is there without an earlier one',
    start: { f: 'AA' },
    operations: [write('f', 'B'), write('f', 'C', 1)],
    found: ['f=AA', 'f=AC', 'f=BA', 'f=BC'],
  },
  {
    title: 'a sector that was written twice holds any version',
    start: { f: 'A' },
    operations: [write('f', 'B'), write('f', 'C')],
    found: ['f=A', 'f=B', 'f=C'],
  },
  {
    title: 'a file grew or not, and a part that was lost holds zeros, noise or what another file held',
    start: { f: 'A', g: '' },
    operations: [write('g', 'X'), flush('g'), write('f', 'B', 1)],
    found: ['f=A g=X', 'f=A0 g=X', 'f=A? g=X', 'f=AB g=X', 'f=AX g=X'],
  },
  {
    title: 'a shortening happened or not',
    start: { f: 'ABC' },
    operations: [resize('f', 1)],
    found: ['f=A', 'f=ABC'],
  },
  {
    title: 'what was shortened and then grew without a write holds zeros, never its old bytes',
    start: { f: 'AB' },
    operations: [resize('f', 1), resize('f', 2)],
    found: ['f=A', 'f=A0', 'f=AB'],
  },
  {
    title: 'a write after a shortening may lie over the old bytes',
    start: { f: 'ABC' },
    operations: [resize('f', 0), write('f', 'X')],
    found: ['f=', 'f=0', 'f=?', 'f=ABC', 'f=X', 'f=XBC'],
  },
  {
    title: 'a flush covers a shortening and what followed',
    start: { f: 'ABC' },
    operations: [resize('f', 0), write('f', 'X'), flush('f')],
    found: ['f=X'],
  },
  {
    title: 'files do not wait for each other',
    start: { f: 'A', g: 'A' },
    operations: [write('f', 'B'), write('g', 'B')],
    found: ['f=A g=A', 'f=A g=B', 'f=B g=A', 'f=B g=B'],
  },
  {
    title: 'a flush of everything is one',
    start: { f: 'A' },
    operations: [write('f', 'B'), make('g'), { kind: 'flush-all' }],
    found: ['f=B g='],
  },
]

describe('power cut: what a disk may hold', () => {
  test.each(bytes)('power cut: bytes on a disk: $title', ({ start = {}, operations, found }) => {
    expect(outcomes(start, operations)).toEqual(found)
  })

  test('power cut: disk: a cut changes nothing, so that it can be repeated', () => {
    const disk = new Disk()
    for (const operation of [make('f'), write('f', 'AB'), make('g')]) disk.apply(operation)
    disk.afterCut(seededRandom(1))
    expect(show(disk.now())).toBe('f=AB g=')
  })

  test.each<{ title: string; operation: Operation }>([
    { title: 'shared memory of a file', operation: { kind: 'map', path: 'f' } },
    { title: 'what the recorder refused', operation: { kind: 'refuse', path: 'f', reason: 'fopen for writing' } },
    { title: 'a file that was never made', operation: write('g', 'A') },
    { title: 'a folder that was never made', operation: make('a/f') },
  ])('power cut: disk: $title makes the replay refuse', ({ operation }) => {
    expect(() => new Disk(new Map([['f', sectors('A')]])).apply(operation)).toThrow(/shared memory|fopen|never made/)
  })

  test("power cut: disk: SQLite's shared memory may hold anything", () => {
    const disk = new Disk(new Map([['db-shm', sectors('AA')]]))
    disk.apply({ kind: 'map', path: 'db-shm' })
    const random = seededRandom(3)
    const lengths = new Set(Array.from({ length: 50 }, () => (disk.afterCut(random).get('db-shm') as Uint8Array).length))
    expect(lengths.size).toBeGreaterThan(20)
  })
})
