/** The order of one look of retention. What erasing an item does is in retention.test.ts; here it is a stand-in that makes the item leave. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ClockDoubt } from '../../../domain/retention/clock.ts'
import type { RetainedItem } from '../../../domain/retention/due.ts'
import { err, ok } from '../../../domain/result.ts'
import { eraseDueOf, prepareLook, type LookDeps } from '../../../main/retention/erase-all-due.ts'
import { eraseItem, finishErasures } from '../../../main/retention/erase-due.ts'
import { memoryStore, type StoreInMemory } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

vi.mock('../../../main/retention/erase-due.ts', () => ({ eraseItem: vi.fn(), finishErasures: vi.fn() }))

const erased = (caseId: string, what: RetainedItem['what'] = 'documents') => ({ caseId, what, rows: [], lastSeq: 1 })
const doubt: ClockDoubt = { kind: 'ahead', believedAt: '2026-01-01T12:00:00.000Z', days: 30 }
const failed = err('journal-failed', 'Failed.', 'Try again.')
const item = (caseId: string, what: RetainedItem['what'], state: RetainedItem['state'] = 'due') => ({ caseId, what, state }) as RetainedItem

let steps: string[]
let kept: StoreInMemory
let items: RetainedItem[]
let interrupted: (typeof failed | { readonly ok: true; readonly value: ReturnType<typeof erased> })[]
beforeEach(() => {
  steps = []
  kept = memoryStore()
  items = []
  interrupted = []
  vi.mocked(finishErasures).mockImplementation(async function* () {
    yield* interrupted
  })
  vi.mocked(eraseItem).mockImplementation(async (_deps, { caseId, what }) => {
    steps.push(`erase ${caseId} ${what}`)
    items = items.filter((one) => one.caseId !== caseId || (what !== 'case' && one.what !== what))
    return ok(erased(caseId, what))
  })
})

interface Change {
  readonly doubtNow?: ClockDoubt
  readonly saved?: typeof failed
  readonly outdated?: boolean
  readonly isStopped?: () => boolean
}
const depsOf = ({ doubtNow, saved, outdated = false, ...deps }: Change & Partial<LookDeps>) =>
  ({
    erase: { store: kept.store },
    state: {
      findDoubt: () => doubtNow,
      isOutdated: () => outdated,
      save: async (action: string, signed: boolean) => {
        steps.push(`save ${action} ${signed}`)
        return saved ?? ok()
      },
    },
    subjects: {
      find: () => ({}),
      findDue: (caseId: string) => items.find((one) => one.caseId === caseId && one.state === 'due'),
      forget: (caseId: string) => void steps.push(`forget ${caseId}`),
    },
    hasRules: true,
    lastRecorded: undefined,
    doubt: undefined,
    onDoubt: (found: ClockDoubt | undefined) => void steps.push(found ? 'doubt' : 'no doubt'),
    onErased: () => void steps.push('tell'),
    isStopped: () => false,
    ...deps,
  }) as unknown as LookDeps & { readonly isStopped: () => boolean }
const look = (change: Change & Partial<LookDeps> = {}) => prepareLook(depsOf(change))
const erase = (caseId: string, change: Change = {}) => eraseDueOf(depsOf(change), caseId)

describe('erasing what is due of a case', () => {
  test('every item that is due; what is to come, and other cases, stay', async () => {
    items = [item('a', 'documents'), item('a', 'photographs'), item('a', 'case', 'coming'), item('c', 'case')]
    expect(code(await erase('a'))).toBe('ok')
    expect(steps).toEqual(['erase a documents', 'tell', 'erase a photographs', 'tell'])
    expect(items).toEqual([item('a', 'case', 'coming'), item('c', 'case')])
  })

  test('a whole case is forgotten', async () => {
    items = [item('c', 'case')]
    await erase('c')
    expect(steps).toEqual(['erase c case', 'forget c', 'tell'])
  })

  test('a failure stops it, and what is left is due at the next look', async () => {
    items = [item('a', 'documents'), item('a', 'photographs')]
    vi.mocked(eraseItem).mockResolvedValueOnce(failed)
    expect(code(await erase('a'))).toBe('journal-failed')
    expect(items).toHaveLength(2)
  })

  test('stopped by a lock: nothing more is begun', async () => {
    items = [item('a', 'documents'), item('a', 'photographs')]
    await erase('a', { isStopped: () => steps.includes('tell') })
    expect(steps.filter((step) => step.startsWith('erase'))).toEqual(['erase a documents'])
  })
})

describe('retention, at sign-in: what was interrupted', () => {
  test('is finished first, also without any rule; nothing new is erased', async () => {
    interrupted = [ok(erased('a')), ok(erased('b', 'case'))]
    items = [item('a', 'documents')]
    expect(code(await look({ hasRules: false }))).toBe('ok')
    expect(steps).toEqual(['tell', 'forget b', 'tell'])
  })

  test('cannot be finished: that stops the look', async () => {
    interrupted = [failed]
    expect(code(await look())).toBe('journal-failed')
    expect(steps).toEqual([])
  })
})

test('retention, at sign-in: outdated rules are saved, and a failure is the answer', async () => {
  expect(code(await look({ outdated: true }))).toBe('ok')
  expect(steps).toEqual(['no doubt', 'save retention-looked false'])
  expect(code(await look({ outdated: true, saved: failed }))).toBe('journal-failed')
})

describe('doubt about the clock', () => {
  test('nothing is erased or saved, and the doubt is recorded', async () => {
    items = [item('a', 'documents')]
    expect(code(await look({ doubtNow: doubt, outdated: true }))).toBe('ok')
    expect(steps).toEqual(['doubt'])
    expect(kept.commits.map(({ audit }) => audit)).toEqual([{ action: 'retention-paused', detail: { ...doubt } }])
  })

  test('at the next look it is not recorded again', async () => {
    await look({ doubtNow: doubt, doubt })
    expect(kept.commits).toEqual([])
  })

  test('it cannot be recorded: that is the answer', async () => {
    kept.failWith('disk-full')
    expect(code(await look({ doubtNow: doubt }))).toBe('disk-full')
  })
})
