import { expect, test } from 'vitest'
import {
  isMark,
  judgeFolder,
  markFileName,
  markText,
  type FolderRemembered,
  type FolderSeen,
  type FolderVerdict,
} from '../../../domain/backup/folder-identity.ts'

const folder = { kind: 'folder', hasMark: false, holdsBackups: false } as const
const first = { marked: false, usedUnmarked: false }
const marked = { marked: true, usedUnmarked: false }
const older = { marked: false, usedUnmarked: true }

test.each<[string, FolderSeen, FolderRemembered, FolderVerdict]>([
  ['chosen and marked', { ...folder, hasMark: true }, marked, 'use'],
  ['another of the sticks that were chosen', { ...folder, hasMark: true, holdsBackups: false }, marked, 'use'],
  ['marked by an earlier installation', { ...folder, hasMark: true }, first, 'use'],
  ['the stick is out, so the path is gone', { ...folder, kind: 'missing' }, marked, 'missing'],
  ['never used, and not there', { ...folder, kind: 'missing' }, first, 'missing'],
  ['settings of an older version, and not there', { ...folder, kind: 'missing' }, older, 'missing'],
  ['a file in its place', { ...folder, kind: 'file' }, marked, 'file'],
  ['an empty mount point', folder, marked, 'another'],
  ['a stick without the mark, with backups', { ...folder, holdsBackups: true }, marked, 'another'],
  ['settings of an older version, with its backups', { ...folder, holdsBackups: true }, older, 'adopt'],
  ['settings of an older version, an empty mount point', folder, older, 'another'],
  ['the policy names it for the first time', folder, first, 'adopt'],
  ['the policy names it after another folder, and it holds backups', { ...folder, holdsBackups: true }, first, 'adopt'],
])('folder for backups, %s', (_, seen, remembered, verdict) => {
  expect(judgeFolder(seen, remembered)).toBe(verdict)
})

const [own, other] = ['ab'.repeat(16), 'cd'.repeat(16)]
test('mark of a folder: of one station, in plain words, and read with any line ends', () => {
  expect(markFileName(own)).toBe('ra-desk-abababab-folder.txt')
  expect(markFileName(other)).not.toBe(markFileName(own))
  expect(isMark(markText(own), own)).toBe(true)
  expect(isMark(markText(own).replaceAll('\n', '\r\n'), own)).toBe(true)
  expect(isMark(markText(other), own)).toBe(false)
  expect(isMark('', own)).toBe(false)
})
