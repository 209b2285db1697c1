/** The order of one look of retention. What erasing an item does is in retention.test.ts; here it is a stand-in that makes the item leave. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ClockDoubt } from '../../../domain/retention/clock.ts'
import type { RetainedItem } from '../../../domain/retention/due.ts'
import { err, ok } from '../../../domain/result.ts'
import { eraseAllDue, type LookDeps } from '../../../main/retention/erase-all-due.ts'
import { eraseItem, finishErasures } from '../../../main/retention/erase-due.ts'
import { memoryStore, type StoreInMemory } from '../../support/memory-store.ts'
import { code } from '../vault/support.ts'

vi.mock('../../../main/retention/erase-due.ts', () => ({ eraseItem: vi.fn(), finishErasures: vi.fn() }))

const erased = { rows: [], lastSeq: 1 }
const doubt: ClockDoubt = { kind: 'ahead', believedAt: '2026-01-01T12:00:00.000Z', days: 30 }
const failed = err('journal-failed', 'Failed.', 'Try again.')
const item = (caseId: string, what: RetainedItem['what'], state: RetainedItem['state'] = 'due') => ({ caseId, what, state }) as RetainedItem

let steps: string[]
let kept: StoreInMemory
let items: RetainedItem[]
let interrupted: (typeof failed | { readonly ok: true; readonly value: typeof erased })[]
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
    return ok(erased)
  })
})

const look = (change: { doubtNow?: ClockDoubt; saved?: typeof failed; outdated?: boolean } & Partial<LookDeps> = {}) => {
  const { doubtNow, saved, outdated = false, ...deps } = change
  return eraseAllDue({
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
      items: () => items,
      find: () => ({}),
      findDue: (caseId: string) => items.find((one) => one.caseId === caseId && one.state === 'due'),
      forget: (caseId: string) => void steps.push(`forget ${caseId}`),
      forgetErased: () => void steps.push('forget erased'),
    },
    hasRules: true,
    lastRecorded: undefined,
    doubt: undefined,
    onDoubt: (found: ClockDoubt | undefined) => void steps.push(found ? 'doubt' : 'no doubt'),
    onErased: () => void steps.push('tell'),
    isStopped: () => false,
    ...deps,
  } as unknown as LookDeps)
}

describe('one look', () => {
  test('everything that is due of each case; what is to come stays', async () => {
    items = [item('a', 'documents'), item('a', 'photographs'), item('b', 'documents', 'coming'), item('c', 'case')]
    expect(code(await look())).toBe('ok')
    expect(steps).toEqual(['no doubt', 'erase a documents', 'tell', 'erase a photographs', 'tell', 'erase c case', 'forget c', 'tell'])
    expect(items).toEqual([item('b', 'documents', 'coming')])
  })

  test('what was interrupted is finished first, also without any rule', async () => {
    interrupted = [ok(erased), ok(erased)]
    items = [item('a', 'documents')]
    expect(code(await look({ hasRules: false }))).toBe('ok')
    expect(steps).toEqual(['tell', 'forget erased', 'tell', 'forget erased'])
  })

  test('what cannot be finished stops it', async () => {
    interrupted = [failed]
    items = [item('a', 'documents')]
    expect(code(await look())).toBe('journal-failed')
    expect(steps).toEqual([])
  })

  test('outdated rules are saved before anything is erased; if that fails, nothing is', async () => {
    items = [item('a', 'documents')]
    await look({ outdated: true })
    expect(steps.slice(0, 3)).toEqual(['no doubt', 'save retention-looked false', 'erase a documents'])
    items = [item('a', 'documents')]
    steps = []
    expect(code(await look({ outdated: true, saved: failed }))).toBe('journal-failed')
    expect(steps).toEqual(['no doubt', 'save retention-looked false'])
  })

  test('a failure stops it, and what is left is due at the next look', async () => {
    items = [item('a', 'documents'), item('b', 'documents')]
    vi.mocked(eraseItem).mockResolvedValueOnce(failed)
    expect(code(await look())).toBe('journal-failed')
    expect(items).toHaveLength(2)
  })

  test('stopped by a lock: nothing more is begun', async () => {
    items = [item('a', 'documents'), item('b', 'documents')]
    await look({ isStopped: () => steps.includes('tell') })
    expect(steps.filter((step) => step.startsWith('erase'))).toEqual(['erase a documents'])
  })
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
