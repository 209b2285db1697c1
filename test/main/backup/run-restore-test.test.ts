import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import type { BaseBackup } from '../../../domain/backup/base.ts'
import { createBackupState, type BackupMemory } from '../../../main/backup/backup-state.ts'
import type { BackupTask } from '../../../main/backup/backup-task.ts'
import { deleteBackups, findHoldersOfErased } from '../../../main/backup/clear-erased.ts'
import { addDestroyedKeys, destroyedKeysName, lengthOfDestroyedKeys } from '../../../main/backup/destroyed-keys.ts'
import { testNewestBackup } from '../../../main/backup/restore-test.ts'
import { runRestoreTest } from '../../../main/backup/run-restore-test.ts'
import { memoryStore, type StoreInMemory } from '../../support/memory-store.ts'
import { code, freshFolder } from '../vault/support.ts'

vi.mock('../../../main/backup/clear-erased.ts', () => ({ deleteBackups: vi.fn(), findHoldersOfErased: vi.fn() }))
vi.mock('../../../main/backup/restore-test.ts', () => ({ testNewestBackup: vi.fn() }))

const vaultId = 'ab'.repeat(16)
const newest = 'newest.age'
const tested = { file: newest, madeAt: '2026-11-23T09:30:00.000Z', cases: 2, scans: 1, entries: 9 }
const last = { file: newest, madeAt: tested.madeAt, bytes: 1, cases: 2, code: '3-ABC' }
const since = '2026-11-22T09:30:00.000Z'

let folder: string
let memory: BackupMemory
let kept: StoreInMemory
let isWanted: boolean
beforeEach(async () => {
  folder = await freshFolder()
  await addDestroyedKeys(folder, vaultId, ['cd'.repeat(16)])
  memory = { last, erased: { coveredTo: await lengthOfDestroyedKeys(folder, vaultId), clearedTo: 0, since } }
  kept = memoryStore()
  isWanted = true
  vi.mocked(testNewestBackup)
    .mockReset()
    .mockResolvedValue(ok(tested) as never)
  vi.mocked(findHoldersOfErased).mockReset().mockResolvedValue(['old.age', 'older.age'])
  vi.mocked(deleteBackups).mockReset().mockResolvedValue(0)
})

async function run() {
  const state = createBackupState({
    memory: { read: () => memory, write: (next) => (memory = next) },
    policy: { policy: { backupFolder: null } },
    changed: () => {},
    monotonic: () => 0,
  })
  const task = {
    deps: { folder, now: () => new Date('2026-11-23T10:00:00.000Z'), monotonic: () => 0 },
    state,
    target: folder,
    isWanted: () => isWanted,
    session: { vault: { vaultId }, record: { codeAt: async () => ok('CODE') }, desk: { store: kept.store } },
  } as unknown as BackupTask
  return { answer: await runRestoreTest(task), state }
}
const actions = () => kept.commits.map(({ audit: { action, detail } }) => [action, detail])

describe('restore test of the newest backup', () => {
  test('passed: recorded and remembered, and the older backups that hold what was erased are deleted, recorded before and after', async () => {
    const { answer } = await run()
    expect(answer).toEqual(ok(tested))
    expect(memory.drill).toMatchObject({ result: 'proven', cases: 2, file: newest })
    expect(actions()).toEqual([
      ['restore-drilled proven', undefined],
      ['backups-erasure-begun', { files: ['old.age', 'older.age'] }],
      ['backups-erased', { files: 2, left: 0 }],
    ])
    expect(memory.erased).toEqual({ coveredTo: memory.erased!.coveredTo, clearedTo: memory.erased!.coveredTo })
  })

  test('failed: recorded and remembered, nothing is deleted, and no automatic attempt follows at once', async () => {
    vi.mocked(testNewestBackup).mockResolvedValue(err('backup-damaged', 'Damaged.', 'Make another.'))
    const { answer, state } = await run()
    expect(code(answer)).toBe('backup-damaged')
    expect(memory.drill).toMatchObject({ result: 'not-proven', message: 'Damaged.', next: 'Make another.' })
    expect(actions()).toEqual([['restore-drilled not-proven', undefined]])
    expect(findHoldersOfErased).not.toHaveBeenCalled()
    expect(state.isPostponed()).toBe(true)
  })

  const base = { file: newest, madeAt: tested.madeAt, bytes: 1 } as BaseBackup
  test.each([
    ['restored alone: it can be continued from now on', { ...tested, restored: newest }, { at: '2026-11-23T10:00:00.000Z', scans: 1 }],
    ['not what was restored', { ...tested, restored: 'other.age' }, undefined],
    ['restored for the first time with changes after it', { ...tested, file: 'changes.age', restored: newest }, undefined],
    ['only its changes were tested', { ...tested, file: 'changes.age', base: newest }, undefined],
  ])('whole backup %s', async (_, answer, expected) => {
    memory = { ...memory, bases: [base] }
    vi.mocked(testNewestBackup).mockResolvedValue(ok(answer) as never)
    await run()
    expect(memory.bases![0]!.tested).toEqual(expected)
  })

  test.each([
    ['backup-damaged', 0],
    ['whole-backup-missing', 0],
    ['proof-failed', 0],
    ['drill-failed', 0],
    ['stopped', 1],
    ['drill-no-room', 1],
  ] as const)('failed with %s: of the whole backups that can be continued, %i stay', async (failure, left) => {
    memory = { ...memory, bases: [{ ...base, tested: { at: tested.madeAt, scans: 1 } }] }
    vi.mocked(testNewestBackup).mockResolvedValue(err(failure, 'Failed.', 'Make another.'))
    await run()
    expect(memory.bases ?? []).toHaveLength(left)
  })

  test('locked meanwhile: nothing is recorded or remembered', async () => {
    isWanted = false
    const before = memory
    expect(code((await run()).answer)).toBe('locked')
    expect([actions(), memory]).toEqual([[], before])
  })
})

describe('older backups that hold what was erased', () => {
  test('some could not be deleted: that stays known, and it is attempted later', async () => {
    vi.mocked(deleteBackups).mockResolvedValue(1)
    const { state } = await run()
    expect(actions().at(-1)).toEqual(['backups-erased', { files: 1, left: 1 }])
    expect(memory.erased).toMatchObject({ clearedTo: 0, since, left: 1 })
    expect(state.isPostponed()).toBe(true)
  })

  test('there are none: nothing is recorded, and all is cleared', async () => {
    vi.mocked(findHoldersOfErased).mockResolvedValue([])
    await run()
    expect(actions()).toHaveLength(1)
    expect(memory.erased).not.toHaveProperty('since')
  })

  test('the folder cannot be read: nothing is deleted, and nothing is called cleared', async () => {
    vi.mocked(findHoldersOfErased).mockRejectedValue(new Error('gone'))
    await run()
    expect(deleteBackups).not.toHaveBeenCalled()
    expect(memory.erased).toMatchObject({ clearedTo: 0, since })
  })

  test('the record cannot name them: none is deleted', async () => {
    vi.mocked(findHoldersOfErased).mockImplementation(async () => {
      kept.failWith('disk-full')
      return ['old.age']
    })
    await run()
    expect(deleteBackups).not.toHaveBeenCalled()
  })

  test('another backup than the last one was tested, on another stick: not all is cleared', async () => {
    memory = { ...memory, last: { ...last, file: 'elsewhere.age' } }
    await run()
    expect(memory.erased).toMatchObject({ clearedTo: 0, since })
  })

  test('something was erased since the last backup: it stays known that more is to be cleared', async () => {
    await appendFile(join(folder, destroyedKeysName(vaultId)), `${'ef'.repeat(16)}\n`)
    await run()
    expect(memory.erased).toMatchObject({ clearedTo: memory.erased!.coveredTo, since })
  })
})
