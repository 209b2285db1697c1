import { expect, test } from 'vitest'
import { createCodeLives } from '../../../main/call/code-lives.ts'

test.each([
  ['just begun', 0, false],
  ['in its last millisecond', 999, false],
  ['at its end', 1_000, true],
  ['long after', 10_000, true],
])('life of a code: %s', (_name, passed, over) => {
  let forward = 500
  const lives = createCodeLives(() => forward)
  lives.begin('a', 1_000)
  forward += passed
  expect(lives.isOver('a')).toBe(over)
})

test('life of a code: one of another session is over', () => {
  const lives = createCodeLives(() => 0)
  lives.begin('a', 1_000)
  expect(lives.isOver('b')).toBe(true)
  expect(createCodeLives(() => 0).isOver('a')).toBe(true)
})
