import { expect, test } from 'vitest'
import { createDueLock } from '../../../main/station/due-lock.ts'

/** A workstation whose agent has just signed in. `idle`: what the system says, in seconds. */
function station({ isCallOn = false } = {}) {
  const pushed: string[] = []
  const at = { seconds: 0, idle: undefined as number | undefined }
  let isCardUnderWay = false
  const due = createDueLock({
    now: () => new Date(at.seconds * 1_000),
    monotonic: () => at.seconds * 1_000,
    systemIdleSeconds: () => at.idle,
    policy: { policy: { idleMinutes: 5, callIdleMinutes: 20, absoluteLockHours: 3 } },
    isCallOn: () => isCallOn,
    isCardUnderWay: () => isCardUnderWay,
    push: (name) => pushed.push(name),
  })
  due.opened()
  return {
    due,
    pushed,
    findAt: (seconds: number, idle?: number) => {
      Object.assign(at, { seconds, idle })
      return due.find()
    },
    card: (isUnderWay: boolean) => {
      isCardUnderWay = isUnderWay
    },
  }
}

test('due lock: the absolute limit comes before the idle one, and before a call', () => {
  expect(station().findAt(3 * 3_600, 3_600)).toBe('time')
  expect(station({ isCallOn: true }).findAt(3 * 3_600, 1)).toBe('time')
  expect(station({ isCallOn: true }).findAt(1_199, 1_199)).toBeUndefined()
  expect(station({ isCallOn: true }).findAt(1_200, 1_200)).toBe('idle')
})

test('due lock: the window’s own use counts where the system cannot tell', () => {
  const { due, findAt } = station()
  findAt(299)
  due.touched()
  expect(findAt(598)).toBeUndefined()
  expect(findAt(599)).toBe('idle')
})

test('due lock: both limits begin again with the next sign-in', () => {
  const { due, findAt } = station()
  findAt(10_000, 1)
  due.opened()
  expect(findAt(10_799, 1)).toBeUndefined()
  expect(findAt(10_900, 300)).toBe('idle')
})

test('due lock: a card under way is waited for, two minutes at most, and the page is told once', () => {
  const { findAt, card, pushed } = station()
  card(true)
  expect([300, 310, 419].map((seconds) => findAt(seconds, seconds))).toEqual([undefined, undefined, undefined])
  expect(pushed).toEqual(['vault.idle'])
  expect(findAt(420, 420)).toBe('idle')
})

test('due lock: a card that is finished is waited for no longer', () => {
  const { findAt, card } = station()
  card(true)
  expect(findAt(300, 300)).toBeUndefined()
  card(false)
  expect(findAt(310, 310)).toBe('idle')
})

test('due lock: the two minutes for a card begin again after the agent used the workstation', () => {
  const { findAt, card, pushed } = station()
  card(true)
  expect([findAt(300, 300), findAt(310, 1), findAt(700, 390)]).toEqual([undefined, undefined, undefined])
  expect(pushed).toEqual(['vault.idle', 'vault.idle'])
})
