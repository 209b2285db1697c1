import { expect, test } from 'vitest'
import suite, { countRefused } from './passcodes.ts'

test('thirty thousand passcodes: none that is refused is issued, they are even, and each generator that is wrong is found', async () => {
  const lines: string[] = []
  expect(await suite.run({ rounds: 30_000, report: (line) => { lines.push(line) } }), lines.join('\n')).toBe(true)
}, 60_000)

test('a code that is refused is counted as one', () => {
  expect(countRefused(['918264', '040790', '123456', '103759'])).toBe(3)
})
