import { expect, test } from 'vitest'
import type { BackupView } from '../../../../../preload/contract/backup.ts'
import {
  describeBackups,
  describeClearing,
  describeKind,
  formatRecent,
} from '../../../../../renderer/features/pages/backup/backup-messages.ts'

const now = new Date('2026-11-25T16:00:00Z')
const drill = {
  result: 'proven',
  at: '2026-11-25T09:02:00Z',
  file: 'a',
  madeAt: '2026-11-25T09:00:00Z',
  cases: 214,
  scans: 3,
  entries: 9,
} as const
const said = (view: Partial<BackupView>) => describeBackups({ folder: '/stick', busy: 'no', ...view }, now)

test.each<[string, Partial<BackupView>, string, boolean]>([
  ['a proven restore', { drill }, 'last restore test passed: today 09:02, 214 cases', false],
  [
    'a proven restore of a week ago',
    { drill: { ...drill, at: '2026-11-16T09:02:00Z' } },
    'last restore test passed: 16 Nov 2026, 09:02, 214 cases',
    true,
  ],
  [
    'a backup that failed after a proven restore',
    { drill, failure: { at: '2026-11-24T17:40:00Z', message: 'm', next: 'n' } },
    'not made yesterday 17:40',
    true,
  ],
  [
    'a drill that failed',
    { drill: { result: 'not-proven', at: '2026-11-25T09:02:00Z', message: 'm', next: 'n' } },
    'restore test failed (today 09:02)',
    true,
  ],
  [
    'older backups that hold what was erased two days ago',
    { drill, erased: { coveredTo: 0, clearedTo: 0, since: '2026-11-23T09:00:00Z' } },
    'older ones still hold items deleted 23 Nov 2026, 09:00',
    true,
  ],
  [
    'older backups that will be deleted soon',
    { drill, erased: { coveredTo: 0, clearedTo: 0, since: '2026-11-25T09:00:00Z' } },
    'last restore test passed: today 09:02, 214 cases',
    false,
  ],
  ['a backup under way', { busy: 'backup', progress: 0.419, drill }, 'being written, 41 %', false],
])('status bar, backup: %s', (_, view, message, needsHelp) => {
  expect(said(view)).toMatchObject({ message, needsHelp })
})

test('status bar, backup: no folder chosen', () => {
  expect(describeBackups({ busy: 'no' }, now)).toMatchObject({ message: 'no folder chosen', needsHelp: true })
})

test('formatRecent: a time in another year has its date', () => {
  expect(formatRecent('2025-07-04T08:30:00Z', now)).toBe('4 Jul 2025, 09:30')
})

test.each([
  ['the stick is out', { reachable: false, left: 0 }, 'Put the USB stick in'],
  ['some could not be deleted', { reachable: true, left: 2 }, '2 older backups could not be deleted'],
  ['the stick is in', { reachable: true, left: 0 }, 'Leave the USB stick in.'],
])('older backups that hold deleted items, when %s', (_, state, message) => {
  expect(describeClearing(state)).toContain(message)
})

test.each([
  [undefined, 'Whole backup'],
  ['2026-07-04T08:30:00Z', 'Changes since the backup of 4 Jul 2026, 09:30'],
])('what a backup is, with changes since %s', (since, message) => {
  expect(describeKind(since)).toBe(message)
})
