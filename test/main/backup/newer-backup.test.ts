/** The names of backups show that a whole folder was put back to an earlier day. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backupFileName } from '../../../domain/backup/schedule.ts'
import { findNewerBackup, namesOfBackups } from '../../../main/backup/newer-backup.ts'

const [vaultId, other] = ['ab'.repeat(16), 'cd'.repeat(16)]
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T17:00:00.000Z`
const base = { madeAt: at(1), seq: 5 }

test.each<readonly [string, readonly string[], number | undefined]>([
  ['no backups', [], undefined],
  ['backups up to this very change', [backupFileName(vaultId, at(1), 5), backupFileName(vaultId, at(2), 20)], undefined],
  ['one that goes on by a change', [backupFileName(vaultId, at(2), 21)], 21],
  ['several, the latest by its number and not by its time', [backupFileName(vaultId, at(3), 22), backupFileName(vaultId, at(2), 40)], 40],
  ['one of changes', [backupFileName(vaultId, at(2), 30, base)], 30],
  ['one of another vault', [backupFileName(other, at(2), 99)], undefined],
  ['one that is half written', [`${backupFileName(vaultId, at(2), 99)}.part`], undefined],
])('an older folder: %s', (_, names, seq) => {
  expect(findNewerBackup(vaultId, names, 20)?.seq).toBe(seq)
})

const memoryOf = (memory: object) => ({ read: () => memory as never, write: () => undefined })

test('an older folder: the backups in the folder, and the last one made here, although its folder is not there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-names-'))
  writeFileSync(join(folder, 'one.age'), '')
  const last = { file: 'last.age' }
  const policyOf = (backupFolder?: string) => ({ policy: { backupFolder } as never })
  expect(await namesOfBackups({ memory: memoryOf({ folder, last }), policy: policyOf() })).toEqual(['one.age', 'last.age'])
  expect(await namesOfBackups({ memory: memoryOf({ folder: '/nowhere', last }), policy: policyOf(folder) })).toEqual([
    'one.age',
    'last.age',
  ])
  rmSync(folder, { recursive: true })
  expect(await namesOfBackups({ memory: memoryOf({ folder, last }), policy: policyOf() })).toEqual(['last.age'])
  expect(await namesOfBackups({ memory: memoryOf({}), policy: policyOf() })).toEqual([])
})
