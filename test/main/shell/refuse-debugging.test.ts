import { expect, test } from 'vitest'
import { findDebuggingWord } from '../../../main/shell/refuse-debugging.ts'

test.each(['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'inspect', 'inspect-brk'])(
  'installed app: does not start with --%s, a development build does',
  (word) => {
    expect(findDebuggingWord(true, (name) => name === word)).toBe(word)
    expect(findDebuggingWord(false, (name) => name === word)).toBeUndefined()
  },
)

test('installed app: starts with its own words', () => {
  expect(findDebuggingWord(true, (name) => name === 'practice')).toBeUndefined()
})
