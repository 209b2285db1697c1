import { expect, test } from 'vitest'
import { flush, flushFolder, link, make, makeFolder, outcomes, remove, rename, type Row, write } from './hand-written.ts'

const names: readonly Row[] = [
  { title: 'a file that was made is there or not', operations: [make('f')], found: ['', 'f='] },
  {
    title: 'a file that was flushed is there, and so is what was made in its folder before',
    operations: [make('e'), make('f'), flush('f'), make('g')],
    found: ['e= f=', 'e= f= g='],
  },
  { title: 'changes of a folder come in order', operations: [make('f'), make('g')], found: ['', 'f=', 'f= g='] },
  {
    title: 'folders do not wait for each other',
    start: { a: 'folder', b: 'folder' },
    operations: [make('a/f'), make('b/g')],
    found: ['a/ a/f= b/', 'a/ a/f= b/ b/g=', 'a/ b/', 'a/ b/ b/g='],
  },
  {
    title: 'a rename that was not flushed happened or not',
    start: { f: 'N', g: 'O' },
    operations: [rename('f', 'g')],
    found: ['f=N g=O', 'g=N'],
  },
  {
    title: 'a flush of the folder makes a rename durable',
    start: { f: 'N', g: 'O' },
    operations: [rename('f', 'g'), flushFolder()],
    found: ['g=N'],
  },
  {
    title: 'a flush of the file does not make a rename durable',
    start: { g: 'O' },
    operations: [make('f', 7n), write('f', 'N'), flush('f'), rename('f', 'g', 7n), flush('g', 7n)],
    found: ['f=N g=O', 'g=N'],
  },
  {
    title: 'a renamed file whose bytes were not flushed may be without them',
    start: { f: '', g: 'O' },
    operations: [write('f', 'N'), rename('f', 'g'), flushFolder()],
    found: ['g=', 'g=0', 'g=?', 'g=N'],
  },
  { title: 'a removal that was not flushed happened or not', start: { f: 'A' }, operations: [remove('f')], found: ['', 'f=A'] },
  { title: 'a removal that was flushed happened', start: { f: 'A' }, operations: [remove('f'), flushFolder()], found: [''] },
  {
    title: 'a rename between folders is in both or neither',
    start: { a: 'folder', b: 'folder', 'a/f': 'A' },
    operations: [rename('a/f', 'b/f')],
    found: ['a/ a/f=A b/', 'a/ b/ b/f=A'],
  },
  {
    title: 'a flush of one folder makes a rename between two durable',
    start: { a: 'folder', b: 'folder', 'a/f': 'A' },
    operations: [rename('a/f', 'b/f'), flushFolder('b')],
    found: ['a/ b/ b/f=A'],
  },
  {
    title: 'a flushed file in new folders can be reached',
    operations: [makeFolder('a'), makeFolder('a/b'), make('a/b/f'), flush('a/b/f')],
    found: ['a/ a/b/ a/b/f='],
  },
  {
    title: 'a second name shares the bytes',
    start: { f: 'A' },
    operations: [link('f', 'g'), flushFolder(), write('g', 'B')],
    found: ['f=A g=A', 'f=B g=B'],
  },
  {
    title: 'a file that is open is written under its new name',
    operations: [make('f', 7n), rename('f', 'g', 7n), write('g', 'A', 0, 7n), flush('g', 7n), flushFolder()],
    found: ['g=A'],
  },
  {
    title: 'an inode that is used again is another file',
    operations: [make('f', 7n), flush('f', 7n), remove('f'), make('g', 7n), write('g', 'A', 0, 7n), flush('g', 7n)],
    found: ['g=A'],
  },
]

test.each(names)('power cut: names on a disk: $title', ({ start = {}, operations, found }) => {
  expect(outcomes(start, operations)).toEqual(found)
})
