import { expect, test } from 'vitest'
import { createIdleWatch } from '../../../renderer/app/idle.ts'

const MINUTE = 60_000

function watchAt(minutes: number) {
  let time = 1_000_000
  const watch = createIdleWatch(minutes, () => time)
  return {
    watch,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

test('locks after the minutes, not before, and says so once', () => {
  const { watch, pass } = watchAt(5)
  pass(5 * MINUTE - 1)
  expect(watch.isOver()).toBe(false)
  pass(1)
  expect(watch.isOver()).toBe(true)
  expect(watch.isOver()).toBe(false)
})

test('a touch begins the minutes anew', () => {
  const { watch, pass } = watchAt(5)
  pass(4 * MINUTE)
  watch.touched()
  pass(4 * MINUTE)
  expect(watch.isOver()).toBe(false)
  pass(MINUTE)
  expect(watch.isOver()).toBe(true)
})

test('time asleep counts', () => {
  const { watch, pass } = watchAt(5)
  pass(600 * MINUTE)
  expect(watch.isOver()).toBe(true)
})

test('a clock set back neither locks at once nor keeps the app open for hours', () => {
  const { watch, pass } = watchAt(5)
  pass(-120 * MINUTE)
  expect(watch.isOver()).toBe(false)
  pass(5 * MINUTE)
  expect(watch.isOver()).toBe(true)
})
