import { expect, test } from 'vitest'
import { findDueTask, type BackupFacts } from '../../../domain/backup/due-task.ts'

const now = new Date('2026-11-29T12:00:00.000Z')
const last = { file: 'one.backup', madeAt: '2026-11-29T11:59:00.000Z' }
const quiet: BackupFacts = {
  now,
  last,
  names: ['one.backup'],
  passed: { file: 'one.backup', at: '2026-11-29T11:59:30.000Z' },
  isDayEnd: false,
  destroyed: { now: 10, coveredTo: 10, clearedTo: 10 },
}
const table: readonly [string, Partial<BackupFacts>, ReturnType<typeof findDueTask>][] = [
  ['nothing when the last backup is fresh and tested', {}, undefined],
  ['a backup when there was none', { last: undefined }, 'backup'],
  ['a backup when the last one is days old', { last: { ...last, madeAt: '2026-11-25T11:59:00.000Z' } }, 'backup'],
  ['a backup when the day may be ending', { isDayEnd: true }, 'backup'],
  ['a backup when keys were destroyed since the last one', { destroyed: { now: 11, coveredTo: 10, clearedTo: 10 } }, 'backup'],
  ['a backup on another stick', { names: ['two.backup'] }, 'backup'],
  ['a test when the last backup was not tested', { passed: undefined }, 'restore-test'],
  ['a test when another backup was tested', { passed: { file: 'zero.backup', at: last.madeAt } }, 'restore-test'],
  ['a test when the last test is a day old', { passed: { file: last.file, at: '2026-11-28T11:00:00.000Z' } }, 'restore-test'],
  ['a test when older backups hold destroyed keys', { destroyed: { now: 10, coveredTo: 10, clearedTo: 9 } }, 'restore-test'],
  ['no test when the folder cannot be reached', { names: undefined, passed: undefined }, undefined],
]
test.each(table)('backup: %s', (_name, facts, task) => expect(findDueTask({ ...quiet, ...facts })).toBe(task))
