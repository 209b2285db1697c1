/** Locked, unlocked and locking. The session itself is a stand-in here: how it opens is in the tests of what it opens. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { err, ok } from '../../../domain/result.ts'
import { createLifecycle, type LifecycleDeps } from '../../../main/station/lifecycle.ts'
import { openUnlockedSession } from '../../../main/station/unlocked-session.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { code } from '../vault/support.ts'

vi.mock('../../../main/station/unlocked-session.ts', () => ({ openUnlockedSession: vi.fn() }))

const HOUR = 3_600_000
let steps: string[]
let isErasureInterrupted: boolean
let openFails: boolean
let clock: { wall: number; run: number; idle: number | undefined }
let isCallOn: boolean

beforeEach(() => {
  vi.useFakeTimers()
  steps = []
  clock = { wall: 0, run: 0, idle: 0 }
  isErasureInterrupted = false
  openFails = false
  isCallOn = false
  let sessions = 0
  vi.mocked(openUnlockedSession).mockImplementation(async () => {
    const name = `session ${(sessions += 1)}`
    let isOpen = false
    return ok({
      close: async (why: string) => void steps.push(`${name} closed: ${why}`),
      unlockedAnswer: () => ok(name),
      mustFinishFirst: isErasureInterrupted,
      openDesk: async () => {
        steps.push(`${name}: cases opened`)
        if (openFails) throw new Error('a case does not open')
        isOpen = true
      },
      isDeskOpen: () => isOpen,
      desk: { retention: { tick: () => {} }, callsOn: { isOn: () => isCallOn } },
    }) as never
  })
})
afterEach(() => void vi.useRealTimers())

const vault = { lock: () => void steps.push('vault locked') } as unknown as UnlockedVault
const background = {
  tick: () => void steps.push('tick'),
  beforeEnd: async () => void steps.push('before end'),
  stop: async () => void steps.push('background stopped'),
}
function lifecycle() {
  const made = createLifecycle({
    now: () => new Date(clock.wall),
    monotonic: () => clock.run,
    policy: { policy: { idleMinutes: 5, callIdleMinutes: 20, absoluteLockHours: 3 } },
    background: () => background,
    afterEntering: async () => void steps.push('noted'),
    afterOpening: async () => void steps.push('after opening'),
    copies: { takeBack: async () => void steps.push('clipboard') },
    deleteDragged: async () => void steps.push('dragged files deleted'),
    closeReveals: () => void steps.push('reveals closed'),
    forgetRecoveryKey: () => void steps.push('recovery key forgotten'),
    afterLock: () => void steps.push('after lock'),
    push: (name: string, payload: object) => void steps.push(name === 'station.newDay' ? `${name} ${JSON.stringify(payload)}` : name),
    systemIdleSeconds: () => clock.idle,
    isCardUnderWay: () => false,
  } as unknown as LifecycleDeps)
  return { ...made, enter: () => made.enter(vault, 'worker') }
}

describe('opening', () => {
  test('the session is there, and the page is answered before a case was opened', async () => {
    const { enter, session, signedIn } = lifecycle()
    expect(session()).toBeUndefined()
    expect(() => signedIn()).toThrow('while locked')
    expect(await enter()).toEqual(ok('session 1'))
    expect(signedIn()).toBe(session())
    expect(steps).toEqual(['noted'])
  })

  test('the cases are opened once, when something first needs them, and put right before anything else', async () => {
    const { enter, whenOpen, openSession, session } = lifecycle()
    await whenOpen()
    await enter()
    expect(openSession()).toBeUndefined()
    await Promise.all([whenOpen(), whenOpen()])
    expect(openSession()).toBe(session())
    expect(steps).toEqual(['noted', 'session 1: cases opened', 'after opening'])
  })

  test('an erasure that was interrupted is finished before the page gets a key', async () => {
    isErasureInterrupted = true
    const { enter } = lifecycle()
    const entering = enter().then(() => steps.push('answered'))
    await entering
    expect(steps).toEqual(['noted', 'session 1: cases opened', 'after opening', 'answered'])
  })

  test('cases that do not open: every request that needs them says so, and locking works', async () => {
    openFails = true
    const { enter, whenOpen, openSession, lock, lockWhenDue } = lifecycle()
    await enter()
    await expect(whenOpen()).rejects.toThrow('does not open')
    await expect(whenOpen()).rejects.toThrow('does not open')
    lockWhenDue()
    expect(openSession()).toBeUndefined()
    const locking = lock('asked')
    await vi.advanceTimersByTimeAsync(2_000)
    await locking
    expect(steps).toContain('session 1 closed: asked')
    await whenOpen()
  })

  test('locking waits until the cases that are being opened are open', async () => {
    const { enter, whenOpen, lock } = lifecycle()
    await enter()
    void whenOpen()
    const locking = lock('asked')
    await vi.advanceTimersByTimeAsync(2_000)
    await locking
    expect(steps.indexOf('after opening')).toBeLessThan(steps.indexOf('session 1 closed: asked'))
    expect(steps.indexOf('after opening')).toBeGreaterThan(-1)
  })

  test('a session that does not open locks the vault again', async () => {
    vi.mocked(openUnlockedSession).mockResolvedValue(err('settings-missing', 'Missing.', 'Restore.'))
    const { enter, session } = lifecycle()
    expect(code(await enter())).toBe('settings-missing')
    expect(steps).toEqual(['vault locked'])
    expect(session()).toBeUndefined()
  })

  test('opened while another is open: that one is closed', async () => {
    const { enter } = lifecycle()
    await enter()
    await enter()
    expect(steps).toEqual(['noted', 'session 1 closed: asked', 'noted'])
  })
})

describe('locking', () => {
  test('the page seals its drafts first; then secrets and keys leave, and then the page is told', async () => {
    const { enter, lock, draftsSealed, session, lastLock } = lifecycle()
    await enter()
    steps = []
    const locking = lock('asked')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(steps).toEqual(['background stopped', 'vault.locking'])
    expect(session()).toBeDefined()
    draftsSealed()
    await locking
    expect(steps.slice(2)).toEqual([
      'recovery key forgotten',
      'reveals closed',
      'session 1 closed: asked',
      'clipboard',
      'dragged files deleted',
      'vault.locked',
      'after lock',
    ])
    expect(session()).toBeUndefined()
    expect(lastLock()).toEqual({ why: 'asked', at: new Date(0).toISOString() })
  })

  test('a page that does not answer is waited for two seconds', async () => {
    const { enter, lock, session } = lifecycle()
    await enter()
    const locking = lock('idle')
    await vi.advanceTimersByTimeAsync(1_999)
    expect(session()).toBeDefined()
    await vi.advanceTimersByTimeAsync(1)
    await locking
    expect(session()).toBeUndefined()
  })

  test('twice at once locks once, with the first reason; when locked already, nothing happens', async () => {
    const { enter, lock, lastLock } = lifecycle()
    await lock('asked')
    expect(steps).toEqual([])
    await enter()
    const both = Promise.all([lock('idle'), lock('asked')])
    await vi.advanceTimersByTimeAsync(2_000)
    await both
    expect(steps.filter((step) => step === 'vault.locked')).toHaveLength(1)
    expect(lastLock()?.why).toBe('idle')
  })

  test('only when the app closes, the background has a last chance', async () => {
    const { enter, lock } = lifecycle()
    await enter()
    steps = []
    const locking = lock('closed')
    await vi.advanceTimersByTimeAsync(2_000)
    await locking
    expect(steps.slice(0, 2)).toEqual(['before end', 'background stopped'])
  })

  test('the reason is forgotten at the next sign-in', async () => {
    const { enter, lock, lastLock } = lifecycle()
    await enter()
    const locking = lock('idle')
    await vi.advanceTimersByTimeAsync(2_000)
    await locking
    await enter()
    expect(lastLock()).toBeUndefined()
  })
})

describe('locking by itself', () => {
  const MINUTE = 60_000
  test.each([
    ['in use in another window', { wall: 299_000, run: 299_000, idle: 1 }, {}, undefined],
    ['not in use for five minutes', { wall: 300_000, run: 300_000, idle: 300 }, {}, 'idle'],
    ['not in use for five minutes, on a call', { wall: 300_000, run: 300_000, idle: 300 }, { call: true }, undefined],
    ['not in use for twenty minutes, on a call', { wall: 20 * MINUTE, run: 20 * MINUTE, idle: 1_200 }, { call: true }, 'idle'],
    ['a shell that cannot tell, window not used', { wall: 300_000, run: 300_000, idle: undefined }, {}, 'idle'],
    ['open for three hours less a millisecond', { wall: 3 * HOUR - 1, run: 3 * HOUR - 1, idle: 1 }, {}, undefined],
    ['open for three hours by both clocks', { wall: 3 * HOUR, run: 3 * HOUR, idle: 1 }, {}, 'time'],
    ['open for three hours, on a call', { wall: 3 * HOUR, run: 3 * HOUR, idle: 1 }, { call: true }, 'time'],
    ['the computer slept, so one clock stood', { wall: 3 * HOUR, run: 60_000, idle: 1 }, {}, 'time'],
    ['the wall clock was set back', { wall: -HOUR, run: 3 * HOUR, idle: 1 }, {}, 'time'],
  ] as const)('%s', async (_, at, { call = false }: { call?: boolean }, why) => {
    const { enter, whenOpen, lockWhenDue, lastLock } = lifecycle()
    await enter()
    await whenOpen()
    isCallOn = call
    clock = at
    steps = []
    lockWhenDue()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(lastLock()?.why).toBe(why)
    expect(steps.includes('tick')).toBe(why === undefined)
  })

  test('while locked nothing happens', () => {
    const { lockWhenDue } = lifecycle()
    clock = { wall: 0, run: 9 * HOUR, idle: 9_000 }
    lockWhenDue()
    expect(steps).toEqual([])
  })
})

describe('a new day', () => {
  const day = (n: number) => plainDateOf(new Date(n * 24 * HOUR))
  const told = () => steps.filter((step) => step.startsWith('station.newDay'))

  test.each([
    ['unlocked', true],
    ['locked', false],
  ])('the page is told once, however often is looked: %s', async (_, isUnlocked) => {
    const { enter, lockWhenDue } = lifecycle()
    if (isUnlocked) await enter()
    lockWhenDue()
    expect(told()).toEqual([])
    clock = { wall: 24 * HOUR, run: 1, idle: 0 }
    lockWhenDue()
    lockWhenDue()
    expect(told()).toEqual([`station.newDay {"today":"${day(1)}"}`])
  })

  test('a clock that is set back to yesterday is followed too', () => {
    const { lockWhenDue } = lifecycle()
    clock = { wall: -24 * HOUR, run: 1, idle: 0 }
    lockWhenDue()
    expect(told()).toEqual([`station.newDay {"today":"${day(-1)}"}`])
  })
})
