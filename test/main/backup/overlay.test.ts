import { expect, test } from 'vitest'
import type { BackupHead, BackupLine } from '../../../domain/backup/lines.ts'
import { ok } from '../../../domain/result.ts'
import { readOverlay } from '../../../main/backup/overlay.ts'
import { backupDamaged, type OpenBackup } from '../../../main/backup/read-backup.ts'
import { code, value } from '../vault/support.ts'

type Line = Exclude<BackupLine, { head: unknown }>
const key = (digit: string) => digit.repeat(32)
const end = { keys: 0, rows: 2, entries: 0, lost: ['scan-2:0'], digest: 'a'.repeat(64), signature: `${'A'.repeat(86)}==` }
const lines: Line[] = [
  { days: [{ keyId: key('1'), until: '2026-06-01' }, { keyId: key('2') }] },
  { row: { table: 'cases', id: 'case-1', rev: 2, env: 'AAAA' }, at: 9 },
  { row: { table: 'chunks', id: 'scan-1:0', rev: 1, env: null }, at: 10 },
  { end },
]

function backupOf(all: readonly Line[], isDamaged = false): { readonly backup: OpenBackup; readonly isClosed: () => boolean } {
  let closed = false
  return {
    isClosed: () => closed,
    backup: {
      head: { base: { daysAgo: 3 } } as BackupHead,
      async *lines() {
        for (const line of all) yield ok(line)
        if (isDamaged) yield backupDamaged
      },
      close: async () => void (closed = true),
    },
  }
}

test('what changes replace: rows that changed, that are gone or lost, and the new days', async () => {
  const { backup, isClosed } = backupOf(lines)
  const overlay = value(await readOverlay(backup, () => Promise.resolve(true)))
  if (overlay === 'stopped') throw new Error('it stopped')
  const rows = [
    ['cases', 'case-1'],
    ['chunks', 'scan-1:0'],
    ['chunks', 'scan-2:0'],
    ['cases', 'scan-2:0'],
    ['cases', 'case-2'],
  ] as const
  expect(rows.map(([table, id]) => overlay.replaces({ table, id }))).toEqual([true, true, true, false, false])
  expect([...overlay.days]).toEqual([
    [key('1'), '2026-06-01'],
    [key('2'), undefined],
  ])
  expect([overlay.daysAgo, overlay.end, isClosed()]).toEqual([3, end, true])
})

test('what changes replace: damage, a missing last line, and a stop', async () => {
  const damaged = backupOf(lines.slice(0, 2), true)
  expect([code(await readOverlay(damaged.backup, () => Promise.resolve(true))), damaged.isClosed()]).toEqual(['backup-damaged', true])
  expect(code(await readOverlay(backupOf(lines.slice(0, 3)).backup, () => Promise.resolve(true)))).toBe('backup-damaged')
  expect(await readOverlay(backupOf(lines).backup, () => Promise.resolve(false))).toEqual(ok('stopped'))
})
