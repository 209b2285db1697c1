import { describe, expect, test } from 'vitest'
import type { BackupView } from '../../../preload/contract/backup.ts'
import { createBackupState, type BackupMemory } from '../../../main/backup/backup-state.ts'

const last = { file: 'ra-desk.age', madeAt: '2026-11-23T09:30:00.000Z', bytes: 1, cases: 2, code: '3-ABC' }
const failure = { at: '2026-11-23T10:00:00.000Z', message: 'No room.', next: 'Free some.' }

function fresh(memory: BackupMemory = {}, backupFolder: string | null = null) {
  let kept = memory
  let run = 0
  const told: BackupView[] = []
  const state = createBackupState({
    memory: {
      read: () => kept,
      write: (next) => {
        kept = next
      },
    },
    policy: { policy: { backupFolder } },
    changed: (view) => void told.push(view),
    monotonic: () => run,
  })
  return { state, told, kept: () => kept, pass: (minutes: number) => void (run += minutes * 60_000) }
}

describe('folder for backups', () => {
  test.each([
    ['neither', {}, null, undefined],
    ['the agent’s', { folder: '/media/stick' }, null, '/media/stick'],
    ['the policy’s, which counts before the agent’s', { folder: '/media/stick' }, '/mnt/share', '/mnt/share'],
  ])('%s', (_, memory, policy, expected) => {
    const { state } = fresh(memory, policy)
    expect(state.target()).toBe(expected)
    expect(state.view().folder).toBe(expected)
  })
})

describe('what is remembered', () => {
  test('a change keeps everything else, `undefined` removes its field, and the page is told', () => {
    const { state, told, kept } = fresh({ folder: '/media/stick', failure })
    state.remember({ last, failure: undefined })
    expect(kept()).toEqual({ folder: '/media/stick', last })
    expect(Object.keys(kept())).not.toContain('failure')
    expect(told).toEqual([{ busy: 'no', folder: '/media/stick', last }])
  })

  test('nothing was erased yet: covered and cleared to the beginning', () => {
    expect(fresh().state.erased()).toEqual({ coveredTo: 0, clearedTo: 0 })
    expect(fresh({ erased: { coveredTo: 5, clearedTo: 2, left: 1 } }).state.erased()).toEqual({ coveredTo: 5, clearedTo: 2, left: 1 })
  })
})

describe('what is under way', () => {
  test('progress is shown while it is busy and leaves with it', () => {
    const { state, told } = fresh()
    state.setBusy('backup')
    state.setProgress(0.5)
    expect([state.isBusy(), state.view()]).toEqual([true, { busy: 'backup', progress: 0.5 }])
    state.setBusy('no')
    expect([state.isBusy(), state.view()]).toEqual([false, { busy: 'no' }])
    expect(told).toHaveLength(3)
  })

  test('no progress at all is shown too', () => {
    const { state } = fresh()
    state.setProgress(0)
    expect(state.view().progress).toBe(0)
  })
})

describe('after a failure', () => {
  test('no automatic attempt for a quarter of an hour', () => {
    const { state, pass } = fresh()
    expect(state.isPostponed()).toBe(false)
    state.postpone()
    pass(14.99)
    expect(state.isPostponed()).toBe(true)
    pass(0.01)
    expect(state.isPostponed()).toBe(false)
  })

  test('until the agent asks for one', () => {
    const { state } = fresh()
    state.postpone()
    state.stopPostponing()
    expect(state.isPostponed()).toBe(false)
  })
})
