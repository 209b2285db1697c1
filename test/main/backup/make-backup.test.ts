import { beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { createBackupState, type BackupMemory } from '../../../main/backup/backup-state.ts'
import type { BackupTask } from '../../../main/backup/backup-task.ts'
import { addDestroyedKeys, readDestroyedKeys } from '../../../main/backup/destroyed-keys.ts'
import { makeBackup } from '../../../main/backup/make-backup.ts'
import { writeBackup } from '../../../main/backup/write-backup.ts'
import { memoryStore, type StoreInMemory } from '../../support/memory-store.ts'
import { code, freshFolder, value } from '../vault/support.ts'

vi.mock('../../../main/backup/write-backup.ts', () => ({ writeBackup: vi.fn() }))

const vaultId = 'ab'.repeat(16)
const destroyed = 'cd'.repeat(16)
const made = { file: 'ra-desk.age', madeAt: '2026-11-23T09:30:00.000Z', bytes: 9, seq: 4, cases: 2, code: '3-ABC' }
const full = err('backup-full', 'No room.', 'Free some.')

let memory: BackupMemory
let kept: StoreInMemory
let isConfirmed: boolean
let isOpen: boolean
let checkpoint: 'ok' | 'disk-full'
beforeEach(() => {
  memory = {}
  kept = memoryStore()
  isConfirmed = true
  isOpen = true
  checkpoint = 'ok'
  vi.mocked(writeBackup).mockReset()
})

async function backUp() {
  const [folder, target] = [await freshFolder(), await freshFolder()]
  await addDestroyedKeys(folder, vaultId, [destroyed])
  const state = createBackupState({
    memory: { read: () => memory, write: (next) => (memory = next) },
    policy: { policy: { backupFolder: null } },
    changed: () => {},
    monotonic: () => 0,
  })
  const task = {
    deps: { folder, now: () => new Date('2026-11-23T09:30:00.000Z'), monotonic: () => 0, version: '1', practice: false },
    state,
    target,
    isWanted: () => true,
    session: {
      vault: { vaultId, isOpen: () => isOpen, keyring: { find: () => undefined } },
      record: { makeCheckpoint: async () => (checkpoint === 'ok' ? ok({}) : err(checkpoint, 'Full.', 'Free some.')) },
      recoveryKeyConfirmed: () => isConfirmed,
      desk: {
        settings: () => ({ serviceProvider: { name: 'Sample' } }),
        store: kept.store,
        retention: { keyEnds: () => ({}), limits: () => '' },
      },
    },
  } as unknown as BackupTask
  return { answer: await makeBackup(task), state, target }
}
const actions = () => kept.commits.map(({ audit }) => audit.action)

describe('making a backup', () => {
  test('a success is recorded and remembered, and an earlier failure is forgotten', async () => {
    memory = { failure: { at: '', message: 'No room.', next: '' }, erased: { coveredTo: 0, clearedTo: 0 } }
    vi.mocked(writeBackup).mockResolvedValue(ok(made))
    const { answer, target } = await backUp()
    const { seq: _, ...last } = made
    expect(value(answer)).toEqual(last)
    expect(memory).toEqual({ last, marked: target, erased: { coveredTo: expect.any(Number) as number, clearedTo: 0 } })
    expect(memory.erased!.coveredTo).toBeGreaterThan(0)
    expect(actions()).toEqual(['backup-made'])
    // The list beside the backup knows what was destroyed here.
    expect(await readDestroyedKeys([target], vaultId)).toEqual(new Set([destroyed]))
  })

  test('a failure is recorded with its code, remembered in words, and no automatic attempt follows at once', async () => {
    vi.mocked(writeBackup).mockResolvedValue(full)
    const { answer, state, target } = await backUp()
    expect(code(answer)).toBe('backup-full')
    expect(memory).toEqual({ failure: { at: '2026-11-23T09:30:00.000Z', message: 'No room.', next: 'Free some.' } })
    expect(kept.commits.map(({ audit }) => audit)).toEqual([{ action: 'backup-failed', detail: { code: 'backup-full' } }])
    expect(state.isPostponed()).toBe(true)
    expect(await readDestroyedKeys([target], vaultId)).toEqual(new Set())
  })

  test('without a confirmed recovery key none is written, because nothing would open it', async () => {
    isConfirmed = false
    expect(code((await backUp()).answer)).toBe('recovery-not-confirmed')
    expect(writeBackup).not.toHaveBeenCalled()
    expect(actions()).toEqual([])
  })

  test('none is written that the record could not name', async () => {
    checkpoint = 'disk-full'
    expect(code((await backUp()).answer)).toBe('disk-full')
    expect(writeBackup).not.toHaveBeenCalled()
  })

  test.each([
    ['a success', ok(made), { last: expect.anything() as unknown }],
    ['a failure', full, {}],
  ] as const)('locked meanwhile, %s: nothing is written into the record', async (_, written, remembered) => {
    isOpen = false
    vi.mocked(writeBackup).mockResolvedValue(written)
    await backUp()
    expect(actions()).toEqual([])
    expect(memory).toMatchObject(remembered)
    expect(memory.failure).toBeUndefined()
  })
})
