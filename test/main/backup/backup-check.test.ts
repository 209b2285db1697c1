import { expect, test } from 'vitest'
import { checkBackups } from '../../../main/backup/backup-check.ts'
import type { BackupView } from '../../../preload/contract/backup.ts'

const last = { file: 'ra-desk.age', madeAt: '2026-11-23T09:30:00.000Z', bytes: 1, cases: 2, code: '3-ABC' }
const proven = { result: 'proven', at: last.madeAt, file: last.file, madeAt: last.madeAt, cases: 2, scans: 1, entries: 9 } as const
const notProven = { result: 'not-proven', at: last.madeAt, message: 'The backup is damaged.', next: 'Make another.' } as const
const failure = { at: last.madeAt, message: 'No room.', next: 'Free some.' }
const held = { coveredTo: 5, clearedTo: 2, since: '2026-11-22T09:30:00.000Z' }
const whole: BackupView = { busy: 'no', folder: '/media/stick', last, drill: proven }

test.each<[string, BackupView, string, string]>([
  ['all is well', whole, 'ok', 'tested by restoring it: 2 cases'],
  ['no folder, whatever else is known', { busy: 'no', last, drill: proven }, 'problem', 'no folder is chosen'],
  ['the last one failed', { ...whole, failure }, 'problem', 'No room.'],
  ['it failed, and older ones hold what was deleted', { ...whole, failure, erased: held }, 'problem', 'No room. Older backups still hold'],
  ['the test failed', { ...whole, drill: notProven }, 'problem', 'The backup is damaged.'],
  [
    'one older backup could not be deleted',
    { ...whole, erased: { ...held, left: 1 } },
    'problem',
    'One older backup could not be deleted.',
  ],
  ['several could not be deleted', { ...whole, erased: { ...held, left: 3 } }, 'problem', '3 older backups could not be deleted.'],
  ['older ones hold what was deleted', { ...whole, erased: held }, 'warning', 'Older backups still hold'],
  ['all older ones are cleared', { ...whole, erased: { coveredTo: 5, clearedTo: 5 } }, 'ok', 'tested by restoring'],
  [
    'older ones have held it for more than a day',
    { ...whole, erased: { ...held, since: '2026-11-22T08:59:00.000Z' } },
    'problem',
    'still hold',
  ],
  [
    'the test is more than a week old',
    { ...whole, drill: { ...proven, at: '2026-11-16T08:59:00.000Z' } },
    'problem',
    'more than a week ago',
  ],
  ['not tested yet', { busy: 'no', folder: '/media/stick', last }, 'warning', 'has not tested it yet'],
  ['none yet', { busy: 'no', folder: '/media/stick' }, 'warning', 'There is no backup yet.'],
])('check of the backups, %s', (_, view, state, words) => {
  const check = checkBackups(view, new Date('2026-11-23T09:00:00.000Z'))
  expect(check).toMatchObject({ id: 'backup', state, message: expect.stringContaining(words) as string })
  expect('fix' in check && check.fix !== undefined).toBe(state !== 'ok')
})
