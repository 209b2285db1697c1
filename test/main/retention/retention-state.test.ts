import { describe, expect, test } from 'vitest'
import type { RetentionRule } from '../../../domain/retention/due.ts'
import type { Policy } from '../../../domain/station/policy.ts'
import { dayOf, openRetentionState } from '../../../main/retention/retention-state.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

const DAY = 86_400_000
const limits: Pick<Policy, RetentionRule> = { evidenceDays: 90, passcodeDays: 30, caseDays: null, cimReportDays: 90, entryDays: null }

/** Noon, so that a day here is the same day in every zone of the tests. */
function workstation(policy: Pick<Policy, RetentionRule> = limits) {
  const kept = memoryStore()
  const clock = { wall: Date.parse('2026-03-01T12:00:00.000Z'), run: 0 }
  /** Time that passes while the app runs: both clocks go on. */
  const pass = (milliseconds: number) => {
    clock.wall += milliseconds
    clock.run += milliseconds
  }
  const open = (changed = policy) =>
    openRetentionState({
      store: kept.store as unknown as RecordStore,
      policy: changed,
      now: () => new Date(clock.wall),
      monotonic: () => clock.run,
    })
  return { ...kept, clock, pass, open }
}

describe('rules and the day since which they count', () => {
  test('a new rule counts from today; a stored one from its own day', async () => {
    const { open, pass } = workstation()
    const state = await open()
    expect(state.rules().evidenceDays).toEqual({ days: 90, since: '2026-03-01' })
    value(await state.save('retention-looked', false))
    pass(10 * DAY)
    expect((await open()).rules().evidenceDays).toEqual({ days: 90, since: '2026-03-01' })
    expect((await open({ ...limits, evidenceDays: 60 })).rules().evidenceDays).toEqual({ days: 60, since: '2026-03-11' })
  })
})

describe('outdated', () => {
  test('before the first save, on another day, and after a rule changed; not twice on one day', async () => {
    const { open, pass } = workstation()
    const state = await open()
    expect(state.isOutdated()).toBe(true)
    value(await state.save('retention-looked', false))
    expect(state.isOutdated()).toBe(false)
    expect((await open()).isOutdated()).toBe(false)
    expect((await open({ ...limits, caseDays: 365 })).isOutdated()).toBe(true)
    pass(DAY)
    expect(state.isOutdated()).toBe(true)
  })

  test('what could not be saved is still outdated', async () => {
    const { open, failWith } = workstation()
    const state = await open()
    failWith('disk-full')
    expect(code(await state.save('retention-looked', false))).toBe('disk-full')
    expect(state.isOutdated()).toBe(true)
  })
})

test('each save counts the row on, and is signed only when asked', async () => {
  const { open, commits } = workstation()
  const state = await open()
  value(await state.save('retention-looked', false))
  value(await state.save('clock-confirmed', true))
  expect(commits.map(({ audit: { action, signed }, rows }) => [action, signed, rows.map((row) => 'rev' in row && row.rev)])).toEqual([
    ['retention-looked', undefined, [1]],
    ['clock-confirmed', true, [2]],
  ])
})

describe('doubt about the clock', () => {
  test('none on a new station without cases, and none while both clocks go on', async () => {
    const { open, pass } = workstation()
    const state = await open()
    expect(state.findDoubt(undefined)).toBeUndefined()
    value(await state.save('retention-looked', false))
    pass(2 * DAY)
    expect(state.findDoubt(undefined)).toBeUndefined()
  })

  test('without a stored time the last one of the record counts', async () => {
    const { open } = workstation()
    const state = await open()
    expect(state.findDoubt('2026-02-01T12:00:00.000Z')).toBeDefined()
    expect(state.findDoubt('2026-02-28T12:00:00.000Z')).toBeUndefined()
  })

  test('the wall clock jumped while the app ran: doubted until an agent confirms the date', async () => {
    const { open, clock } = workstation()
    const state = await open()
    clock.wall += 8 * DAY
    expect(state.findDoubt(undefined)).toMatchObject({ kind: 'ahead', days: 8 })
    state.restartClock()
    expect(state.findDoubt(undefined)).toBeUndefined()
  })

  test('more than a week since the stored time: doubted also after a start; saving believes the clock', async () => {
    const { open, clock } = workstation()
    value(await (await open()).save('retention-looked', false))
    clock.wall += 30 * DAY
    const state = await open()
    expect(state.findDoubt(undefined)).toBeDefined()
    value(await state.save('clock-confirmed', true))
    expect(state.findDoubt(undefined)).toBeUndefined()
  })
})

test('a row that does not read is as good as none', async () => {
  const { open, store } = workstation()
  value(await store.commit([{ table: 'retention', id: 'state', rev: 1, keyId: 'records', value: { rev: 'x' } }], { action: 'x' }))
  expect((await open()).isOutdated()).toBe(true)
})

test('the day of an instant is a plain date', () => {
  expect(dayOf('2026-03-01T12:00:00.000Z')).toBe('2026-03-01')
})
